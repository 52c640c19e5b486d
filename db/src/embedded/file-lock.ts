/**
 * Locks between processes that vanish with the process that holds them, however it ends: the file locks of SQLite
 * (fcntl on every platform), since Node itself offers none. Shared and exclusive, as a reader and a writer.
 * Does not know what is locked. Nobody else may open the lock files: closing them anywhere in the process drops the lock.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '@touchstone/contracts';
import { pollIntervalMs } from '../limits.ts';

export interface FileLock {
  /** Idempotent. */
  release(): void;
}

const sqliteBusy = 5;

/** The lock, or null while somebody else holds one that excludes it. */
export function tryFileLock(path: string, kind: 'shared' | 'exclusive'): FileLock | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    // Without a journal file nothing is ever written: a lock can be taken on a full disk.
    database.exec('PRAGMA journal_mode = MEMORY');
    if (kind === 'exclusive') {
      database.exec('BEGIN EXCLUSIVE');
    } else {
      // A transaction holds its shared lock from its first read until it ends.
      database.exec('BEGIN');
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
    }
    const held = database;
    return {
      release: () => {
        if (held.isOpen) held.close();
      },
    };
  } catch (thrown) {
    if (database?.isOpen) database.close();
    if ((thrown as { errcode?: number }).errcode === sqliteBusy) return null;
    throw new Fault(`Cannot lock ${path}: ${(thrown as Error).message}.`, {
      code: 'lock-failed',
      boundary: 'database',
      retryable: false,
      hint: 'The folder must be writable and on a file system with POSIX locks; name another with TOUCHSTONE_HOME.',
      cause: thrown,
    });
  }
}

/** Waits for the lock; throws a retryable `Fault` (`lock-timeout`) after `waitMsMax` milliseconds, or the abort reason. */
export async function acquireFileLock(
  path: string,
  options: { kind: 'shared' | 'exclusive'; waitMsMax: number; signal?: AbortSignal | undefined },
): Promise<FileLock> {
  const deadline = performance.now() + options.waitMsMax;
  for (;;) {
    options.signal?.throwIfAborted();
    const lock = tryFileLock(path, options.kind);
    if (lock !== null) return lock;
    if (performance.now() > deadline) {
      throw new Fault(`Another process has held ${path} for ${options.waitMsMax / 1000} seconds.`, {
        code: 'lock-timeout',
        boundary: 'database',
        retryable: true,
        hint: 'See which touchstone process hangs, end it, and try again.',
      });
    }
    await sleep(pollIntervalMs);
  }
}
