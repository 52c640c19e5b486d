/** The Python packages that go into every sandbox, from the pinned wheels of `sources/`. */
import { Fault } from '@touchstone/contracts';
import { pythonPackages, pythonPackagesFolder } from '../sources/python-packages.ts';

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
