/** Test only: "sandboxes" that are plain child processes in temporary folders. It isolates nothing. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import {
  SandboxFault,
  type Command,
  type ExecResult,
  type Sandbox,
  type SandboxDriver,
  type SandboxRequest,
} from '@touchstone/contracts';

export const localRuntime = {
  driver: 'local',
  runtime: 'CPython of this machine',
  packages: {},
  imageHash: '0'.repeat(64),
};

/** Where a wrapper may make the sandbox die: the name of the step and how often it was reached. */
export type Step = 'open' | 'putFiles' | 'exec-before' | 'exec-after' | 'dispose';

export interface LocalDriver extends SandboxDriver {
  opened: number;
  cpuSeconds: number;
}

const launcher = `
import os, resource, sys
cpu, memory = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
os.execvp(sys.argv[3], sys.argv[3:])
`;

export function localDriver(onStep: (step: Step) => void = () => undefined): LocalDriver {
  const driver: LocalDriver = {
    name: 'embedded',
    weaknesses: [{ attack: 'everything', consequence: 'A test driver isolates nothing.' }],
    opened: 0,
    cpuSeconds: 0,
    async open(request: SandboxRequest): Promise<Sandbox> {
      driver.opened++;
      onStep('open');
      const root = await mkdtemp(join(tmpdir(), 'touchstone-verifiers-'));
      return {
        id: root,
        runtime: localRuntime,
        limits: request.limits,
        async exec(command) {
          onStep('exec-before');
          const result = await run(root, command, request);
          driver.cpuSeconds += result.cpuSeconds;
          onStep('exec-after');
          return result;
        },
        start: () => Promise.reject(new SandboxFault('not here', { code: 'no-start', retryable: false })),
        async putFiles(files) {
          onStep('putFiles');
          for (const file of files) {
            await mkdir(dirname(join(root, file.path)), { recursive: true });
            await writeFile(join(root, file.path), file.bytes);
          }
        },
        async getFiles(path) {
          const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
          const files = entries.filter((entry) => entry.isFile());
          return Promise.all(
            files.map(async (entry) => ({
              path: relative(root, join(entry.parentPath, entry.name)),
              bytes: await readFile(join(entry.parentPath, entry.name)),
            })),
          );
        },
        async [Symbol.asyncDispose]() {
          await rm(root, { recursive: true, force: true });
          onStep('dispose');
        },
      };
    },
    async [Symbol.asyncDispose]() {},
  };
  return driver;
}

function run(root: string, command: Command, request: SandboxRequest): Promise<ExecResult> {
  const limits = { ...request.limits, ...command.limits };
  const cpu = String(Math.ceil(limits.cpuSecondsMax));
  const child = spawn('python3', ['-c', launcher, cpu, String(limits.memoryBytesMax), ...command.argv], {
    cwd: root,
    env: { PATH: process.env.PATH, ...command.env },
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(command.stdin ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({
        ending: signal === 'SIGXCPU' ? 'cpu-limit' : signal === null ? 'exited' : 'signalled',
        exitCode: code,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr),
        droppedBytes: 0,
        cpuSeconds: 0,
        wallSeconds: 0,
        memoryBytesPeak: null,
      }),
    );
  });
}
