/**
 * One JavaScript program of an embedded sandbox: Node under its permission model in a root of its own (`node-jail.sh`),
 * watched from outside like an interpreter. Files go in and come back as archives, which the program never touches; its
 * CPU time and memory are read from the kernel. Knows nothing of porters.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { JobLimits, JobOutcome, RunningJob } from './interpreter.ts';
import { cpuPollMsMin, drainSecondsMax, nodeDataBytes, nodePollMsMax, nodeResidentBytes } from './limits.ts';
import type { Ended, Job } from './messages.ts';
import { archiveOfJob, endedOf, readLeft } from './node-archive.ts';
import { cpuSecondsOf, innermost, memoryOf } from './process-statistics.ts';

/** Enough for the message of a fatal error. */
const lastWordsMax = 8_000;

/** Files of the sandbox and nothing else; no network, no processes, no workers, no addons, no SQLite, which knows no permissions. */
const nodeFlags = [
  ...['--no-warnings', '--no-experimental-sqlite', '--permission'],
  ...['/work/', '/tmp/', '/node_modules/', '/tools/'].map((folder) => `--allow-fs-read=${folder}`),
  ...['/work/', '/tmp/'].map((folder) => `--allow-fs-write=${folder}`),
];

const jailScript = fileURLToPath(new URL('./node-jail.sh', import.meta.url));

export interface NodeJail {
  /** An empty folder of the host to mount on; every program mounts in a namespace of its own. */
  place: string;
  /** Folder with `node_modules/` and `bin/`, or null. */
  tools: string | null;
  /** A user id that nobody else uses, or 0 where the host is not root: then a user namespace of its own. */
  uid: number;
}

/** All six descriptors are pipes. */
type Pipes = [
  stdin: Writable,
  stdout: Readable,
  stderr: Readable,
  give: Writable,
  take: Readable,
  told: Readable,
];

export class NodeProcess {
  readonly #jail: NodeJail;
  #child: ChildProcess | null = null;
  #closed: Promise<void> = Promise.resolve();
  #isKilled = false;

  constructor(jail: NodeJail) {
    this.#jail = jail;
  }

  async run(
    job: Job,
    contents: readonly Uint8Array[],
    limits: JobLimits,
    output: { stdout: (chunk: Uint8Array) => void; stderr: (chunk: Uint8Array) => void },
  ): Promise<RunningJob> {
    const child = spawnJail(this.#jail, job, limits);
    this.#child = child;
    const [stdin, stdout, stderr, give, take, told] = child.stdio as unknown as Pipes;
    // A dead child resets them; what it means is told by `close`.
    for (const stream of [stdin, stdout, stderr, give, take, told]) stream.on('error', () => undefined);
    this.#closed = new Promise((resolve) => {
      child.on('close', () => resolve());
      child.on('error', () => resolve());
    });
    let words = '';
    stdout.on('data', output.stdout);
    stderr.on('data', (chunk: Uint8Array) => {
      words = (words + Buffer.from(chunk).toString('latin1')).slice(-lastWordsMax);
      output.stderr(chunk);
    });
    const outcome = this.#watch(child, job, limits, () => words);
    archiveOfJob(job, contents).pipe(give);
    if (this.#isKilled) child.kill('SIGKILL');
    return { stdin, outcome };
  }

  /** Ends the program at once; resolves when it is gone. Idempotent. */
  async kill(): Promise<void> {
    this.#isKilled = true;
    // The wrapper dies and takes what is below with it.
    this.#child?.kill('SIGKILL');
    await this.#closed;
  }

