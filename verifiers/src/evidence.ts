/**
 * What the gates of one certification share: the reference's runs, the verdicts so far, the sandbox budget. Submissions
 * are verified in batches, so that a certification costs few sandboxes. Knows no gate.
 */
import {
  InputFault,
  attribute,
  type AttemptOptions,
  type AttemptResult,
  type Draft,
  type Environment,
  type Program,
  type RealisedRuntime,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type Verdict,
  type VerifyPorts,
} from '@touchstone/contracts';
import type { GateSettings } from './gate-settings.ts';
import { submissionKey, type Trial } from './trial.ts';
import { verifyMany } from './verify.ts';

/** How a program's attempt went, with whose doing it was when nothing was handed in. */
export type ProgramRun =
  /** Null for a change that was handed in as it is: nothing ran to make it. */
  | {
      outcome: 'answered';
      submission: Submission;
      toolCalls: number | null;
      runtime: RealisedRuntime | null;
    }
  /** The program's doing: it raised, or ran into a limit. */
  | { outcome: 'crashed'; message: string }
  /** Ours: a dead sandbox, the wall-clock backstop. */
  | { outcome: 'fault'; message: string };

export class Evidence {
  readonly draft: Draft;
  readonly siblings: readonly Submission[];
  readonly settings: GateSettings;
  readonly ports: VerifyPorts;
  /** What the first run of the reference handed in; set before any gate that needs it is asked. */
  reference: Submission | null = null;
  runtime: RealisedRuntime | null = null;
  /** What was left undone for want of sandboxes, one sentence each. */
  readonly leftOut: string[] = [];
  private readonly verdicts = new Map<string, Verdict>();
  private readonly usedBefore: number;

  constructor(
    draft: Draft,
    options: { siblings: readonly Submission[]; settings: GateSettings; ports: VerifyPorts },
  ) {
    this.draft = draft;
    this.siblings = options.siblings;
    this.settings = options.settings;
    this.ports = options.ports;
    this.usedBefore = options.ports.usage().sandboxRuns;
  }

  get task(): TaskPublic {
    return this.draft.task;
  }

  get secret(): TaskSecret {
    return this.draft.secret;
  }

  /** The first run's submission; gates are only asked once there is one. */
  get right(): Submission {
    if (!this.reference) throw new Error('The reference has not run yet.');
    return this.reference;
  }

  sandboxRuns(): number {
    return this.ports.usage().sandboxRuns - this.usedBefore;
  }

  /** Whether so many more sandboxes may be opened, with room for the last batch of verification. */
  mayOpen(count: number): boolean {
    return this.sandboxRuns() + count + lastBatchRuns <= this.settings.sandboxRunsMax;
  }

  /** Verdicts in order; those already known are not made again. */
  async judge(trials: readonly Trial[]): Promise<Verdict[]> {
    const missing = new Map<string, Submission>();
    for (const { submission } of trials) {
      const key = submissionKey(submission);
      if (!this.verdicts.has(key)) missing.set(key, submission);
    }
    const keys = [...missing.keys()];
    const verdicts = await verifyMany(this.task, this.secret, [...missing.values()], this.ports);
    keys.forEach((key, index) => this.verdicts.set(key, verdicts[index] as Verdict));
    return trials.map(({ submission }) => this.verdicts.get(submissionKey(submission)) as Verdict);
  }

  /** Verdicts made anew, in fresh processes; they do not replace the known ones, but fill the gaps. */
  async judgeAgain(submissions: readonly Submission[]): Promise<Verdict[]> {
    const verdicts = await verifyMany(this.task, this.secret, submissions, this.ports);
    submissions.forEach((submission, index) => {
      const key = submissionKey(submission);
      if (!this.verdicts.has(key)) this.verdicts.set(key, verdicts[index] as Verdict);
    });
    return verdicts;
  }

  async run(
    program: Program,
    options: Omit<AttemptOptions, 'signal'>,
    environment: Environment = this.task.environment,
  ): Promise<ProgramRun> {
    const { signal } = this.ports;
    try {
      const result = await this.ports.attempts.attempt(environment, program, {
        ...options,
        ...(signal && { signal }),
      });
      this.runtime ??= result.runtime;
      return this.asRun(result);
    } catch (thrown) {
      signal?.throwIfAborted();
      const { message } = attribute(thrown, 'sandbox');
      // An environment that cannot be opened at all is the draft's doing.
      return { outcome: thrown instanceof InputFault ? 'crashed' : 'fault', message };
    }
  }

  private asRun(result: AttemptResult): ProgramRun {
    if (result.outcome === 'answered') {
      const { answer, calls, toolCalls, runtime } = result;
      const submission: Submission =
        this.task.answerFormat.kind === 'state'
          ? { kind: 'state', calls, answer }
          : { kind: 'answer', answer };
      return { outcome: 'answered', submission, toolCalls, runtime };
    }
    const message = `${oneLine(result.message)} (${result.ending})`;
    return { outcome: result.ending === 'wall-limit' ? 'fault' : 'crashed', message };
  }
}

/** Of a traceback what it ends with. */
function oneLine(message: string): string {
  return message.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
}

/** A world and a verification process, each once more if something fails in the last batch. */
const lastBatchRuns = 4;
