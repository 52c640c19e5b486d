/**
 * Picks a driver by really running Python in it once, never by looking for a program: docker, then bwrap, then
 * embedded. Each driver is loaded only when it is tried. Does not know what a task is.
 */
import {
  Fault,
  SandboxFault,
  type RealisedRuntime,
  type RuntimeRequirement,
  type SandboxDriver,
  type Weakness,
} from '@touchstone/contracts';
import type { ProgressReport } from './images/packages.ts';
import { probeLimits } from './limits.ts';
import { withPool } from './pool.ts';
import { pythonSets } from './sources/python-pins.ts';
import { nodePackages } from './toolchains/node-modules.ts';

export type DriverName = SandboxDriver['name'];

/** In the order of strength. */
export const driverNames: readonly DriverName[] = ['docker', 'bwrap', 'embedded'];

export interface OpenDriverOptions {
  /** `auto` takes the first that works. */
  name: DriverName | 'auto';
  /** `TOUCHSTONE_HOME`: images and packages are kept below it. */
  home: string;
  signal?: AbortSignal | undefined;
  onProgress?: ProgressReport | undefined;
  /** Fresh sandboxes kept waiting per kind of request; 0, the default, keeps none. */
  poolSize?: number;
}

/** An open driver; dispose of it and every sandbox of it is gone. Throws a `SandboxFault` that says why none works. */
export async function openDriver(options: OpenDriverOptions): Promise<SandboxDriver> {
  const names = options.name === 'auto' ? driverNames : [options.name];
  const reasons: string[] = [];
  for (const name of names) {
    try {
      return await load(name, options, options.name !== 'auto');
    } catch (thrown) {
      options.signal?.throwIfAborted();
      if (!(thrown instanceof Fault) || options.name !== 'auto') throw thrown;
      reasons.push(`${name}: ${thrown.message}`);
    }
  }
  throw new SandboxFault(`No sandbox works on this machine. ${reasons.join(' ')}`, {
    code: 'no-driver',
    retryable: false,
    hint: 'Install bubblewrap, or start a Docker engine.',
  });
}

/** What `touchstone doctor` says of one driver. */
export type DriverReport =
  | {
      name: DriverName;
      works: true;
      /** By language; a language that the driver does not run is absent. */
      runtimes: Partial<Record<RuntimeRequirement['language'], RealisedRuntime>>;
      weaknesses: readonly Weakness[];
    }
  | { name: DriverName; works: false; why: string; wayOut: string | null };

/** Tries every driver and says what came of it. */
export async function inspectDrivers(
  options: Omit<OpenDriverOptions, 'name' | 'poolSize'>,
): Promise<DriverReport[]> {
  const reports: DriverReport[] = [];
  for (const name of driverNames) reports.push(await inspect(name, options));
  return reports;
}

async function inspect(
  name: DriverName,
  options: Omit<OpenDriverOptions, 'name' | 'poolSize'>,
): Promise<DriverReport> {
  try {
    await using driver = await load(name, options, false);
    const runtimes: Partial<Record<RuntimeRequirement['language'], RealisedRuntime>> = {};
    for (const language of ['python', 'node', 'shell'] as const) {
      const runtime = await tryRuntime(driver, language);
      if (runtime !== null) runtimes[language] = runtime;
    }
    return { name, works: true, runtimes, weaknesses: driver.weaknesses };
  } catch (thrown) {
    options.signal?.throwIfAborted();
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return { name, works: false, why, wayOut: thrown instanceof Fault ? (thrown.hint ?? null) : null };
  }
}

/** The runtime with whatever of the known packages it has; null where the language does not run. */
async function tryRuntime(
  driver: SandboxDriver,
  language: RuntimeRequirement['language'],
): Promise<RealisedRuntime | null> {
  const plain = await tryOpen(driver, language, []);
  if (plain === null) return null;
  const sets = { python: pythonSets, node: [Object.keys(nodePackages)], shell: [] }[language];
  const packages: Record<string, string> = {};
  // Set by set: an embedded sandbox has a snapshot of its own for each combination.
  for (const set of sets) Object.assign(packages, (await tryOpen(driver, language, set))?.packages);
  return { ...plain, packages };
}

async function tryOpen(
  driver: SandboxDriver,
  language: RuntimeRequirement['language'],
  packages: readonly string[],
): Promise<RealisedRuntime | null> {
  try {
    const runtime = { language, version: '*', packages: [...packages] };
    await using sandbox = await driver.open({ runtime, limits: probeLimits });
    return sandbox.runtime;
  } catch (thrown) {
    const isAbsent =
      thrown instanceof Fault && (thrown.code === 'runtime-unmet' || thrown.boundary === 'source');
    if (!isAbsent) throw thrown;
    return null;
  }
}

/** `mayBuild`: whoever names Docker waits for its image; whoever takes what there is does not. */
async function load(
  name: DriverName,
  options: Omit<OpenDriverOptions, 'name'>,
  mayBuild: boolean,
): Promise<SandboxDriver> {
  const { home, signal, onProgress, poolSize = 0 } = options;
  switch (name) {
    case 'docker': {
      const { openDockerDriver } = await import('./docker/driver.ts');
      return withPool(await openDockerDriver({ home, signal, onProgress, mayBuild }), poolSize);
    }
    case 'bwrap': {
      const { openBwrapDriver } = await import('./bwrap/driver.ts');
      return withPool(await openBwrapDriver({ home, signal, onProgress }), poolSize);
    }
    case 'embedded': {
      const { openEmbeddedDriver } = await import('./embedded/driver.ts');
      return openEmbeddedDriver({
        home,
        onProgress: (detail) => onProgress?.({ step: 'embedded', detail }),
        ...(signal === undefined ? {} : { signal }),
        // It keeps interpreters waiting rather than sandboxes: what is slow to start there is Python.
        ...(poolSize > 0 ? { poolSize } : {}),
      });
    }
  }
}
