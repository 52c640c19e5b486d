/** Attacks on what starts commands and carries files: the porter, its frames, its archives. */
import { InputFault, type Sandbox, type SandboxFile } from '../src/index.ts';
import {
  describe,
  lost,
  request,
  runPython,
  stillHonest,
  text,
  type Attack,
  type AttackOutcome,
} from './sandbox-attack.ts';

const killParent = `
import signal
for pid in {1, os.getppid(), -1}:
    if pid != 0:
        attempt(lambda: os.kill(pid, signal.SIGSTOP))
        attempt(lambda: os.kill(pid, signal.SIGKILL))
attempt(js, 'process.kill(process.ppid, "SIGKILL")')
attempt(js, 'process.kill(1, "SIGKILL")')
for name in os.listdir('/proc') if os.path.isdir('/proc') else []:
    if name.isdigit() and int(name) != os.getpid():
        attempt(os.kill, int(name), signal.SIGKILL)
sys.exit(7)
`;

const starvePorter = `
import resource
for pid in {1, os.getppid()}:
    for which in (resource.RLIMIT_NOFILE, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_DATA):
        attempt(lambda: resource.prlimit(pid, which, (0, 0)))
    attempt(os.sched_setscheduler, pid, os.SCHED_IDLE, os.sched_param(0))
sys.exit(7)
`;

/** Frames of the porter's protocol that would turn this program's exit code 7 into 0. */
const forgeFrames = `
import glob, json, struct
frames = b''
for id in range(0, 60):
    for event in ({'event': 'end', 'ending': 'exited', 'exitCode': 0, 'droppedBytes': 0, 'cpuSeconds': 0, 'wallSeconds': 0, 'memoryBytesPeak': 0}, {'event': 'ok'}):
        data = json.dumps(dict(event, id=id, session='')).encode()
        frames += struct.pack('>II', len(data), 0) + data
for fd in range(3, 64):
    attempt(os.write, fd, frames)
for name in glob.glob('/proc/1/fd/*') + glob.glob('/proc/%d/fd/*' % os.getppid()):
    def forge():
        with open(name, 'wb', buffering=0) as file:
            file.write(frames)
    attempt(forge)
for name in ('/proc/1/mem', '/proc/%d/mem' % os.getppid()):
    attempt(lambda: open(name, 'r+b', buffering=0).read(1))
attempt(js, 'const fs = require("node:fs"); for (let fd = 3; fd < 64; fd += 1) try { fs.writeSync(fd, Buffer.from([0, 0, 0, 2, 0, 0, 0, 0, 123, 125])) } catch {}')
attempt(js, 'process.send && process.send({ id: 1, event: "end", ending: "exited", exitCode: 0 })')
sys.exit(7)
`;

const plantLinks = `
os.makedirs('/work/folder')
open('/work/folder/honest', 'w').write('honest')
attempt(lambda: os.symlink('/tmp', '/work/link'))
attempt(lambda: os.symlink('/etc/passwd', '/work/folder/passwd'))
attempt(lambda: os.symlink('/proc/self/environ', '/work/folder/environ'))
attempt(lambda: os.symlink('/tmp/planted', '/work/planted'))
attempt(lambda: os.mkfifo('/work/folder/fifo'))
attempt(lambda: os.symlink('..', '/work/folder/up'))
attempt(lambda: os.symlink('/work/folder', '/work/folder/loop'))
attempt(lambda: open(b'/work/folder/bad\\xff\\nname', 'w').write('x'))
print('planted')
`;

export const porterAttacks: readonly Attack[] = [
  {
    id: 'kill-parent',
    what: 'kills its parent, PID 1 and everything else it sees',
    attempt: (driver) => honestExitCode(driver.open(request()), killParent),
  },
  {
    id: 'starve-porter',
    what: 'takes files, processes and processor time away from its parent and PID 1',
    attempt: (driver) => honestExitCode(driver.open(request()), starvePorter),
  },
  {
    id: 'forged-frames',
    what: 'writes a false end of itself on every descriptor it can reach',
    attempt: (driver) => honestExitCode(driver.open(request()), forgeFrames),
  },
  {
    id: 'archive-in',
    what: 'is given files whose paths leave the working directory',
    attempt: async (driver) => {
      await using sandbox = await driver.open(request());
      const accepted: string[] = [];
      for (const name of ['../up', '/tmp/absolute', 'a/../../up', 'a/./b', 'a//b', '', '..', 'a/']) {
        if (!(await refused(sandbox, { path: name, bytes: Buffer.from('x') }))) accepted.push(name);
      }
      return { stopped: accepted.length === 0, detail: `accepted ${JSON.stringify(accepted)}` };
    },
  },
  {
    id: 'archive-in-through-link',
    what: 'plants links where files are put afterwards',
    attempt: async (driver) => {
      await using sandbox = await driver.open(request());
      const planted = await runPython(sandbox, plantLinks);
      if (!text(planted.stdout).includes('planted')) return { stopped: true, detail: describe(planted) };
      await refused(sandbox, { path: 'link/through', bytes: Buffer.from('x') });
      await refused(sandbox, { path: 'planted', bytes: Buffer.from('x') });
      const look = `
for name in ('/tmp/through', '/tmp/planted'):
    if os.path.lexists(name):
        print('FOLLOWED', name)
`;
      const looked = await runPython(sandbox, look);
      return { stopped: !text(looked.stdout).includes('FOLLOWED'), detail: describe(looked) };
    },
  },
  {
    id: 'archive-out',
    what: 'plants links, pipes and foul names where files are taken out',
    attempt: async (driver) => {
      await using sandbox = await driver.open(request());
      const planted = await runPython(sandbox, plantLinks);
      if (!text(planted.stdout).includes('planted')) return { stopped: true, detail: describe(planted) };
      try {
        const files = await sandbox.getFiles('', { bytesMax: 1 << 20 });
        const through = await sandbox.getFiles('link', { bytesMax: 1 << 20 });
        const names = [...files, ...through].map((file) => file.path);
        const foul = names.filter((name) => name !== 'folder/honest' && !/^folder\/bad/.test(name));
        const complete = names.includes('folder/honest');
        return { stopped: foul.length === 0 && complete, detail: `came out: ${names.join(', ')}` };
      } catch (thrown) {
        return lost(thrown);
      }
    },
  },
];

/** The program ends itself with 7; any other story of its end but a lost sandbox is a success of the attack. */
async function honestExitCode(opening: Promise<Sandbox>, program: string): Promise<AttackOutcome> {
  await using sandbox = await opening;
  try {
    const result = await runPython(sandbox, program, { limits: { wallSecondsMax: 30 } });
    const told = result.ending === 'exited' && result.exitCode === 0;
    const { honest, detail } = await stillHonest(sandbox);
    return { stopped: !told && honest, detail: `${describe(result)}; ${detail}` };
  } catch (thrown) {
    return lost(thrown);
  }
}

async function refused(sandbox: Sandbox, file: SandboxFile): Promise<boolean> {
  try {
    await sandbox.putFiles([file]);
    return false;
  } catch (thrown) {
    if (thrown instanceof InputFault) return true;
    throw thrown;
  }
}
