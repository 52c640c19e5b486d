/**
 * The running server as `postmaster.pid` tells it (PostgreSQL `pidfile.h`: line 1 process id, 2 data directory,
 * 3 start time, 4 port, 5 socket folder). The file outlives a killed server, and its process id may by then be somebody
 * else's, so it is believed only of a process whose working directory is the data directory.
 */
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Postmaster {
  processId: number;
  socketFolder: string;
  port: number;
}

/** The live server of this data directory, or null. */
export function findPostmaster(dataDirectory: string): Postmaster | null {
  const lines = readLines(join(dataDirectory, 'postmaster.pid'));
  const processId = Number(lines[0]);
  if (!Number.isInteger(processId) || processId <= 0 || !isPostmaster(processId, dataDirectory)) return null;
  const port = Number(lines[3]);
  const socketFolder = lines[4];
  // A server that has just begun has not written all lines yet; the caller looks again.
  return { processId, port: Number.isInteger(port) ? port : 0, socketFolder: socketFolder ?? '' };
}

/** True while the process lives and has the data directory as its working directory. */
export function isPostmaster(processId: number, dataDirectory: string): boolean {
  if (!exists(processId)) return false;
  try {
    const working = statSync(`/proc/${processId}/cwd`);
    const data = statSync(dataDirectory);
    return working.ino === data.ino && working.dev === data.dev;
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    // A zombie has no working directory. Another user's is hidden; the command line is not.
    if (code === 'ENOENT' || code === 'ESRCH') return false;
    return readLines(`/proc/${processId}/cmdline`).join('').split('\0').includes(dataDirectory);
  }
}

/**
 * Postgres itself replaces the lock files of a dead process, but refuses to start when their process id is in use again,
 * by whomever. Those are removed here. Only under the start lock and with no live server; backends that survive a
 * server are still found by Postgres, by the shared memory key that it derives from the data directory's inode.
 */
export function removeStaleFiles(dataDirectory: string, socketFolder: string): void {
  for (const file of [
    join(dataDirectory, 'postmaster.pid'),
    join(socketFolder, `.s.PGSQL.${embeddedPort}.lock`),
  ]) {
    const processId = Number(readLines(file)[0]);
    const believable = Number.isInteger(processId) && processId > 0;
    // An empty file is what a machine leaves that lost power between creating and writing it.
    if (!believable || (exists(processId) && !isPostmaster(processId, dataDirectory)))
      rmSync(file, { force: true });
  }
}

/** Only names the socket file: the server listens on no network address. */
export const embeddedPort = 5432;

function exists(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}
