/**
 * Runs compiled worlds, reference programs and verification programs with the machine's own python3, for tests of what
 * synth writes. Not a sandbox and not the runtime of episodes: only our own programs run here.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  isProgram,
  type Draft,
  type Json,
  type JsonObject,
  type Rows,
  type Submission,
  type ToolCall,
} from '@touchstone/contracts';

type Job =
  | { kind: 'attempt'; source: string }
  | { kind: 'verify'; program: string; data: Json; submission: Submission }
  | { kind: 'call'; tool: string; arguments: JsonObject };

interface JobResult {
  answer?: Json;
  error?: string;
  calls?: ToolCall[];
  checks?: [string, boolean | null, string][];
  errors?: string[];
  result?: Json;
  toolError?: string;
}

const runner = fileURLToPath(new URL('./world_runner.py', import.meta.url));

/** False where the machine has no python3; tests say so aloud and skip. */
const hasPython = spawnSync('python3', ['--version']).status === 0;

export const withoutPython = hasPython ? false : 'python3 is missing on this machine: worlds were not run';

export function runWorld(program: string, rows: Rows, jobs: readonly Job[]): JobResult[] {
  const done = spawnSync('python3', ['-I', runner], {
    input: JSON.stringify({ program, rows, jobs }),
    maxBuffer: 1 << 28,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`world_runner.py failed:\n${done.stderr}`);
  return JSON.parse(done.stdout) as JobResult[];
}

/** The reference, every solver, and every trial of a draft, each in a fresh copy of the world. */
export function runDraft(draft: Draft) {
  const world = draft.task.environment.world;
  const verifier = draft.secret.verifier;
  if (world === null || (verifier.executor !== 'function' && verifier.executor !== 'state'))
    throw new Error('Expected a draft with a world.');
  const text = (hash: string) => new TextDecoder().decode(draft.blobs.get(hash));
  const rows = JSON.parse(text(world.rows)) as Rows;
  const run = (jobs: readonly Job[]) => runWorld(text(world.program), rows, jobs);
  const judged = (submissions: readonly Submission[]) =>
    run(
      submissions.map((submission) => ({
        kind: 'verify',
        program: verifier.program,
        data: verifier.data,
        submission,
      })),
    );
  const asSubmission = (result: JobResult): Submission =>
    draft.task.answerFormat.kind === 'state'
      ? { kind: 'state', calls: result.calls ?? [], answer: result.answer ?? null }
      : { kind: 'answer', answer: result.answer ?? null };
  const { reference } = draft.secret;
  if (!isProgram(reference)) throw new Error('Expected a reference that is a program.');
  const programs = [reference, ...draft.secret.trials.solvers];
  const attempts = run(programs.map(({ source }) => ({ kind: 'attempt', source })));
  const { right, wrong } = draft.secret.trials;
  const verdicts = judged([
    ...attempts.map(asSubmission),
    ...right,
    ...wrong.map((trial) => trial.submission),
  ]);
  return {
    reference: { attempt: attempts[0]!, verdict: verdicts[0]! },
    solvers: attempts.slice(1).map((attempt, index) => ({ attempt, verdict: verdicts[index + 1]! })),
    right: verdicts.slice(attempts.length, attempts.length + right.length),
    wrong: verdicts.slice(attempts.length + right.length),
  };
}

/** Ids of the criteria that a verdict finds broken. */
export function broken(result: JobResult): string[] {
  return (result.checks ?? []).filter(([, met]) => met !== true).map(([id]) => id);
}
