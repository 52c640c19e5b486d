/**
 * Runs a verification program over cases in one fresh sandbox, each case for itself, and says of every case what came
 * of it. A process that dies in a case has named that case; the cases after it go on in another fresh sandbox.
 * Does not attribute blame: that is `attribute-blame.ts`.
 */
import { randomUUID } from 'node:crypto';
import {
  Fault,
  SandboxFault,
  type Ending,
  type ExecResult,
  type Json,
  type JsonObject,
  type Limits,
  type Sandbox,
  type VerifyPorts,
} from '@touchstone/contracts';
import { z } from 'zod';
import { verifierSources } from '../python-sources.ts';
import { caseCpuSecondsMax, honestCaseCpuSeconds, verificationLimits } from '../limits.ts';

/** A limit that the program ran into, or `crash`. */
export type CaseFailure = Exclude<Ending, 'exited' | 'signalled' | 'wall-limit'> | 'crash';

export type CaseResult =
  | { outcome: 'judged'; criteria: [string, boolean | null, string][] }
  /** The program returned something that is not a list of criteria. */
  | { outcome: 'unreadable'; message: string }
  | { outcome: 'failed'; failure: CaseFailure; message: string }
  /** Ours: a dead sandbox, the wall-clock backstop, a broken channel. */
  | { outcome: 'fault'; fault: Error };

export interface Program {
  source: string;
  /** What every case shares: `data`, `rows` or `before`. */
  common: JsonObject;
}

const eventSchema = z.object({
  nonce: z.string(),
  event: z.enum(['start', 'end']),
  case: z.number().int(),
  criteria: z
    .union([z.string(), z.array(z.tuple([z.string(), z.boolean().nullable(), z.string()]))])
    .optional(),
  fault: z.enum(['cpu-limit', 'memory-limit', 'crash']).optional(),
  message: z.string().optional(),
});

/** One result a case, in order. Throws only a caller's abort. */
export async function runCases(
  program: Program,
  cases: readonly JsonObject[],
  ports: VerifyPorts,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  while (results.length < cases.length) {
    const rest = cases.slice(results.length);
    const some = await runInFreshSandbox(program, rest, ports);
    results.push(...some);
  }
  return results;
}

/** At least one result: of all cases, or of those up to and including the one in which the process died. */
async function runInFreshSandbox(
  program: Program,
  cases: readonly JsonObject[],
  ports: VerifyPorts,
): Promise<CaseResult[]> {
  try {
    await using sandbox = await openVerificationSandbox(ports);
    return await runInSandbox(sandbox, program, cases, batchLimits(cases.length), ports);
  } catch (thrown) {
    const fault = asFault(thrown);
    return cases.map(() => ({ outcome: 'fault', fault }));
  }
}

/**
 * For runtimes without CPU timers, where only the limit of the process ends an endless case. A case that the others left
 * too little for is judged again, alone.
 */
function batchLimits(cases: number): Partial<Limits> {
  const cpuSeconds = 2 * caseCpuSecondsMax + honestCaseCpuSeconds * cases;
  return { cpuSecondsMax: Math.min(verificationLimits.cpuSecondsMax, cpuSeconds) };
}

export async function openVerificationSandbox(ports: VerifyPorts): Promise<Sandbox> {
  return ports.driver.open({
    runtime: { language: 'python', version: '>=3.11', packages: [] },
    limits: verificationLimits,
    ...(ports.signal && { signal: ports.signal }),
  });
}

/** One process over the cases; see `runInFreshSandbox` for how many results come back. Throws the sandbox's faults. */
export async function runInSandbox(
  sandbox: Sandbox,
  program: Program,
  cases: readonly JsonObject[],
  limits: Partial<Limits>,
  ports: VerifyPorts,
  caseCpuSeconds: number = caseCpuSecondsMax,
): Promise<CaseResult[]> {
  const nonce = randomUUID();
  const signal = ports.signal && { signal: ports.signal };
  await sandbox.putFiles(
    [
      { path: 'run_verifier.py', bytes: Buffer.from(verifierSources['run_verifier.py']) },
      { path: 'verifier.py', bytes: Buffer.from(program.source) },
      { path: 'shared.json', bytes: json(program.common) },
      { path: 'cases.json', bytes: json([...cases]) },
    ],
    { ...signal },
  );
  const result = await sandbox.exec({
    argv: ['python3', 'run_verifier.py'],
    env: { PYTHONHASHSEED: '0' },
    stdin: Buffer.from(`${JSON.stringify({ nonce, caseCpuSecondsMax: caseCpuSeconds })}\n`),
    limits,
    ...signal,
  });
  return readEvents(result, nonce, cases.length);
}

function json(value: Json): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function readEvents(result: ExecResult, nonce: string, count: number): CaseResult[] {
  const results: CaseResult[] = [];
  let started = -1;
  for (const line of Buffer.from(result.stdout).toString('utf8').split('\n')) {
    const event = parseEvent(line);
    if (!event || event.nonce !== nonce) continue;
    if (event.event === 'start') started = event.case;
    else if (event.case === results.length && event.case === started) results.push(caseResult(event));
  }
  if (results.length === count) return results;
  if (result.ending === 'wall-limit') return [...results, ...faults(count - results.length, wallFault())];
  if (started === results.length && !(result.ending === 'exited' && result.exitCode === 0)) {
    const { ending } = result;
    const failure = ending === 'signalled' || ending === 'exited' ? 'crash' : ending;
    return [...results, { outcome: 'failed', failure, message: `the process ended: ${ending}` }];
  }
  const message = `The verification runner ended (${result.ending}, exit code ${result.exitCode}) before case ${results.length}: ${tail(result.stderr)}`;
  const fault = new Fault(message, { code: 'verifier-runner', boundary: 'verifier', retryable: false });
  return [...results, ...faults(count - results.length, fault)];
}

function parseEvent(line: string): z.infer<typeof eventSchema> | null {
  if (!line.startsWith('{')) return null;
  try {
    return eventSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function caseResult(event: z.infer<typeof eventSchema>): CaseResult {
  if (event.fault) return { outcome: 'failed', failure: event.fault, message: event.message ?? event.fault };
  if (Array.isArray(event.criteria)) return { outcome: 'judged', criteria: event.criteria };
  return { outcome: 'unreadable', message: event.criteria ?? 'nothing' };
}

function faults(count: number, fault: Error): CaseResult[] {
  return Array.from({ length: count }, () => ({ outcome: 'fault', fault }));
}

function wallFault(): Fault {
  return new SandboxFault(
    `The verification did not end within ${verificationLimits.wallSecondsMax} seconds of wall clock.`,
    { code: 'wall-limit', retryable: true, hint: 'The machine may be overloaded; try again.' },
  );
}

/** A caller's abort passes; anything else is the sandbox's fault here. */
export function asFault(thrown: unknown): Error {
  if (thrown instanceof Error && thrown.name === 'AbortError') throw thrown;
  if (thrown instanceof Fault) return thrown;
  return new SandboxFault(thrown instanceof Error ? thrown.message : String(thrown), {
    code: 'sandbox-fault',
    retryable: true,
    cause: thrown,
  });
}

function tail(bytes: Uint8Array): string {
  return Buffer.from(bytes.slice(-400)).toString('utf8').trim();
}
