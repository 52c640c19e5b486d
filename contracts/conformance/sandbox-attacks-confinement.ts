/** Attacks on what lies outside: network, sockets, files and environment of the host, other sandboxes, privileges. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type ListenOptions } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import type { SandboxDriver } from '../src/index.ts';
import {
  bySign,
  describe,
  lost,
  request,
  runPython,
  text,
  type Attack,
  type AttackOutcome,
} from './sandbox-attack.ts';

const connectByPath = `
import socket, json
target = sys.argv[1].replace('@', chr(0))
def python():
    s = socket.socket(socket.AF_UNIX); s.settimeout(3); s.connect(target); s.sendall(b'x'); print(SIGN)
attempt(python)
attempt(js, 'require("node:net").connect({path: ' + json.dumps(target) + '}, function () { this.write("x"); console.log("' + SIGN + '") })')
attempt(js, 'import("node:net").then(n => n.connect({path: ' + json.dumps(target) + '}))')
`;

const connectByAddress = `
import socket
port = int(sys.argv[1])
for host in sys.argv[2:]:
    def python():
        s = socket.create_connection((host, port), timeout=3); s.sendall(b'x'); print(SIGN)
    attempt(python)
    attempt(js, 'require("node:net").connect(%d, "%s", function () { this.write("x") })' % (port, host))
    attempt(js, 'import("node:net").then(n => n.connect(%d, "%s"))' % (port, host))
    attempt(js, 'fetch("http://%s:%d/")' % (host, port))
`;

const readFiles = `
import json
for target in sys.argv[1:]:
    for root in ('', '/proc/1/root', '/proc/self/root', '/proc/%d/root' % os.getppid(), '../../../../..'):
        def python():
            print(open(root + target).read())
        attempt(python)
    attempt(lambda: print(js('require("node:fs").readFileSync(' + json.dumps(target) + ', "utf8")')))
    attempt(lambda: print(js('process.getBuiltinModule("node:fs").readFileSync(' + json.dumps(target) + ', "utf8")')))
    attempt(js, 'console.log(require("node:fs").readFileSync(' + json.dumps(target) + ', "utf8"))')
`;

const writeFiles = `
import json
folder = sys.argv[1]
for root in ('', '/proc/1/root', '/proc/self/root', '/proc/%d/root' % os.getppid(), '../../../../..'):
    attempt(lambda: open(root + folder + '/python', 'w').write('x'))
for get in ('require', 'process.getBuiltinModule'):
    attempt(js, get + '("node:fs").writeFileSync(' + json.dumps(folder + '/javascript') + ', "x")')
    attempt(js, 'new (' + get + '("node:sqlite").DatabaseSync)(' + json.dumps(folder + '/sqlite') + ').exec("create table t(x)")')
`;

/** The secret comes reversed, so that the program's own command line does not hold it. */
const findEnvironment = `
import glob
wanted = sys.argv[1][::-1]
if wanted in str(dict(os.environ)):
    print(SIGN, 'own')
def look(name):
    if wanted.encode() in open(name, 'rb').read():
        print(SIGN, name)
for name in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline'):
    attempt(look, name)
attempt(lambda: print(SIGN if wanted in js('const text = JSON.stringify(process.env); console.log(text); text') else ''))
`;

const findOthers = `
import glob
wanted = sys.argv[1][::-1].encode()
def look(name):
    if wanted in open(name, 'rb').read(1 << 20):
        print(SIGN, name)
for name in glob.glob('/proc/[0-9]*/environ') + glob.glob('/proc/[0-9]*/cmdline'):
    attempt(look, name)
seen = 0
for top in ('/work', '/tmp', '/dev/shm', '/run', '/proc/1/root/work', '/proc/1/root/tmp', '/proc/1/cwd'):
    for folder, _, names in os.walk(top):
        for name in names:
            seen += 1
            path = os.path.join(folder, name)
            if seen < 2000 and os.path.isfile(path):
                attempt(look, path)
`;

