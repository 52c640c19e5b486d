/** The packages that go into every sandbox: Python's from the pinned wheels of `sources/`, Node's from `toolchains/`. */
import { Fault } from '@touchstone/contracts';
import { pythonPackages, pythonPackagesFolder } from '../sources/python-packages.ts';
import { nodeModulesFolder } from '../toolchains/node-modules.ts';

/** One line about what is being fetched or built, for a progress display. */
export type ProgressReport = (progress: { step: string; detail: string }) => void;

export interface PackagesOptions {
  home: string;
  signal?: AbortSignal | undefined;
  onProgress?: ProgressReport | undefined;
}

/** Folder with the packages side by side, or null where they cannot be had now: then no runtime offers them. */
export async function pythonPackagesForSandboxes(options: PackagesOptions): Promise<string | null> {
  const { home, signal, onProgress } = options;
  try {
    return await pythonPackagesFolder(Object.keys(pythonPackages), {
      home,
      ...(signal === undefined ? {} : { signal }),
      onProgress: ({ source, event }) => {
        if (event !== 'fetch-progressed') onProgress?.({ step: 'packages', detail: `${source} ${event}` });
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || signal?.aborted === true) throw thrown;
    onProgress?.({ step: 'packages', detail: `not available: ${thrown.message}` });
    return null;
  }
}

/** Folder with `node_modules/` and `bin/`, or null where it cannot be had now: then no runtime offers `tape`. */
export async function nodeModulesForSandboxes(options: PackagesOptions): Promise<string | null> {
  const { home, signal, onProgress } = options;
  onProgress?.({ step: 'packages', detail: 'test tools for JavaScript' });
  try {
    return await nodeModulesFolder({ home, signal });
  } catch (thrown) {
    if (!(thrown instanceof Fault) || signal?.aborted === true) throw thrown;
    onProgress?.({ step: 'packages', detail: `not available: ${thrown.message}` });
    return null;
  }
}
