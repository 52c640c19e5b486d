/** Temporary homes and databases for tests: gone, server and all, when the test ends. */
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext } from 'node:test';
import { openDatabase, stopEmbedded, type Database } from '../src/index.ts';

function temporaryHome(): string {
  return mkdtempSync(join(fastFolder(), 'touchstone-db-'));
}

/** Memory where there is enough: a killed process loses nothing there either, and fsync on a busy disk takes seconds. */
function fastFolder(): string {
  const [memory, bytesNeeded] = ['/dev/shm', 2 ** 30];
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize > bytesNeeded ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

async function removeHome(home: string): Promise<void> {
  await stopEmbedded({ home }).catch(() => undefined);
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}

/** A home that lives as long as the test. */
export function homeOf(t: TestContext): string {
  const home = temporaryHome();
  t.after(() => removeHome(home));
  return home;
}

/** One database for all tests of a file. */
export async function fileDatabase(): Promise<Database & { home: string }> {
  const home = temporaryHome();
  const database = await openDatabase({ home, applicationName: 'test' });
  after(async () => {
    await database.close();
    await removeHome(home);
  });
  return Object.assign(database, { home });
}

export function serverProcessId(home: string): number {
  return Number(readFileSync(join(home, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** SIGKILL; nothing where it is down at this moment. */
export function killServer(home: string): void {
  try {
    process.kill(serverProcessId(home), 'SIGKILL');
  } catch (thrown) {
    if (!['ESRCH', 'ENOENT'].includes((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown;
  }
}
