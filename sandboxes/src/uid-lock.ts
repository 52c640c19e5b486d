/**
 * A user id of its own for every sandbox: 165536 + n, above the range of people and services (65534 belongs to
 * others). The lock is an abstract Unix socket: the kernel gives it to one process and takes it back when that dies,
 * so there is no stale lock to tell from a live one. Linux only. Says nothing of who may use the id: root does.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { SandboxFault } from '@touchstone/contracts';
import { sandboxUidFirst, sandboxUidLast, sandboxUidsMax } from './limits.ts';

export interface UidLock extends AsyncDisposable {
  readonly uid: number;
}

/** The lowest id that nobody holds. Throws a `SandboxFault` when all are taken. */
export async function lockFreeUid(): Promise<UidLock> {
  const foreign = subordinateRanges();
  let tried = 0;
  for (let uid = sandboxUidFirst; uid < sandboxUidLast && tried < sandboxUidsMax; uid += 1) {
    const range = foreign.find(({ first, last }) => uid >= first && uid <= last);
    if (range !== undefined) {
      uid = range.last;
      continue;
    }
    tried += 1;
    const lock = await tryLockUid(uid);
    if (lock !== null) return lock;
  }
  throw new SandboxFault(`All ${sandboxUidsMax} user ids of sandboxes are taken.`, {
    code: 'sandbox-uids-taken',
    retryable: true,
    hint: 'Stop other Touchstone processes on this machine, or run fewer sandboxes at once.',
  });
}

/** The lock on one id, or null if a living process has it. */
export async function tryLockUid(uid: number): Promise<UidLock | null> {
  const server = createServer((socket) => socket.destroy());
  server.unref();
  try {
    await listen(server, `\0touchstone-sandbox-uid-${uid}`);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EADDRINUSE') return null;
    throw thrown;
  }
  return {
    uid,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

/** Ids given to people's rootless containers (subuid(5)): theirs, whatever our number. */
function subordinateRanges(): { first: number; last: number }[] {
  let text = '';
  try {
    text = readFileSync('/etc/subuid', 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [, first, count] = line.split(':').map(Number);
    return first === undefined || count === undefined || !(count > 0)
      ? []
      : [{ first, last: first + count - 1 }];
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