  async #watch(child: ChildProcess, job: Job, limits: JobLimits, words: () => string): Promise<JobOutcome> {
    const [, , , , take, told] = child.stdio as unknown as Pipes;
    const archive = readLeft(take, 2 * limits.diskBytesMax);
    const trailer = textOf(told);
    let endedBy: JobOutcome['endedBy'] = 'itself';
    let cpuSeconds = 0;
    let residentPeak = 0;
    let timer: NodeJS.Timeout | undefined;
    const poll = (): void => {
      const pid = innermost(child.pid ?? 0);
      cpuSeconds = Math.max(cpuSeconds, cpuSecondsOf(pid) ?? 0);
      residentPeak = Math.max(residentPeak, (memoryOf(pid)?.resident ?? 0) - nodeResidentBytes);
      const left = (limits.cpuSecondsMax - cpuSeconds) * 1000;
      if (left <= 0) endedBy = 'cpu-limit';
      else if (residentPeak > limits.memoryBytesMax) endedBy = 'memory-limit';
      if (endedBy === 'itself')
        timer = setTimeout(poll, Math.min(nodePollMsMax, Math.max(cpuPollMsMin, left)));
      else child.kill('SIGKILL');
    };
    poll();
    await this.#closed;
    clearTimeout(timer);
    const drained = setTimeout(() => take.destroy(), drainSecondsMax * 1000);
    const [files, report] = await Promise.all([archive, trailer.then(readTrailer)]);
    clearTimeout(drained);
    const used = { cpuSeconds: report?.cpuSeconds ?? cpuSeconds, memoryBytesPeak: Math.max(0, residentPeak) };
    if (endedBy !== 'itself' || this.#isKilled)
      return { told: null, endedBy: endedBy === 'itself' ? 'kill' : endedBy, ...used };
    if (report === null) return { told: null, endedBy: 'unknown-kill', ...used };
    // SIGXCPU, or SIGKILL by the kernel's own count.
    if (report.status === 152 || (report.status === 137 && used.cpuSeconds >= limits.cpuSecondsMax))
      return { told: null, endedBy: 'cpu-limit', ...used };
    if (files === null) return { told: null, endedBy: 'foul-message', ...used };
    return { told: endedOf(job, files, howEnded(report.status, words())), endedBy: 'itself', ...used };
  }
}

function spawnJail(jail: NodeJail, job: Job, limits: JobLimits): ChildProcess {
  const { place, tools, uid } = jail;
  const asUser = uid === 0 ? ['-U', '-r'] : [];
  // In memory a file takes whole pages.
  const bytes = limits.diskBytesMax + (job.files.length + 256) * 4096;
  const data = Math.ceil((nodeDataBytes + limits.memoryBytesMax) / 1024);
  const cpu = Math.ceil(limits.cpuSecondsMax) + 1;
  const env = Object.entries(job.env).filter(
    ([name]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !/^(NODE|LD)_/.test(name),
  );
  return spawn(
    'setpriv',
    [
      ...[
        '--pdeathsig',
        'KILL',
        'unshare',
        ...asUser,
        '-n',
        '-p',
        '-i',
        '-u',
        '-m',
        '--fork',
        '--kill-child',
      ],
      ...['sh', jailScript, place, process.execPath, tools ?? '', String(uid), String(bytes), String(data)],
      ...[String(cpu), job.cwd, 'TZ=UTC', ...env.map(([name, value]) => `${name}=${value}`)],
      ...[
        '/node',
        ...nodeFlags,
        `--max-old-space-size=${Math.ceil(limits.memoryBytesMax / 1e6)}`,
        ...job.arguments,
      ],
    ],
    {
      stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      cwd: '/',
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TZ: 'UTC' },
      detached: true,
    },
  );
}

async function textOf(stream: Readable): Promise<string> {
  let text = '';
  try {
    for await (const chunk of stream)
      if (text.length < 10_000) text += Buffer.from(chunk as Uint8Array).toString('latin1');
  } catch {
    // Cut off: what came is judged.
  }
  return text;
}

/** `times` before, the status, `times` after (POSIX: own, then children's, user and system as `0m1.50s`). */
function readTrailer(text: string): { status: number; cpuSeconds: number } | null {
  const found = /^status (\d+)$/m.exec(text);
  if (found === null) return null;
  const seconds = (part: string): number => {
    const line = part.trim().split('\n')[1] ?? '';
    return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
      (sum, [, m, s]) => sum + Number(m) * 60 + Number(s),
      0,
    );
  };
  const after = text.slice(found.index + found[0].length);
  return { status: Number(found[1]), cpuSeconds: seconds(after) - seconds(text.slice(0, found.index)) };
}

const memoryWords =
  /heap out of memory|ERR_MEMORY_ALLOCATION_FAILED|Array buffer allocation failed|Failed to allocate memory/;

/** What the status and the last words of a program say about its end. They are its own words: they can only blame itself. */
function howEnded(status: number, words: string): Pick<Ended, 'exitCode' | 'outOfMemory' | 'diskRefused'> {
  const bySignal = status > 128 && status < 160;
  return {
    exitCode: bySignal ? null : status,
    outOfMemory: status !== 0 && memoryWords.test(words),
    diskRefused: status !== 0 && /\bENOSPC\b/.test(words),
  };
}
