/**
 * Sandboxes by bubblewrap (https://github.com/containers/bubblewrap, 0.8 tried): namespaces of their own for users,
 * processes, mounts, network and IPC. Run by root, each has a user id and a control group of its own; run by anybody
 * else it does without, and declares what that weakens. What happens inside is the porter's business.
 */
import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import {
  SandboxFault,
  type Sandbox,
  type SandboxDriver,
  type SandboxRequest,
  type Weakness,
} from '@touchstone/contracts';
import { createControlGroup, type ControlGroup } from '../control-group.ts';
import type { ProgressReport } from '../images/packages.ts';
import { lastWordsBytesMax, probeLimits } from '../limits.ts';
import { openPorterSandbox } from '../porter/client.ts';
import { joinStreams } from '../porter/join-streams.ts';
import { reapSandboxUsers } from '../reaper.ts';
import { probeRuntimes, realise, type Runtimes } from '../runtimes.ts';
import { lockFreeUid, type UidLock } from '../uid-lock.ts';
import { bwrapArguments } from './arguments.ts';
import { findRootFileSystem, type RootFileSystem } from './root-file-system.ts';

const run = promisify(execFile);
const enterScript = readFileSync(new URL('./enter.sh', import.meta.url), 'utf8');

/** Where root makes reachable what lies below a private home; each sandbox mounts there in a namespace of its own. */
const mountsFolder = '/run/touchstone/mounts';

/** Not the caller's: what it has in front of its PATH (shims of version managers) does not concern a sandbox. */
const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

export interface BwrapOptions {
  home: string;
  signal?: AbortSignal | undefined;
  onProgress?: ProgressReport | undefined;
}

/** Finds out what bwrap can do here by really running it. Throws a `SandboxFault` that says why it cannot. */
export async function openBwrapDriver(options: BwrapOptions): Promise<SandboxDriver> {
  const canDisableUserNamespaces = await checkBwrap();
  const asRoot = process.getuid?.() === 0;
  if (asRoot) await reapSandboxUsers();
  const driver = new BwrapDriver({
    rootFileSystem: await findRootFileSystem(options),
    asRoot,
    withGroups: asRoot && (await canMakeControlGroups()),
    canDisableUserNamespaces,
  });
  try {
    await driver.probe(options.signal);
  } catch (thrown) {
    if (!(thrown instanceof SandboxFault)) throw thrown;
    throw new SandboxFault(`bwrap is here and cannot make a sandbox: ${thrown.message}`, {
      code: 'bwrap-refused',
      retryable: false,
      hint:
        'It needs user namespaces: some systems forbid them to programs without an AppArmor profile ' +
        '(sysctl kernel.apparmor_restrict_unprivileged_userns), and most containers forbid them.',
      cause: thrown,
    });
  }
  return driver;
}

/** Found by making one, under a user id's lock like every other, so that the reaper finds what a crash left. */
async function canMakeControlGroups(): Promise<boolean> {
  await using lock = await lockFreeUid();
  const group = await createControlGroup(String(lock.uid), probeLimits);
  await group?.remove();
  return group !== null;
}

interface Settings {
  rootFileSystem: RootFileSystem;
  asRoot: boolean;
  withGroups: boolean;
  canDisableUserNamespaces: boolean;
}

