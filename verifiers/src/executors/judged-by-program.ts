/** What the executors `function` and `state` share: cases in, verdicts out by the rubric, with blame attributed. */
import {
  Fault,
  type JsonObject,
  type Rubric,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type Verdict,
  type VerifyPorts,
} from '@touchstone/contracts';
import { aggregate } from '../rubrics/aggregate.ts';
import { malformation } from '../submission-form.ts';
import { abstained, malformedVerdict, rejected, verifierName, type VerifierName } from '../verdicts.ts';
import { runCasesAndAttribute } from './attribute-blame.ts';
import { referenceSubmission } from './reference-submission.ts';
import type { CaseResult, Program } from './run-cases.ts';

/** A submission as the program sees it, or the verdict that came before the program had to be asked. */
export type Case = { case: JsonObject } | { verdict: Verdict };

export interface Judgement {
  program: Program;
  rubric: Rubric;
  /** Cases of well-formed submissions, in order. Throws faults of what is common to all. */
  casesOf: (submissions: readonly Submission[]) => Promise<Case[]>;
}

export async function judgeByProgram(
  { task, secret, ports }: { task: TaskPublic; secret: TaskSecret; ports: VerifyPorts },
  submissions: readonly Submission[],
  { program, rubric, casesOf }: Judgement,
): Promise<Verdict[]> {
  const name = verifierName(secret);
  const verdicts = new Array<Verdict | undefined>(submissions.length);
  const wellFormed: number[] = [];
  submissions.forEach((submission, index) => {
    const detail = malformation(task, submission);
    if (detail === null) wellFormed.push(index);
    else verdicts[index] = malformedVerdict(name, detail);
  });

  const cases = await casesOf(wellFormed.map((index) => submissions[index] as Submission));
  const toJudge: { index: number; case: JsonObject }[] = [];
  cases.forEach((found, position) => {
    const index = wellFormed[position] as number;
    if ('verdict' in found) verdicts[index] = found.verdict;
    else toJudge.push({ index, case: found.case });
  });

  const blame = {
    referenceCase: async () => {
      const reference = await referenceSubmission(task, secret, ports);
      const [found] = reference && malformation(task, reference) === null ? await casesOf([reference]) : [];
      return found && 'case' in found ? found.case : null;
    },
    accepts: (result: CaseResult) => verdictOf(name, rubric, result).outcome === 'accepted',
  };
  const results = await runCasesAndAttribute(
    program,
    toJudge.map((entry) => entry.case),
    blame,
    ports,
  );
  toJudge.forEach(({ index }, position) => {
    verdicts[index] = verdictOf(name, rubric, results[position] as CaseResult);
  });
  return verdicts as Verdict[];
}

function verdictOf(name: VerifierName, rubric: Rubric, result: CaseResult): Verdict {
  switch (result.outcome) {
    case 'judged':
      return aggregate(
        name,
        rubric,
        result.criteria.map(([id, holds, detail]) => ({ id, holds, detail })),
      );
    case 'unreadable':
      return abstained(
        name,
        new Fault(
          `Expected [[criterion id, True | False | None, detail], …] from the program, got ${result.message}.`,
          {
            code: 'verifier-criteria',
            boundary: 'verifier',
            retryable: false,
            hint: 'Mend the family that wrote this verification program.',
          },
        ),
      );
    case 'failed':
      return rejected(name, result.failure === 'crash' ? 'crashes-verifier' : result.failure, [
        { id: 'verification', met: false, detail: `twice, in two fresh sandboxes: ${result.message}` },
      ]);
    case 'fault':
      return abstained(name, result.fault);
  }
}
