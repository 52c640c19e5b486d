/** The API as a process of its own over a home, and every sandbox that it ever had. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url));

export class Machine {
  readonly #home: string;
  #port = 0;
  #api: ChildProcess | null = null;
  #watching: NodeJS.Timeout | undefined;
  /** Process id and start of every sandbox seen. */
  readonly #sandboxes = new Map<string, number>();

  constructor(home: string) {
    this.#home = home;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    this.#port = await freePort();
    this.#watching = setInterval(() => this.sandboxes(), 250);
    await this.ensureUp();
  }

  /** Starts it, as often as it takes: the disk may be full, the database on its way. */
  async ensureUp(): Promise<void> {
    while (!(await this.#isReady())) {
      if (this.#api === null || this.#api.exitCode !== null || this.#api.signalCode !== null) {
        this.#api = spawn(
          process.execPath,
          ['--disable-warning=ExperimentalWarning', program, 'serve', '--port', String(this.#port)],
          { stdio: 'ignore', env: { ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: this.#home } },
        );
      }
      await sleep(250);
    }
  }

  killApi(): void {
    this.#api?.kill('SIGKILL');
  }

  killDatabase(): void {
    try {
      const file = join(this.#home, 'postgres', 'data', 'postmaster.pid');
      process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL');
    } catch {
      // It is down at this moment.
    }
  }

  killSandbox(choose: <T>(of: readonly T[]) => T): boolean {
    const alive = this.sandboxes();
    if (alive.length === 0) return false;
    kill(choose(alive));
    return true;
  }

  /** Until nothing more goes onto it. */
  fillDisk(): void {
    for (let part = 0; ; part += 1) {
      try {
        writeFileSync(join(this.#home, `ballast-${part}`), Buffer.alloc(part < 64 ? 2 ** 24 : 2 ** 14));
      } catch {
        return;
      }
    }
  }

  freeDisk(): void {
    for (let part = 0; part < 4096; part += 1) rmSync(join(this.#home, `ballast-${part}`), { force: true });
  }

  async stop(): Promise<void> {
    const api = this.#api;
    if (api !== null && api.exitCode === null && api.signalCode === null) {
      const ended = once(api, 'exit');
      api.kill('SIGTERM');
      await ended;
    }
    clearInterval(this.#watching);
  }

  /** What is still there some seconds after its owner ended. */
  async leakedSandboxes(): Promise<number[]> {
    let left: number[] = [];
    for (let tries = 0; tries < 20; tries += 1) {
      const now = new Set(processes().map(({ key }) => key));
      left = [...this.#sandboxes].flatMap(([key, pid]) => (now.has(key) ? [pid] : []));
      if (left.length === 0) break;
      await sleep(500);
    }
    return left;
  }

  sandboxes(): number[] {
    const all = processes();
    const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
    const mine = all.filter(({ pid, isPorter }) => isPorter && isBelow(pid, this.#api?.pid ?? -1, parents));
    for (const { key, pid } of mine) this.#sandboxes.set(key, pid);
    return mine.map(({ pid }) => pid);
  }

  async #isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.address}/readyz`, { signal: AbortSignal.timeout(2_000) });
      return answer.ok;
    } catch {
      return false;
    }
  }
}

function processes(): { pid: number; parent: number; key: string; isPorter: boolean }[] {
  const text = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,lstart=,args='], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return text.split('\n').flatMap((line) => {
    const found = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s(.*)$/.exec(line);
    if (found === null || found[3]?.startsWith('Z')) return [];
    const [, pid = '', parent = '', , started = '', args = ''] = found;
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        key: `${pid} ${started}`,
        isPorter: args.includes(' touchstone-porter'),
      },
    ];
  });
}

function isBelow(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = pid, steps = 0; at > 1 && steps < 64; at = parents.get(at) ?? 0, steps += 1)
    if (at === ancestor) return true;
  return false;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was quicker.
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
