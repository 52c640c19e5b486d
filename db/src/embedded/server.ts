/** Starts the server and waits until it answers; stops it. The caller holds the start lock. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@touchstone/contracts';
import { Client } from 'pg';
import {
  fastShutdownMsMax,
  immediateShutdownMsMax,
  logTailBytesMax,
  pollIntervalMs,
  serverConnectionsMax,
  serverLogBytesMax,
  serverReadyMsMax,
  startTriesMsMax,
} from '../limits.ts';
import type { Binaries } from './binaries.ts';
import { embeddedUser } from './cluster.ts';
import { diskFull, saysDiskFull } from './disk-full.ts';
import { commandAs, type Identity } from './identity.ts';
import {
  embeddedPort,
  findPostmaster,
  isPostmaster,
  removeStaleFiles,
  type Postmaster,
} from './postmaster.ts';

export interface ServerPlace {
  dataDirectory: string;
  socketFolder: string;
  logFile: string;
}

/** Starts the server, again while the backends of a killed one still leave; resolves once it answers. */
export async function startServer(
  place: ServerPlace,
  options: { binaries: Binaries; identity: Identity; signal?: AbortSignal | undefined },
): Promise<void> {
  const deadline = performance.now() + startTriesMsMax;
  for (;;) {
    options.signal?.throwIfAborted();
    // A start whose client was killed may have become a server in the meantime.
    const running = findPostmaster(place.dataDirectory);
    if (running !== null) {
      const alive = () => isPostmaster(running.processId, place.dataDirectory);
      if (await waitUntilReady(place, alive, options.signal)) return;
    }
    removeStaleFiles(place.dataDirectory, place.socketFolder);
    const outcome = await startOnce(place, options);
    if (outcome === 'ready') return;
    if (saysDiskFull(outcome.log)) throw diskFull(place.dataDirectory, outcome.log);
    // Killed while it came up, or kept out by what a killed one left.
    const transient =
      outcome.killed || /shared memory block|lock file .* already exists|already in use/.test(outcome.log);
    if (!transient || performance.now() > deadline) throw startFailed(place, outcome.log);
    await sleep(pollIntervalMs * 5);
  }
}

/** True when the server answers within its own time; false when it dies or never does. */
export async function waitUntilReady(
  place: { socketFolder: string },
  alive: () => boolean,
  signal?: AbortSignal,
): Promise<boolean> {
  const deadline = performance.now() + serverReadyMsMax;
  while (performance.now() < deadline && alive()) {
    signal?.throwIfAborted();
    if (await answers(place.socketFolder)) return true;
    await sleep(pollIntervalMs);
  }
  return false;
}

/** A fast shutdown (open transactions are rolled back), an immediate one when that takes too long. */
export async function stopServer(postmaster: Postmaster, dataDirectory: string): Promise<void> {
  for (const [signal, waitMsMax] of [
    ['SIGINT', fastShutdownMsMax],
    ['SIGQUIT', immediateShutdownMsMax],
  ] as const) {
    try {
      process.kill(postmaster.processId, signal);
    } catch {
      // It has gone in the meantime.
    }
    const deadline = performance.now() + waitMsMax;
    while (performance.now() < deadline) {
      if (!isPostmaster(postmaster.processId, dataDirectory)) return;
      await sleep(pollIntervalMs);
    }
  }
  throw new Fault(`The database server (process ${postmaster.processId}) does not stop.`, {
    code: 'embedded-stop-failed',
    boundary: 'database',
    retryable: true,
    hint: `End it with: kill -QUIT ${postmaster.processId}`,
  });
}

async function startOnce(
  place: ServerPlace,
  options: { binaries: Binaries; identity: Identity; signal?: AbortSignal | undefined },
): Promise<'ready' | { killed: boolean; log: string }> {
  setAsideLargeLog(place.logFile);
  const log = openSync(place.logFile, 'a', 0o600);
  const logStart = statSync(place.logFile).size;
  const settings = {
    listen_addresses: '',
    port: String(embeddedPort),
    unix_socket_directories: place.socketFolder,
    unix_socket_permissions: '0700',
    max_connections: String(serverConnectionsMax),
    // Stated although they are the defaults: what is acknowledged is on the disk.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // No replicas: COPY into new tables may skip the log.
    wal_level: 'minimal',
    max_wal_senders: '0',
    // The narrow table of 100,000 tasks is 40 MB; a scan of more than a quarter of this is not kept in memory.
    shared_buffers: '256MB',
    jit: 'off',
    // Parallel plans share memory under /dev/shm, of which a container has 64 MB; our statements are short.
    max_parallel_workers_per_gather: '0',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const command = commandAs(options.identity, options.binaries.postgres, [
    '-D',
    place.dataDirectory,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  // Detached: it leads its own session, so that Ctrl-C in a terminal reaches the client and not the server.
  const child = spawn(command.program, command.argv, {
    env: options.binaries.environment,
    cwd: place.dataDirectory,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let running = true;
  const ended = () => {
    running = false;
  };
  child.once('exit', ended);
  child.once('error', ended);
  child.unref();
  const ready = await waitUntilReady(place, () => running, options.signal);
  if (ready) return 'ready';
  return {
    killed: child.signalCode !== null,
    log: readFileSync(place.logFile).subarray(logStart).toString('utf8'),
  };
}

async function answers(socketFolder: string): Promise<boolean> {
  const client = new Client({
    host: socketFolder,
    port: embeddedPort,
    user: embeddedUser,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function setAsideLargeLog(logFile: string): void {
  try {
    if (statSync(logFile).size > serverLogBytesMax) renameSync(logFile, `${logFile}.1`);
  } catch {
    // There is none yet.
  }
}

function startFailed(place: ServerPlace, log: string): Fault {
  const other = findPostmaster(place.dataDirectory);
  return new Fault(
    `The database server did not start. Its log ends:\n${log.slice(-logTailBytesMax).trim()}`,
    {
      code: 'embedded-start-failed',
      boundary: 'database',
      retryable: other !== null,
      hint: `The whole log is ${place.logFile}; alternatively set DATABASE_URL to a Postgres server.`,
    },
  );
}
