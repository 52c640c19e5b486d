/**
 * The `Lab` port: runs a program k times in fresh sandboxes and keeps what was seen by the hash of all that could
 * matter, so that drafting the same item again runs nothing. Refuses what is not repeatable.
 */
import {
  SandboxFault,
  hashBytes,
  hashJson,
  refusal,
  type Hash,
  type Lab,
  type Limits,
  type Observation,
  type Refusal,
  type SandboxDriver,
} from '@touchstone/contracts';

/** Where observations are kept; a store of the pipeline's. */
export interface LabMemo {
  get(hash: Hash): Promise<Observation | null>;
  put(hash: Hash, observation: Observation): Promise<void>;
}

type Experiment = Parameters<Lab['observe']>[0];

/** Moves when what an observation means changes: what older programs kept is then not found. */
const LAB_VERSION = 1;

/** Drafting's programs are small; one that needs more is refused, since an attempt would not have it either. */
const labLimits: Limits = {
  cpuSecondsMax: 60,
  wallSecondsMax: 300,
  memoryBytesMax: 512_000_000,
  processesMax: 32,
  diskBytesMax: 64_000_000,
  outputBytesMax: 8_000_000,
};

/** One more than this proves nothing new about a program that is not made to deceive. */
const repeatMax = 10;

export function createLab(parts: { driver: SandboxDriver; memo: LabMemo }): Lab {
  return {
    async observe(experiment) {
      const repeat = Math.max(1, Math.min(repeatMax, experiment.repeat));
      const { runtime, files, argv, stdin } = experiment;
      // The driver counts: another one is another machine, and may well see something else.
      const key = { version: LAB_VERSION, driver: parts.driver.name, limits: labLimits, repeat };
      const contents = files.map(({ path, bytes }) => ({ path, blob: hashBytes(bytes) }));
      const hash = hashJson({ ...key, runtime, files: contents, argv, stdin: stdin ?? null });
      const known = await parts.memo.get(hash);
      if (known !== null) return known;
      const observed = await repeatedly(parts.driver, experiment, repeat);
      if (!('refused' in observed)) await parts.memo.put(hash, observed);
      return observed;
    },
  };
}

async function repeatedly(
  driver: SandboxDriver,
  experiment: Experiment,
  repeat: number,
): Promise<Observation | Refusal> {
  const first = await once(driver, experiment);
  for (let run = 1; run < repeat; run += 1) {
    const again = await once(driver, experiment);
    const difference = (['ending', 'exitCode', 'stdout', 'stderr'] as const).find(
      (part) => again[part] !== first[part],
    );
    if (difference !== undefined)
      return refusal(
        'not-repeatable',
        `run ${run + 1} of ${repeat} has another ${difference} than the first`,
      );
  }
  return first;
}

async function once(
  driver: SandboxDriver,
  { runtime, files, argv, stdin }: Experiment,
): Promise<Observation> {
  await using sandbox = await driver.open({ runtime, limits: labLimits });
  await sandbox.putFiles(files);
  const input = stdin === undefined ? {} : { stdin: new TextEncoder().encode(JSON.stringify(stdin)) };
  const { ending, exitCode, stdout, stderr } = await sandbox.exec({ argv, ...input });
  // A loaded machine, not the program: to be tried again, never to be kept.
  if (ending === 'wall-limit')
    throw new SandboxFault(`An experiment did not end within ${labLimits.wallSecondsMax} s of wall clock.`, {
      code: 'lab-wall-limit',
      retryable: true,
    });
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { ending, exitCode, stdout: text(stdout), stderr: text(stderr), runtime: sandbox.runtime };
}
