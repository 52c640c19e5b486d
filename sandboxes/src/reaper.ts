/**
 * Removes what dead owners left behind: processes and control groups of sandbox user ids that nobody holds any more.
 * Sandboxes die with their owner by themselves; this is for what a crash of the kernel's order of events left.
 * Containers are reaped by the Docker driver, which alone can ask the engine.
 */
import { readdir, readFile } from 'node:fs/promises';
import { listControlGroups, removeControlGroup } from './control-group.ts';
import { sandboxUidFirst, sandboxUidLast } from './limits.ts';
import { porterMark } from './porter/source.ts';
import { tryLockUid } from './uid-lock.ts';

/** For root: kills processes of free sandbox ids and removes their groups. Returns the ids that had left something. */
export async function reapSandboxUsers(): Promise<number[]> {
  const pidsByUid = await porters();
  const groups = (await listControlGroups()).map(Number).filter(isSandboxUid);
  const reaped: number[] = [];
  for (const uid of new Set([...pidsByUid.keys(), ...groups])) {
    // Holding the lock means that no living process uses the id, and that none can begin to while we clean.
    const lock = await tryLockUid(uid);
    if (lock === null) continue;
    try {
      for (const pid of pidsByUid.get(uid) ?? []) killQuietly(pid);
      await removeControlGroup(String(uid));
      reaped.push(uid);
    } finally {
      await lock[Symbol.asyncDispose]();
    }
  }
  return reaped;
}

function isSandboxUid(uid: number): boolean {
  return uid >= sandboxUidFirst && uid <= sandboxUidLast;
}

/**
 * Porters by user id. Only they are looked for: their end is the end of all in their sandbox, while other processes of
 * such an id may be somebody's rootless containers.
 */
async function porters(): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1] ?? -1);
    if (!isSandboxUid(uid)) continue;
    const commandLine = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.split('\0').includes(porterMark))
      found.set(uid, [...(found.get(uid) ?? []), Number(name)]);
  }
  return found;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}
