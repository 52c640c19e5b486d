/** How one sandbox container is made. Pure: asks no engine. */
import { readFileSync } from 'node:fs';
import { hashText, type Limits } from '@touchstone/contracts';
import type Docker from 'dockerode';
import { porterMemoryBytes, porterProcesses, sandboxUidFirst } from '../limits.ts';
import { porterArgv } from '../porter/source.ts';
import { imageEnv, sandboxEnv, scratch } from '../scratch.ts';

/** Whether ids in containers are the machine's own, or an engine without root maps them to others. */
export type EngineUsers = 'host' | 'remapped';

/** Says which user id, and so which lock, a container belongs to. */
export const uidLabel = 'touchstone.uid';
/** Says on which machine (and since which boot) that lock is. */
export const machineLabel = 'touchstone.machine';

/** Room beyond the limit of each writable mount, so that the porter sees a command go over it. */
const diskSlackBytes = 1024 * 1024;

export function containerOptions(options: {
  id: string;
  image: string;
  uid: number;
  users: EngineUsers;
  limits: Limits;
}): Docker.ContainerCreateOptions {
  const { limits } = options;
  // A remapped engine has 65536 ids to give, most of which nobody uses.
  const uid = options.users === 'host' ? options.uid : 20_000 + ((options.uid - sandboxUidFirst) % 40_000);
  const memory = limits.memoryBytesMax + limits.diskBytesMax + porterMemoryBytes;
  const size = limits.diskBytesMax + diskSlackBytes;
  const tmpfs = `rw,exec,nosuid,nodev,mode=1777,size=${size}`;
  return {
    name: `touchstone-${options.id}`,
    Image: options.image,
    Cmd: porterArgv('/usr/bin/python3', scratch),
    Entrypoint: [],
    User: `${uid}:${uid}`,
    WorkingDir: '/work',
    Hostname: 'sandbox',
    Env: Object.entries(sandboxEnv(imageEnv)).map(([name, value]) => `${name}=${value}`),
    Labels: { [uidLabel]: String(options.uid), [machineLabel]: machineId() },
    Tty: false,
    OpenStdin: true,
    // The end of our connection is the end of the porter's standard input, and so of the container.
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    NetworkDisabled: true,
    HostConfig: {
      AutoRemove: true,
      NetworkMode: 'none',
      IpcMode: 'private',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      PidsLimit: limits.processesMax + porterProcesses,
      Memory: memory,
      MemorySwap: memory,
      // The porter is PID 1 itself: that is what protects it from what it runs.
      Init: false,
      Tmpfs: { '/work': tmpfs, '/tmp': tmpfs },
      ShmSize: size,
      Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }],
      LogConfig: { Type: 'none', Config: {} },
    },
  };
}

/** This machine since its last boot, not to be guessed backwards. */
export function machineId(): string {
  return hashText(['/etc/machine-id', '/proc/sys/kernel/random/boot_id'].map(readOrEmpty).join('\n')).slice(
    0,
    32,
  );
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