const becomeRoot = `
import ctypes, glob, stat
def capabilities():
    for line in open('/proc/self/status'):
        if line.startswith(('CapEff', 'CapBnd')) and int(line.split()[1], 16) != 0:
            print(SIGN, line)
attempt(capabilities)
def setuid():
    if os.getuid() != 0:
        os.setuid(0)
        print(SIGN, 'setuid')
    else:
        print(SIGN, 'is root')
if sys.platform == 'linux':
    attempt(setuid)
    for folder in ('/usr/bin', '/usr/sbin', '/bin', '/sbin', '/usr/local/bin', '/usr/lib/openssh'):
        for name in glob.glob(folder + '/*'):
            def program():
                mode = os.stat(name)
                if mode.st_mode & stat.S_ISUID and mode.st_uid == 0:
                    no_new = [line for line in open('/proc/self/status') if line.startswith('NoNewPrivs')]
                    if no_new[0].split()[1] != '1':
                        print(SIGN, name)
            attempt(program)
attempt(lambda: print(js('process.setuid(0); process.getuid() === 0 && process.env.USER !== undefined ? "' + SIGN + '" : ""')))
`;

const newNamespace = `
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
if libc.unshare(0x10000000) == 0:
    print(SIGN)
else:
    print(os.strerror(ctypes.get_errno()))
`;

/** Families that a network namespace does not confine; vsock leads out of a virtual machine. */
const foreignFamilies = `
import socket
for family in (40, 38, 30, 21, 17, 29, 31):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, socket.SOCK_RAW):
        def open_socket():
            socket.socket(family, kind)
            print(SIGN, family)
        attempt(open_socket)
`;

/** By number on x86_64 and aarch64: a call that is let through complains of its arguments, not of permission. */
const kernelInterfaces = `
import ctypes, errno
column = {'x86_64': 0, 'aarch64': 1}[os.uname().machine]
libc = ctypes.CDLL(None, use_errno=True)
for name, numbers, arguments in (
    ('keyctl', (250, 219), (0, -3, 1)),
    ('add_key', (248, 217), (b'user', b'touchstone', b'x', 1, -3)),
    ('bpf', (321, 280), (0, 0, 0)),
    ('perf_event_open', (298, 241), (0, 0, -1, -1, 0)),
    ('userfaultfd', (323, 282), (1,)),
    ('io_uring_setup', (425, 425), (4, 0)),
    ('mount', (165, 40), (0, 0, 0, 0, 0)),
    ('open_by_handle_at', (304, 265), (0, 0, 0)),
    ('process_vm_readv', (310, 270), (1, 0, 0, 0, 0, 0)),
):
    def call():
        if libc.syscall(numbers[column], *arguments) >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS, errno.EACCES):
            print(SIGN, name)
    attempt(call)
`;

