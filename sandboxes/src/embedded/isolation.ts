/**
 * How an interpreter child is shut in: the strongest form that really works on this machine, found by starting one.
 * Every form ends in `node --permission` (Node 26: no files but the runtime folder, no network, no processes, no
 * workers, no addons) without an environment; what a form leaves open is declared by it. No form filters system calls:
 * a flaw in V8 together with one in the kernel passes all of them. Knows nothing of Python.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Weakness } from '@touchstone/contracts';
import { childCpuSecondsMax, childDataBytesMax } from './limits.ts';

export type FormName = 'jail' | 'user-jail' | 'own-uid' | 'process';

export interface Form {
  readonly name: FormName;
  /** The child runs as a user that cannot look into a private home: the runtime folder must be readable for all. */
  readonly needsReadableRuntime: boolean;
  readonly weaknesses: readonly Weakness[];
  /** Program and arguments; `uid` is a user id that nobody else uses. */
  command(runtime: string, childArguments: readonly string[], uid: number): [string, ...string[]];
}

const jailScript = fileURLToPath(new URL('./jail.sh', import.meta.url));

/** Network, files and processes are refused by the permission model; code generation from strings is off. */
const nodeFlags = (runtime: string): string[] => [
  '--no-warnings',
  '--no-experimental-sqlite',
  '--permission',
  `--allow-fs-read=${runtime}/`,
  '--disallow-code-generation-from-strings',
  '--max-old-space-size=512',
];

const namespaces = ['-n', '-p', '-i', '-u', '-m', '--fork', '--kill-child'];
const withoutPrivileges = ['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all', '--pdeathsig', 'KILL'];
const ulimits = `ulimit -c 0; ulimit -d ${childDataBytesMax / 1024}; ulimit -t ${childCpuSecondsMax};`;

/** Without namespaces WebAssembly and Node's permission model stand alone, and neither claims to hold hostile code. */
const oneBarrier: readonly Weakness[] = [
  ['network', 'reach the network'],
  ['unix-socket', 'connect to services of this machine by Unix sockets'],
  ['abstract-socket', 'connect to services of this machine by Unix sockets'],
  ['host-files-read', 'read what its user may read'],
  ['host-files-write', 'write where its user may write'],
].map(([attack, consequence]) => ({
  attack: attack as string,
  consequence: `Reduced isolation: code that breaks out of WebAssembly and of Node's permission model can ${consequence}, since this machine allows no namespaces.`,
}));

const jail: Form = {
  name: 'jail',
  needsReadableRuntime: false,
  weaknesses: [],
  command: (runtime, child, uid) =>
    [
      ...['setpriv', '--pdeathsig', 'KILL', 'unshare', ...namespaces],
      ...['sh', jailScript, runtime, process.execPath, String(uid)],
      ...nodeFlags('/runtime'),
      '/runtime/child.mjs',
      ...child,
    ] as unknown as [string, ...string[]],
};

const userJail: Form = {
  ...jail,
  name: 'user-jail',
  command: (runtime, child) =>
    [
      ...['setpriv', '--pdeathsig', 'KILL', 'unshare', '-U', '-r', ...namespaces],
      ...['sh', jailScript, runtime, process.execPath, '0'],
      ...nodeFlags('/runtime'),
      '/runtime/child.mjs',
      ...child,
    ] as unknown as [string, ...string[]],
};

const ownUid: Form = {
  name: 'own-uid',
  needsReadableRuntime: true,
  weaknesses: oneBarrier,
  command: (runtime, child, uid) => [
    'sh',
    '-c',
    // Through a descriptor: the Node binary may lie in a home that this user cannot enter.
    `${ulimits} exec 9<"$1"; uid=$2; shift 2; exec env -i TZ=UTC setpriv --reuid "$uid" --regid "$uid" --clear-groups ${withoutPrivileges.join(' ')} /proc/self/fd/9 "$@"`,
    'sh',
    process.execPath,
    String(uid),
    ...nodeFlags(runtime),
    `${runtime}/child.mjs`,
    ...child,
  ],
};

const processOnly: Form = {
  name: 'process',
  needsReadableRuntime: false,
  weaknesses: [
    ...oneBarrier,
    {
      attack: 'kill-parent',
      consequence:
        'Reduced isolation: code that breaks out of WebAssembly into JavaScript can signal processes of this user. JavaScript is hidden from Python and cannot be made from strings.',
    },
  ],
  command: (runtime, child) => [
    'sh',
    '-c',
    `${ulimits} exec env -i TZ=UTC "$@"`,
    'sh',
    process.execPath,
    ...nodeFlags(runtime),
    `${runtime}/child.mjs`,
    ...child,
  ],
};

/** Strongest first. */
export const forms: readonly Form[] =
  process.platform !== 'linux'
    ? [processOnly]
    : process.getuid?.() === 0
      ? [jail, userJail, ownUid, processOnly]
      : [userJail, processOnly];

/** Starts a child: descriptors 0 to 2 are the program's, 3 is the host's line to it. Its environment is empty. */
export function spawnChild(form: Form, runtime: string, uid: number): ChildProcess {
  const [program, ...rest] = form.command(runtime, ['serve'], uid);
  return spawn(program, rest, {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    cwd: '/',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', TZ: 'UTC' },
    // A Ctrl-C at the terminal is for the host: it ends its children itself.
    detached: true,
  });
}
