/**
 * The embedded server of one TOUCHSTONE_HOME, shared by every process that opens it. Two locks make that safe however
 * a process ends: `start.lock` (exclusive) covers making, starting and stopping; each client holds `clients.lock`
 * (shared), so whoever can take it exclusively is the last and stops the server.
 */
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@touchstone/contracts';
import { startLockWaitMsMax } from '../limits.ts';
import { findBinaries } from './binaries.ts';
import { embeddedUser, ensureCluster } from './cluster.ts';
import { diskFull, saysDiskFull } from './disk-full.ts';
import { acquireFileLock, tryFileLock, type FileLock } from './file-lock.ts';
import { chooseIdentity } from './identity.ts';
import { embeddedPort, findPostmaster } from './postmaster.ts';
import { startServer, stopServer, waitUntilReady } from './server.ts';
import { ensureSocketFolder } from './socket-folder.ts';

export interface EmbeddedOptions {
  /** TOUCHSTONE_HOME; made if missing. */
  home: string;
  signal?: AbortSignal | undefined;
  onProgress?: ((message: string) => void) | undefined;
}

/** How to connect; no password, since only the owner can enter the socket's folder. */
interface EmbeddedAddress {
  host: string;
  port: number;
  user: string;
}

export interface EmbeddedServer {
  /** Starts the server again if it was killed; returns where it listens. */
  ensureRunning(): Promise<EmbeddedAddress>;
  /** Stops the server if nobody else uses it. Idempotent. */
  close(): Promise<void>;
}

/** Starts or joins the server. Throws a `Fault`: `embedded-…`, `database-version`, `disk-full`, `lock-…`, `socket-…`. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const paths = preparePaths(options.home);
  let client: FileLock | undefined;
  let closed = false;
  const ensureRunning = () =>
    withStartLock(paths, options.signal, async () => {
      if (closed) throw new Error('the embedded server was closed by this client');
      client ??= await acquireFileLock(paths.clients, {
        kind: 'shared',
        waitMsMax: startLockWaitMsMax,
        signal: options.signal,
      });
      return run(paths, options);
    });
  const close = async () => {
    closed = true;
    if (client === undefined) return;
    const held = client;
    client = undefined;
    await withStartLock(paths, undefined, async () => {
      held.release();
      const last = tryFileLock(paths.clients, 'exclusive');
      if (last === null) return;
      try {
        const postmaster = findPostmaster(paths.data);
        if (postmaster !== null) await stopServer(postmaster, paths.data);
      } finally {
        last.release();
      }
    });
  };
  try {
    await ensureRunning();
  } catch (thrown) {
    client?.release();
    throw thrown;
  }
  return { ensureRunning, close };
}

/** Stops the server whoever uses it (`touchstone down`); false when none ran. Clients see lost connections. */
export async function stopEmbedded(options: { home: string }): Promise<boolean> {
  const paths = preparePaths(options.home);
  return withStartLock(paths, undefined, async () => {
    const postmaster = findPostmaster(paths.data);
    if (postmaster === null) return false;
    await stopServer(postmaster, paths.data);
    return true;
  });
}

interface Paths {
  folder: string;
  data: string;
  log: string;
  start: string;
  clients: string;
}

function preparePaths(home: string): Paths {
  try {
    const folder = join(home, 'postgres');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const real = realpathSync(folder);
    return {
      folder: real,
      data: join(real, 'data'),
      log: join(real, 'server.log'),
      start: join(real, 'start.lock'),
      clients: join(real, 'clients.lock'),
    };
  } catch (thrown) {
    if (saysDiskFull(String(thrown))) throw diskFull(home, thrown);
    throw new Fault(`Cannot keep a database under ${home}: ${(thrown as Error).message}.`, {
      code: 'embedded-home',
      boundary: 'configuration',
      retryable: false,
      hint: 'Name a folder that you may write to with TOUCHSTONE_HOME, or set DATABASE_URL.',
      cause: thrown,
    });
  }
}

async function withStartLock<T>(
  paths: Paths,
  signal: AbortSignal | undefined,
  act: () => Promise<T>,
): Promise<T> {
  const lock = await acquireFileLock(paths.start, {
    kind: 'exclusive',
    waitMsMax: startLockWaitMsMax,
    signal,
  });
  try {
    return await act();
  } catch (thrown) {
    throw saysDiskFull(String(thrown)) && !(thrown instanceof Fault)
      ? diskFull(paths.folder, thrown)
      : thrown;
  } finally {
    lock.release();
  }
}

async function run(paths: Paths, options: EmbeddedOptions): Promise<EmbeddedAddress> {
  const { signal, onProgress } = options;
  const running = findPostmaster(paths.data);
  if (running !== null) {
    const alive = () => findPostmaster(paths.data)?.processId === running.processId;
    const socketFolder = running.socketFolder || ensureSocketFolder(paths.folder);
    if (await waitUntilReady({ socketFolder }, alive, signal)) {
      return { host: socketFolder, port: embeddedPort, user: embeddedUser };
    }
    // Alive but unreachable for minutes (its socket was swept away): begin again from its data.
    if (alive()) await stopServer(running, paths.data);
  }
  const binaries = findBinaries(paths.folder);
  const identity = chooseIdentity(binaries.environment);
  await ensureCluster({
    postgresHome: paths.folder,
    dataDirectory: paths.data,
    binaries,
    identity,
    signal,
    onProgress,
  });
  onProgress?.('starting the database');
  const socketFolder = ensureSocketFolder(paths.folder);
  const place = { dataDirectory: paths.data, socketFolder, logFile: paths.log };
  await startServer(place, { binaries, identity, signal });
  return { host: socketFolder, port: embeddedPort, user: embeddedUser };
}