class BwrapDriver implements SandboxDriver {
  readonly name = 'bwrap';
  readonly weaknesses: readonly Weakness[];
  readonly #settings: Settings;
  readonly #open = new Set<Sandbox>();
  #runtimes: Runtimes | null = null;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.weaknesses = weaknessesOf(settings);
  }

  async probe(signal: AbortSignal | undefined): Promise<void> {
    const { imageHash, remark } = this.#settings.rootFileSystem;
    const runtime = { driver: this.name, runtime: 'unknown', packages: {}, imageHash };
    await using sandbox = await this.#launch(runtime, probeLimits, signal);
    const found = await probeRuntimes(sandbox);
    const languages = Object.fromEntries(
      Object.entries(found.languages).map(([name, text]) => [
        name,
        remark === '' ? text : `${text} (${remark})`,
      ]),
    );
    this.#runtimes = { ...found, languages, imageHash };
  }

  async open(request: SandboxRequest): Promise<Sandbox> {
    if (this.#runtimes === null) throw new Error('probe() comes first');
    const runtime = realise(this.name, this.#runtimes, request.runtime);
    return this.#launch(runtime, request.limits, request.signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open].map((sandbox) => sandbox[Symbol.asyncDispose]()));
  }

  async #launch(
    runtime: Sandbox['runtime'],
    limits: Sandbox['limits'],
    signal: AbortSignal | undefined,
  ): Promise<Sandbox> {
    signal?.throwIfAborted();
    const lock = this.#settings.asRoot ? await lockFreeUid() : null;
    let group: ControlGroup | null = null;
    let launched: Launched;
    try {
      if (lock !== null && this.#settings.withGroups)
        group = await createControlGroup(String(lock.uid), limits);
      launched = await launch(this.#settings, { limits, lock, group });
    } catch (thrown) {
      await group?.remove();
      await lock?.[Symbol.asyncDispose]();
      throw thrown;
    }
    let sandbox: Sandbox | null = null;
    sandbox = await openPorterSandbox({
      id: `bwrap-${randomUUID()}`,
      runtime,
      limits,
      stream: joinStreams(launched.child.stdout, launched.child.stdin),
      session: randomBytes(24).toString('hex'),
      explainDeath: launched.lastWords,
      ...(signal === undefined ? {} : { signal }),
      dispose: async () => {
        launched.child.kill('SIGKILL');
        await launched.ended;
        await group?.remove();
        await lock?.[Symbol.asyncDispose]();
        if (sandbox !== null) this.#open.delete(sandbox);
      },
    });
    this.#open.add(sandbox);
    return sandbox;
  }
}

interface Launched {
  child: ChildProcessByStdio<Writable, Readable, Readable>;
  ended: Promise<void>;
  lastWords: () => string;
}

async function launch(
  settings: Settings,
  own: { limits: Sandbox['limits']; lock: UidLock | null; group: ControlGroup | null },
): Promise<Launched> {
  const { rootFileSystem } = settings;
  const counters = own.group?.mounts ?? [];
  const common = {
    limits: own.limits,
    counters,
    canDisableUserNamespaces: settings.canDisableUserNamespaces,
  };
  if (own.lock === null) return follow('bwrap', bwrapArguments({ ...common, rootFileSystem }));

  const binds = rootFileSystem.binds.map(({ from, to }, index) => ({
    from,
    to,
    through: path.join(mountsFolder, String(index)),
  }));
  for (const { through } of binds) await mkdir(through, { recursive: true, mode: 0o755 });
  const reachable = { ...rootFileSystem, binds: binds.map(({ through, to }) => ({ from: through, to })) };
  return follow('unshare', [
    ...[
      '--mount',
      '--propagation',
      'private',
      '--',
      'sh',
      '-c',
      enterScript,
      'enter.sh',
      String(own.lock.uid),
    ],
    ...(own.group?.folders ?? []).flatMap((folder) => ['group', folder]),
    ...binds.flatMap(({ from, through }) => ['bind', from, through]),
    ...['--', 'bwrap', ...bwrapArguments({ ...common, rootFileSystem: reachable })],
  ]);
}

function follow(program: string, argv: readonly string[]): Launched {
  // A process group of its own: Ctrl-C in a terminal is for us to handle, not for the sandboxes.
  const child = spawn(program, argv, { stdio: ['pipe', 'pipe', 'pipe'], detached: true, env });
  let words = '';
  child.stderr.on('data', (chunk: Uint8Array) => {
    words = (words + Buffer.from(chunk).toString('utf8')).slice(-lastWordsBytesMax);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      words += error.message;
      child.stdout.destroy(error);
      resolve();
    });
  });
  return { child, ended, lastWords: () => words };
}

/** Whether bwrap is there, and is new enough to forbid user namespaces. */
async function checkBwrap(): Promise<boolean> {
  const answer = await run('bwrap', ['--version'], { env, timeout: 20_000 }).catch((thrown: Error) => thrown);
  if (answer instanceof Error) {
    throw new SandboxFault(`bwrap does not run: ${answer.message}.`, {
      code: 'bwrap-absent',
      retryable: false,
      hint: 'Install bubblewrap (Debian, Ubuntu: `apt-get install bubblewrap`).',
      cause: answer,
    });
  }
  const [major = 0, minor = 0] = (/\d+\.\d+/.exec(answer.stdout)?.[0] ?? '0.0').split('.').map(Number);
  return major > 0 || minor >= 8;
}

function weaknessesOf(settings: Settings): Weakness[] {
  const weaknesses: Weakness[] = [];
  if (!settings.asRoot) {
    weaknesses.push({
      attack: 'fork-bomb',
      consequence:
        'Sandboxes share the user id of whoever runs Touchstone and have no control group: a fork bomb is bounded ' +
        'by the process limit of that user and by the porter, which looks every 25 ms.',
    });
  }
  if (!settings.withGroups) {
    const consequence =
      'No control group bounds the memory of all processes together: each process is bounded at twice the limit, ' +
      'and the porter, which looks every 25 ms, kills the rest.';
    weaknesses.push({ attack: 'memory-bomb', consequence });
    weaknesses.push({ attack: 'memory-bomb-javascript', consequence });
  }
  if (!settings.canDisableUserNamespaces) {
    weaknesses.push({
      attack: 'user-namespace',
      consequence: 'This bwrap is older than 0.8: code inside may open further user namespaces.',
    });
  }
  return weaknesses;
}
