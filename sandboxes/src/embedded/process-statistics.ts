/** What the kernel says of a process, out of reach of whatever runs in it: `/proc` of Linux (proc(5)). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Ticks per second of the times in `/proc/<pid>/stat`: 100 on every Linux that Node runs on (USER_HZ). */
const ticksPerSecond = 100;

/** CPU seconds of all threads of a process so far, or null if there is no telling. */
export function cpuSecondsOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is a name in parentheses that may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return null;
  }
}

/** Resident memory now and at its peak, and data size (what `ulimit -d` bounds), in bytes. */
export function memoryOf(pid: number): { resident: number; residentPeak: number; data: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const bytes = (name: string): number => {
      const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status);
      return Number(found?.[1] ?? 0) * 1024;
    };
    return { resident: bytes('VmRSS'), residentPeak: bytes('VmHWM'), data: bytes('VmData') };
  } catch {
    return null;
  }
}

/** The innermost descendant: below the wrappers, each of which has one child. */
export function innermost(pid: number): number {
  let inner = pid;
  for (let depth = 0; depth < 8; depth += 1) {
    try {
      const children = readFileSync(`/proc/${inner}/task/${inner}/children`, 'latin1').trim();
      if (children === '') return inner;
      inner = Number(children.split(' ')[0]);
    } catch {
      return inner;
    }
  }
  return inner;
}

/** Of util-linux, as are the wrappers of `isolation.ts`. */
const prlimit = 'prlimit';

/** Lowers a process's own limits from outside. False where that cannot be done. */
export async function lowerLimits(
  pid: number,
  limits: { data: number; cpuSeconds: number },
): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  const child = spawn(
    prlimit,
    ['--pid', String(pid), `--data=${limits.data}`, `--cpu=${limits.cpuSeconds}`],
    {
      stdio: 'ignore',
    },
  );
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  } catch {
    return false;
  }
}
