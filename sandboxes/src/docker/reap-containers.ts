/** Containers whose owner died without its connection being closed: found by their label, removed. */
import type Docker from 'dockerode';
import { tryLockUid } from '../uid-lock.ts';
import { machineId, machineLabel, uidLabel } from './container.ts';

/** Returns the ids of the containers removed. Containers of other machines on the same engine are left alone. */
export async function reapContainers(docker: Docker): Promise<string[]> {
  const listed = await docker.listContainers({
    all: true,
    filters: { label: [uidLabel, `${machineLabel}=${machineId()}`] },
  });
  const reaped: string[] = [];
  for (const { Id, Labels } of listed) {
    // The lock belongs to the living process that made the container: if it is free, there is none.
    const lock = await tryLockUid(Number(Labels[uidLabel]));
    if (lock === null) continue;
    try {
      await docker.getContainer(Id).remove({ force: true, v: true });
      reaped.push(Id);
    } catch {
      // Going by itself, or another process's reaper was quicker.
    } finally {
      await lock[Symbol.asyncDispose]();
    }
  }
  return reaped;
}
