/** Test and bench only: the sandboxes that descend from a process, and their death. */
import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of porters and their launchers below `ancestor`. */
export function portersBelow(ancestor: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0));
  }
  const isBelow = (pid: number): boolean => {
    for (let at = pid, steps = 0; at > 1 && steps < 64; at = parents.get(at) ?? 0, steps += 1)
      if (at === ancestor) return true;
    return false;
  };
  return [...parents.keys()].filter(
    (pid) =>
      pid !== ancestor &&
      isBelow(pid) &&
      read(`/proc/${pid}/cmdline`).split('\0').includes('touchstone-porter'),
  );
}

export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It was quicker.
    }
  }
}

export function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  // A zombie has let go of all it had.
  return stat !== '' && !stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
