/** Attacks that use up what a sandbox may use: processes, memory, CPU time, output, disk. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecResult } from '../src/index.ts';
import {
  attackLimits,
  bySign,
  describe,
  lost,
  request,
  runPython,
  stillHonest,
  text,
  type Attack,
} from './sandbox-attack.ts';

const forkBomb = `
import time
children = 0
while children < 400:
    try:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        children += 1
    except OSError:
        break
print('children', children)
sys.stdout.flush()
while True:
    try:
        os.fork()
    except OSError:
        pass
`;

const memoryBomb = `
blocks = []
for _ in range(int(sys.argv[1]) >> 20):
    blocks.append(bytearray(b'x' * (1 << 20)))
print(SIGN, len(blocks))
`;

const memoryBombJavascript = `
megabytes = int(sys.argv[1]) >> 20
print(js('const blocks = []; for (let i = 0; i < %d; i += 1) blocks.push(Buffer.alloc(1 << 20, 1)); const said = "%s " + blocks.length; console.log(said); said' % (megabytes, SIGN)))
`;

const diskFill = `
written = 0
wanted = int(sys.argv[1])
for index, folder in enumerate(['/work', '/tmp', '/dev/shm', '/var/tmp', '/run', '/home', '/']):
    def fill():
        global written
        with open(folder + '/fill%d' % index, 'wb', buffering=0) as file:
            while written < wanted:
                written += file.write(b'x' * (1 << 20))
    attempt(fill)
if written >= wanted:
    print(SIGN, written)
`;

const flood = `
line = 'x' * 9999
while True:
    print(line)
`;

const hiddenCpu = `
import signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
signal.signal(signal.SIGXCPU, signal.SIG_IGN)
while True:
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            end = time.process_time() + 0.2
            while time.process_time() < end:
                pass
            open('/work/done', 'a').write('x')
        os._exit(0)
    time.sleep(0.2)
    if os.path.exists('/work/done') and os.path.getsize('/work/done') >= 50:
        print(SIGN)
        break
`;

const background = `
import time
def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (1, 2, 15):
                import signal
                signal.signal(number, signal.SIG_IGN)
            null = os.open('/dev/null', os.O_RDWR)
            for target in (0, 1, 2):
                os.dup2(null, target)
            while True:
                open('/work/beat', 'a').write('x')
                time.sleep(0.02)
        os._exit(0)
    time.sleep(0.5)
attempt(daemon)
attempt(js, 'setTimeout(() => {}, 3000)')
`;

export const exhaustionAttacks: readonly Attack[] = [
  {
    id: 'fork-bomb',
    what: `starts processes for ever, where ${attackLimits.processesMax} are allowed`,
    attempt: async (driver) => {
      await using sandbox = await driver.open(request());
      try {
        const result = await runPython(sandbox, forkBomb, {
          limits: { cpuSecondsMax: 5, wallSecondsMax: 30 },
        });
        const children = Number(/children (\d+)/.exec(text(result.stdout))?.[1] ?? 0);
        const { honest, detail } = await stillHonest(sandbox);
        const stopped = children <= attackLimits.processesMax + 2 && honest;
        return { stopped, detail: `${describe(result)}; ${detail}` };
      } catch (thrown) {
        return lost(thrown);
      }
    },
  },
  {
    id: 'memory-bomb',
    what: 'takes four times the memory it may take, in Python',
    attempt: (driver) => bySign(driver, memoryBomb, { arguments: [String(4 * attackLimits.memoryBytesMax)] }),
  },
  {
    id: 'memory-bomb-javascript',
    what: 'takes four times the memory it may take, in buffers of JavaScript',
    attempt: (driver) =>
      bySign(driver, memoryBombJavascript, { arguments: [String(4 * attackLimits.memoryBytesMax)] }),
  },
  {
    id: 'endless-loop',
    what: 'computes for ever, and ignores the signal that announces the limit',
    attempt: async (driver) => {
      const program = `
import signal
attempt(lambda: signal.signal(signal.SIGXCPU, signal.SIG_IGN))
while True:
    pass
`;
      await using sandbox = await driver.open(request());
      try {
        const result = await runPython(sandbox, program, {
          limits: { cpuSecondsMax: 2, wallSecondsMax: 60 },
        });
        return { stopped: endedBy(result, 'cpu-limit', 'wall-limit'), detail: describe(result) };
      } catch (thrown) {
        return lost(thrown);
      }
    },
  },
  {
    id: 'hidden-cpu',
    what: 'computes 10 seconds where 3 are allowed, in children that nobody waits for',
    attempt: (driver) => bySign(driver, hiddenCpu, { limits: { cpuSecondsMax: 3, wallSecondsMax: 120 } }),
  },
  {
    id: 'output-flood',
    what: 'prints for ever',
    attempt: async (driver) => {
      await using sandbox = await driver.open(request());
      try {
        const result = await runPython(sandbox, flood);
        const bounded = result.stdout.length + result.stderr.length <= attackLimits.outputBytesMax;
        return { stopped: bounded && endedBy(result, 'output-limit'), detail: result.ending };
      } catch (thrown) {
        return lost(thrown);
      }
    },
  },
  {
    id: 'disk-fill',
    what: 'writes four times what it may write, wherever it may write',
    attempt: (driver) => bySign(driver, diskFill, { arguments: [String(4 * attackLimits.diskBytesMax)] }),
  },
  {
    id: 'background-process',
    what: 'leaves a process behind that has left its session and ignores signals',
    attempt: async (driver) => {
      await using sandbox = await driver.open(request());
      try {
        const result = await runPython(sandbox, background);
        const before = await beats(sandbox);
        await sleep(300);
        const after = await beats(sandbox);
        return { stopped: before === after, detail: `${describe(result)}; ${after - before} signs of life` };
      } catch (thrown) {
        return lost(thrown);
      }
    },
  },
];

function endedBy(result: ExecResult, ...endings: ExecResult['ending'][]): boolean {
  return endings.includes(result.ending);
}

async function beats(sandbox: Parameters<typeof stillHonest>[0]): Promise<number> {
  const [file] = await sandbox.getFiles('beat', { bytesMax: 1 << 20 });
  return file?.bytes.length ?? 0;
}
