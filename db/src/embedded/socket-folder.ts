/** Where the server's Unix socket lives: beside the data, or, when that path is too long, in a short folder of our own. */
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, hashText } from '@touchstone/contracts';
import { socketPathBytesMax } from '../limits.ts';
import { embeddedPort } from './postmaster.ts';

/** Makes the folder (0700) if need be and returns it; throws a `Fault` when somebody else owns it. */
export function ensureSocketFolder(postgresHome: string): string {
  const folder = [
    join(postgresHome, 'socket'),
    join(tmpdir(), `touchstone-${hashText(postgresHome).slice(0, 16)}`),
  ].find(
    (candidate) => Buffer.byteLength(join(candidate, `.s.PGSQL.${embeddedPort}.lock`)) <= socketPathBytesMax,
  );
  if (folder === undefined) {
    throw new Fault(`The folder for temporary files has too long a path for a Unix socket: ${tmpdir()}.`, {
      code: 'socket-path-too-long',
      boundary: 'configuration',
      retryable: false,
      hint: 'Set TMPDIR or TOUCHSTONE_HOME to a shorter path.',
    });
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const ours = process.getuid === undefined || found.uid === process.getuid();
  if (!found.isDirectory() || !ours || (found.mode & 0o077) !== 0) {
    throw new Fault(`Expected ${folder} to be a folder that only its owner, oneself, may enter.`, {
      code: 'socket-folder-unsafe',
      boundary: 'configuration',
      retryable: false,
      hint: 'Remove it, or name another place with TOUCHSTONE_HOME.',
    });
  }
  return folder;
}
