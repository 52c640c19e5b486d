/** The data directory: made whole or not at all, and of the version that these programs read. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, fsyncSync, mkdtempSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Fault } from '@touchstone/contracts';
import type { Binaries } from './binaries.ts';
import { diskFull, saysDiskFull } from './disk-full.ts';
import { commandAs, ownDataDirectory, type Identity } from './identity.ts';

/** The superuser of the embedded server, owner of everything in it. */
export const embeddedUser = 'touchstone';

const majorVersion = '18';
const unfinished = 'initdb-';

/** Under the start lock. */
export async function ensureCluster(options: {
  postgresHome: string;
  dataDirectory: string;
  binaries: Binaries;
  identity: Identity;
  signal?: AbortSignal | undefined;
  onProgress?: ((message: string) => void) | undefined;
}): Promise<void> {
  const { postgresHome, dataDirectory, identity } = options;
  await sweepUnfinished(postgresHome);
  if (existsSync(dataDirectory)) {
    checkVersion(dataDirectory);
    ownDataDirectory(dataDirectory, identity);
    return;
  }
  options.onProgress?.('creating the database');
  const folder = mkdtempSync(join(postgresHome, unfinished));
  await initialise(join(folder, 'data'), options);
  await rename(join(folder, 'data'), dataDirectory);
  syncFolder(postgresHome);
  await rm(folder, { recursive: true, force: true });
}

/** A killed start leaves its folder, and perhaps a still running initdb that will fail for want of it. */
async function sweepUnfinished(postgresHome: string): Promise<void> {
  for (const name of readdirSync(postgresHome)) {
    if (!name.startsWith(unfinished)) continue;
    await rm(join(postgresHome, name), { recursive: true, force: true, maxRetries: 3 }).catch(
      () => undefined,
    );
  }
}

function checkVersion(dataDirectory: string): void {
  const file = join(dataDirectory, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none';
  if (found === majorVersion) return;
  throw new Fault(
    `Expected a data directory of PostgreSQL ${majorVersion} at ${dataDirectory}, found version ${found}.`,
    {
      code: 'database-version',
      boundary: 'database',
      retryable: false,
      hint: `Open it with a PostgreSQL ${found} server and move the data with pg_dump, or set the folder aside to begin anew.`,
    },
  );
}

async function initialise(
  dataDirectory: string,
  options: { binaries: Binaries; identity: Identity; signal?: AbortSignal | undefined },
): Promise<void> {
  const command = commandAs(options.identity, options.binaries.initdb, [
    `--pgdata=${dataDirectory}`,
    `--username=${embeddedUser}`,
    // Code point order: the same on every machine, whatever its C library.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // Whoever can open the socket in its 0700 folder is the owner of the data; nothing else may connect.
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
  ]);
  const child = spawn(command.program, command.argv, {
    env: options.binaries.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(options.signal && { signal: options.signal }),
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, errors] = await Promise.all([ended, text(child.stderr)]);
  if (code === 0) return;
  if (saysDiskFull(errors)) throw diskFull(dataDirectory, errors);
  throw new Fault(`initdb ended with ${code ?? 'a signal'}: ${errors.trim()}`, {
    code: 'embedded-init-failed',
    boundary: 'database',
    retryable: false,
    hint: 'The message above is initdb’s own; alternatively set DATABASE_URL to a Postgres server.',
  });
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