export const confinementAttacks: readonly Attack[] = [
  {
    id: 'network',
    what: 'connects to a listener of the host over loopback and every other address',
    attempt: (driver) =>
      withListener({ host: '0.0.0.0', port: 0 }, async (address) => {
        const others = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
        const hosts = [
          '127.0.0.1',
          ...others.filter((one) => one.family === 'IPv4' && !one.internal).map((one) => one.address),
        ];
        return bySign(driver, connectByAddress, {
          arguments: [String((address as AddressInfo).port), ...hosts],
        });
      }),
  },
  {
    id: 'unix-socket',
    what: 'connects to a Unix socket of the host by its path',
    attempt: (driver) =>
      withFolder(async (folder) => {
        const socket = path.join(folder, 'socket');
        return withListener({ path: socket }, async () => {
          await chmod(socket, 0o777);
          return bySign(driver, connectByPath, { arguments: [socket] });
        });
      }),
  },
  {
    id: 'abstract-socket',
    what: 'connects to an abstract Unix socket of the host',
    attempt: (driver) => {
      const name = `touchstone-attack-${randomBytes(8).toString('hex')}`;
      return withListener({ path: `\0${name}` }, () =>
        bySign(driver, connectByPath, { arguments: [`@${name}`] }),
      );
    },
  },
  {
    id: 'host-files-read',
    what: 'reads a file of the host that anybody there may read',
    attempt: (driver) =>
      withFolder(async (folder) => {
        const secret = randomBytes(16).toString('hex');
        const file = path.join(folder, 'secret');
        await writeFile(file, secret, { mode: 0o644 });
        return bySecret(driver, secret, readFiles, [file]);
      }),
  },
  {
    id: 'host-files-write',
    what: 'writes, also by SQLite, into a folder of the host that anybody there may write to',
    attempt: (driver) =>
      withFolder(async (folder) => {
        await chmod(folder, 0o777);
        const outcome = await bySign(driver, writeFiles, { arguments: [folder] });
        const written = await readdir(folder);
        return written.length > 0 ? { stopped: false, detail: `wrote ${written.join(', ')}` } : outcome;
      }),
  },
  {
    id: 'environment',
    what: 'looks for a variable of the host process in its own environment and in /proc',
    attempt: async (driver) => {
      const secret = randomBytes(16).toString('hex');
      process.env['TOUCHSTONE_ATTACK_SECRET'] = secret;
      // What a process sets for itself does not show in /proc; what it was started with does.
      const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
      try {
        return await bySign(driver, findEnvironment, { arguments: [reversed(secret)] });
      } finally {
        bystander.kill('SIGKILL');
        delete process.env['TOUCHSTONE_ATTACK_SECRET'];
      }
    },
  },
  {
    id: 'other-sandbox',
    what: 'looks for what another sandbox has in its files, arguments and environment',
    attempt: async (driver) => {
      const secret = randomBytes(16).toString('hex');
      await using victim = await driver.open(request());
      await victim.putFiles([{ path: 'secret', bytes: Buffer.from(secret) }]);
      const argv = ['python3', '-c', 'import sys; sys.stdin.read()', secret] as const;
      await using _running = await victim.start({ argv, env: { SECRET: secret } });
      return await bySign(driver, findOthers, { arguments: [reversed(secret)] });
    },
  },
  {
    id: 'privileges',
    what: 'looks for capabilities, setuid programs that would work, and a way to become root',
    attempt: (driver) => bySign(driver, becomeRoot),
  },
  {
    id: 'user-namespace',
    what: 'opens a user namespace, in which it would have every capability',
    attempt: (driver) => bySign(driver, newNamespace),
  },
  {
    id: 'socket-families',
    what: 'opens sockets of families that a network namespace does not confine',
    attempt: (driver) => bySign(driver, foreignFamilies),
  },
  {
    id: 'kernel-interfaces',
    what: 'calls interfaces of the kernel that namespaces do not confine: keys, bpf, io_uring, mounts',
    attempt: (driver) => bySign(driver, kernelInterfaces),
  },
];

/** Judges by whether anything connected, whatever the program says. */
async function withListener(
  options: ListenOptions,
  attack: (address: AddressInfo | string | null) => Promise<AttackOutcome>,
): Promise<AttackOutcome> {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, resolve);
  });
  try {
    const outcome = await attack(server.address());
    return connections > 0 ? { stopped: false, detail: `${connections} connections arrived` } : outcome;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

async function withFolder(attack: (folder: string) => Promise<AttackOutcome>): Promise<AttackOutcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'touchstone-attack-'));
  try {
    await chmod(folder, 0o755);
    return await attack(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Judges by whether the secret comes out. */
async function bySecret(
  driver: SandboxDriver,
  secret: string,
  program: string,
  argv: readonly string[],
): Promise<AttackOutcome> {
  await using sandbox = await driver.open(request());
  try {
    const result = await runPython(sandbox, program, { arguments: argv });
    const out = text(result.stdout) + text(result.stderr);
    return { stopped: !out.includes(secret), detail: describe(result) };
  } catch (thrown) {
    return lost(thrown);
  }
}

function reversed(secret: string): string {
  return [...secret].toReversed().join('');
}
