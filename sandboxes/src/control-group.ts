/**
 * One control group per sandbox (Linux cgroups, versions 1 and 2) for memory, processes and CPU time, where this
 * process may make one. The porter reads its counters through read-only mounts. Knows no driver and no porter.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SandboxFault, type Limits } from '@touchstone/contracts';
import { porterMemoryBytes, porterProcesses, reapMsMax } from './limits.ts';

const root = '/sys/fs/cgroup';
const prefix = 'touchstone-';
const controllersV1 = ['memory', 'pids', 'cpuacct'] as const;

export interface ControlGroup {
  /** Folders whose `cgroup.procs` a process must enter, before it starts anything. */
  readonly folders: readonly string[];
  /** Read-only mounts that let the porter count: from the host's folder to the sandbox's. */
  readonly mounts: readonly { from: string; to: string }[];
  /** Kills whatever is left in it and removes it. */
  remove(): Promise<void>;
}

/** Makes and limits the group `touchstone-<name>`; null where this process may not. A leftover is emptied first. */
export async function createControlGroup(name: string, limits: Limits): Promise<ControlGroup | null> {
  const version = await hierarchy();
  if (version === null) return null;
  const folders = groupFolders(version, `${prefix}${name}`);
  await removeFolders(folders);
  try {
    for (const folder of folders) await mkdir(folder);
    await writeLimits(version, folders, limits);
  } catch {
    await removeFolders(folders);
    return null;
  }
  return {
    folders,
    mounts: folders.map((from) => ({
      from,
      to: version === 1 ? path.join(root, path.basename(path.dirname(from))) : root,
    })),
    remove: () => removeFolders(folders),
  };
}

/** Names of the groups that exist, dead owners' included, without the prefix. */
export async function listControlGroups(): Promise<string[]> {
  const version = await hierarchy();
  if (version === null) return [];
  const names = new Set<string>();
  for (const folder of groupFolders(version, '.')) {
    for (const name of await readdir(folder).catch(() => [])) {
      if (name.startsWith(prefix)) names.add(name.slice(prefix.length));
    }
  }
  return [...names];
}

/** Kills all in a leftover group and removes it. */
export async function removeControlGroup(name: string): Promise<void> {
  const version = await hierarchy();
  if (version !== null) await removeFolders(groupFolders(version, `${prefix}${name}`));
}

/** 2 where memory and pids are (or can be) handed down, 1 where they are mounted apart, null where there are neither. */
async function hierarchy(): Promise<1 | 2 | null> {
  if (controllersV1.every((name) => existsSync(path.join(root, name, 'cgroup.procs')))) return 1;
  const control = path.join(root, 'cgroup.subtree_control');
  const handedDown = await readFile(control, 'utf8').catch(() => null);
  if (handedDown === null) return null;
  if (/\bmemory\b/.test(handedDown) && /\bpids\b/.test(handedDown)) return 2;
  return writeFile(control, '+memory +pids +cpu').then(
    () => 2 as const,
    () => null,
  );
}

function groupFolders(version: 1 | 2, name: string): string[] {
  return version === 2 ? [path.join(root, name)] : controllersV1.map((part) => path.join(root, part, name));
}

async function writeLimits(version: 1 | 2, folders: readonly string[], limits: Limits): Promise<void> {
  // Files in /work and /tmp live in memory too: the hard bound holds both, the porter tells them apart.
  const memory = String(limits.memoryBytesMax + limits.diskBytesMax + porterMemoryBytes);
  const processes = String(limits.processesMax + porterProcesses);
  const inGroup = (part: number, file: string): string => path.join(folders[part] ?? '', file);
  if (version === 2) {
    await writeFile(inGroup(0, 'memory.max'), memory);
    await writeFile(inGroup(0, 'memory.swap.max'), '0').catch(() => undefined);
    await writeFile(inGroup(0, 'pids.max'), processes);
    return;
  }
  await writeFile(inGroup(0, 'memory.limit_in_bytes'), memory);
  await writeFile(inGroup(0, 'memory.memsw.limit_in_bytes'), memory).catch(() => undefined);
  await writeFile(inGroup(1, 'pids.max'), processes);
}

async function removeFolders(folders: readonly string[]): Promise<void> {
  const deadline = Date.now() + reapMsMax;
  for (const folder of folders) {
    while (existsSync(folder)) {
      await killGroup(folder);
      const failure = await rmdir(folder).catch((thrown: NodeJS.ErrnoException) => thrown);
      if (failure === undefined || failure.code === 'ENOENT') break;
      if (failure.code !== 'EBUSY') break;
      if (Date.now() > deadline) {
        throw new SandboxFault(`The control group ${folder} cannot be emptied: ${failure.message}.`, {
          code: 'control-group-busy',
          retryable: true,
          cause: failure,
        });
      }
      await sleep(5);
    }
  }
}

async function killGroup(folder: string): Promise<void> {
  const text = await readFile(path.join(folder, 'cgroup.procs'), 'utf8').catch(() => '');
  for (const line of text.split('\n')) {
    const pid = Number(line);
    if (pid > 1 && pid !== process.pid) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It was quicker.
      }
    }
  }
}
