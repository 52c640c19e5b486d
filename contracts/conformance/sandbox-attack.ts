/**
 * The frame of an attack on a sandbox, and the programs' shared beginning. An attack tries something that must not
 * work; whether it did is judged by what the host sees or by a sign that only success can print.
 */
import type { ExecResult, Limits, Sandbox, SandboxDriver, SandboxRequest } from '../src/index.ts';
import { SandboxFault } from '../src/index.ts';

export interface AttackOutcome {
  stopped: boolean;
  /** What happened, in a few words, for the report. */
  detail: string;
}

export interface Attack {
  id: string;
  /** One sentence: what is tried. */
  what: string;
  attempt(driver: SandboxDriver): Promise<AttackOutcome>;
}

/** Small, so that running into them is quick; large enough for a Python in WebAssembly to start. */
export const attackLimits: Limits = {
  cpuSecondsMax: 20,
  wallSecondsMax: 90,
  memoryBytesMax: 512 * 1024 * 1024,
  processesMax: 24,
  diskBytesMax: 32 * 1024 * 1024,
  outputBytesMax: 256 * 1024,
};

/** Printed by a program that got where it must not get. */
const sign = 'ATTACK-SUCCEEDED';

/**
 * Before every program: `js(source)` runs JavaScript by whatever way leads to it (an interpreter compiled to
 * WebAssembly sits in a Node process; elsewhere `node` may be a program), or raises; `attempt(f)` shrugs off failure.
 */
const prelude = `
import os, sys
SIGN = '${sign}'

def js(source):
    if sys.platform != 'emscripten':
        import subprocess
        done = subprocess.run(['node', '-e', source], capture_output=True, text=True, timeout=30)
        return done.stdout
    def by_run_js():
        from pyodide.code import run_js
        return run_js(source)
    def by_eval():
        import js
        return js.eval(source)
    def by_global_eval():
        import js
        return js.globalThis.eval(source)
    def by_function():
        import js
        return js.Function.new('return eval(' + repr(source) + ')')()
    def by_constructor():
        import js
        return js.Object.constructor.new('return (0, eval)(' + repr(source) + ')')()
    def by_module():
        import pyodide_js
        return pyodide_js.constructor.constructor('return eval(' + repr(source) + ')')()
    def by_proxy():
        from pyodide.ffi import to_js
        return to_js([1]).constructor.constructor('return eval(' + repr(source) + ')')()
    def by_method():
        from pyodide.ffi import to_js
        return to_js([1]).push.constructor('return eval(' + repr(source) + ')')()
    failures = []
    for way in (by_run_js, by_eval, by_global_eval, by_function, by_constructor, by_module, by_proxy, by_method):
        try:
            return str(way())
        except BaseException as error:
            failures.append('%s: %s' % (way.__name__, str(error).strip().splitlines()[-1][:60] if str(error).strip() else type(error).__name__))
    raise RuntimeError('; '.join(failures))

def attempt(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        print(type(error).__name__, str(error)[:120], file=sys.stderr)
        return None
`;

export function request(limits: Partial<Limits> = {}): SandboxRequest {
  return {
    runtime: { language: 'python', version: '>=3.11', packages: [] },
    limits: { ...attackLimits, ...limits },
  };
}

/** Runs a program after the prelude, with arguments in `sys.argv[1:]`. */
export function runPython(
  sandbox: Sandbox,
  program: string,
  options: { arguments?: readonly string[]; limits?: Partial<Limits> } = {},
): Promise<ExecResult> {
  return sandbox.exec({
    argv: ['python3', '-c', prelude + program, ...(options.arguments ?? [])],
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** Runs a program in a fresh sandbox; it succeeded if its output holds the sign. A lost sandbox is a stopped attack. */
export async function bySign(
  driver: SandboxDriver,
  program: string,
  options: { arguments?: readonly string[]; limits?: Partial<Limits> } = {},
): Promise<AttackOutcome> {
  await using sandbox = await driver.open(request(options.limits));
  try {
    const result = await runPython(sandbox, program, options);
    const succeeded = text(result.stdout).includes(sign);
    return { stopped: !succeeded, detail: describe(result) };
  } catch (thrown) {
    return lost(thrown);
  }
}

/** A `SandboxFault` says that the sandbox died and was thrown away: the attack got no further. Else it is thrown on. */
export function lost(thrown: unknown): AttackOutcome {
  if (!(thrown instanceof SandboxFault)) throw thrown;
  return { stopped: true, detail: `the sandbox was lost: ${thrown.code}` };
}

export function describe(result: ExecResult): string {
  const code = result.exitCode === null ? '' : ` ${result.exitCode}`;
  const words =
    `${text(result.stdout)} ${text(result.stderr)}`.trim().split('\n').at(-1)?.slice(0, 100) ?? '';
  return `${result.ending}${code}${words === '' ? '' : `: ${words}`}`;
}

/** Whether a sandbox still does honest work; one that has been lost instead counts as well. */
export async function stillHonest(sandbox: Sandbox): Promise<{ honest: boolean; detail: string }> {
  try {
    const result = await sandbox.exec({ argv: ['python3', '-c', 'print(6 * 7)'] });
    const honest = result.ending === 'exited' && result.exitCode === 0 && text(result.stdout) === '42\n';
    return { honest, detail: honest ? 'usable afterwards' : `afterwards ${describe(result)}` };
  } catch (thrown) {
    return { honest: true, detail: lost(thrown).detail };
  }
}
