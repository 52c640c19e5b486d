/**
 * Test only: where the peers' own packages are installed. `TOUCHSTONE_READERS` names a folder with one virtual environment a
 * reader; without it, `python3` itself may have the package. Where neither does, a test says aloud that it did not run.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface ReaderPython {
  python: string | null;
  /** For `describe`: false, or the sentence that says why nothing ran. */
  skip: false | string;
}

export function readerPython(name: string): ReaderPython {
  const folder = process.env['TOUCHSTONE_READERS'];
  const own = folder === undefined ? null : join(folder, name, 'bin', 'python');
  const python =
    [own, 'python3'].find(
      (candidate) =>
        candidate !== null &&
        (!candidate.includes('/') || existsSync(candidate)) &&
        // -I: this repository has a folder named as a reader, which is not it.
        spawnSync(candidate, [
          '-I',
          '-c',
          `import importlib.util,sys; sys.exit(importlib.util.find_spec('${name}') is None)`,
        ]).status === 0,
    ) ?? null;
  const skip =
    python === null &&
    `NOT RUN: the Python package ${name} is not installed here; TOUCHSTONE_READERS names a folder with ${name}/bin/python`;
  if (skip) console.log(skip);
  return { python, skip };
}
