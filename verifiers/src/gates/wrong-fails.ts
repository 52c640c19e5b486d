/**
 * Wrong answers are turned away: the draft's own wrong trials (each must break what it says it breaks), mutants of the
 * right answer, other tasks' answers, and shortcuts that the draft says do not work.
 *
 * What counts as a false accept: for typed answers everything tried, since mutants are wrong by construction. For plans
 * and states a mutant may rightly be accepted (a read-only call dropped, a plan with a twin), which only the family can
 * tell, so there the trials and siblings count and the mutants' verdicts stand in the notes.
 */
import { canonicalJson, type GateAnswer, type Verdict } from '@touchstone/contracts';
import type { Evidence, ProgramRun } from '../evidence.ts';
import { compare } from '../matchers/match.ts';
import { submissionMutants } from '../mutants/json-mutants.ts';
import { typedMutants } from '../mutants/typed-mutants.ts';
import { changedTree } from '../public-tree.ts';
import { sameSubmission, type Trial } from '../trial.ts';
import { answer, fromTried, isOwnFault, outcomeInWords, type Tried } from './answer.ts';

/** Those that must be rejected. */
export function wrongTrials(evidence: Evidence): Trial[] {
  const { secret } = evidence;
  const own = secret.trials.wrong.map(({ how, breaks, submission }): Trial => ({
    kind: "the draft's wrong answer",
    how,
    ...(breaks !== undefined && { breaks }),
    submission,
  }));
  return [...own, ...countedMutants(evidence), ...siblingTrials(evidence)];
}

/** Those whose verdicts are only reported. */
export function reportedMutants({ task, right, settings }: Evidence): Trial[] {
  if (task.answerFormat.kind === 'typed') return [];
  if (right.kind === 'tree') return [];
  return spread(submissionMutants(right), settings.mutantsMax).map(({ how, submission }) => ({
    kind: 'mutant of the reference (may be right)',
    how,
    submission,
  }));
}

/** From the expected value, so that a reference at the edge of the tolerance shifts nothing. */
function countedMutants({ task, secret, settings }: Evidence): Trial[] {
  const { verifier } = secret;
  if (task.answerFormat.kind !== 'typed' || verifier.executor !== 'typed-answer') return [];
  const { type } = task.answerFormat;
  const mutants = typedMutants(type, verifier.expected).filter(
    (mutant) => !verifier.alternatives.some((other) => compare(type, other, mutant.answer).length === 0),
  );
  return spread(mutants, settings.mutantsMax).map(({ how, answer: value }) => ({
    kind: 'mutant of the right answer',
    how,
    submission: { kind: 'answer', answer: value },
  }));
}

/**
 * Other tasks' answers of this kind; one that is the same as this task's answer is no wrong answer, and a change that does
 * not fit this tree says nothing.
 */
function siblingTrials({ siblings, right, settings, secret, draft }: Evidence): Trial[] {
  const known = [right, ...secret.trials.right];
  const seen = new Set<string>();
  return siblings
    .filter(
      (submission) =>
        submission.kind === right.kind && !known.some((other) => sameSubmission(other, submission)),
    )
    .filter((submission) => submission.kind !== 'tree' || changedTree(draft, submission) !== null)
    .filter((submission) => {
      const key = canonicalJson(submission);
      return seen.size < seen.add(key).size;
    })
    .slice(0, right.kind === 'tree' ? treeSiblingsMax : settings.siblingsMax)
    .map((submission, index) => ({ kind: "another task's answer", how: `sibling ${index + 1}`, submission }));
}

/** Each costs a sandbox of its own. */
const treeSiblingsMax = 2;

export interface SolverRun {
  name: string;
  how: string;
  expect: 'solves' | 'fails' | 'unknown';
  run: ProgramRun;
  verdict: Verdict | null;
}

export function wrongFails(
  evidence: Evidence,
  verdicts: readonly Verdict[],
  mutants: readonly Verdict[],
  solvers: readonly SolverRun[],
): GateAnswer {
  const trials = wrongTrials(evidence);
  if (trials.length === 0) {
    return answer(
      'wrong-fails',
      'failed',
      'The draft offers no wrong answer, and none can be made of its right one.',
    );
  }
  const criteria = criterionIds(evidence);
  const tried = trials.map((trial, index): Tried => {
    const verdict = verdicts[index] as Verdict;
    return {
      trial,
      verdict,
      asExpected: verdict.outcome === 'rejected' && breaksAsSaid(trial, verdict, criteria),
    };
  });
  const open = solvers.find(({ run, verdict }) => run.outcome === 'fault' || (verdict && isOurs(verdict)));
  if (open) return answer('wrong-fails', 'abstained', `No verdict on the scripted solver "${open.name}".`);
  const shortcuts = solvers.filter(({ expect }) => expect === 'fails').map(asTried);
  const all = [...tried, ...shortcuts.filter((entry) => entry !== null)];
  return fromTried('wrong-fails', all, {
    passed: `All ${all.length} wrong answers were rejected.`,
    failed: (first) => reasonOf(first),
    notes: mutantNotes(evidence, mutants),
  });
}

/** The same draft must be certified with the same solvers everywhere, so a solver that we lost keeps the gate open. */
function isOurs(verdict: Verdict): boolean {
  return verdict.outcome === 'abstained' && !isOwnFault(verdict);
}

/** Only a solver that handed something in is an attempt at a wrong answer. */
function asTried({ name, how, run, verdict }: SolverRun): Tried | null {
  if (run.outcome !== 'answered' || verdict === null) return null;
  const trial = { kind: 'shortcut that must not work', how: `${name}: ${how}`, submission: run.submission };
  return { trial, verdict, asExpected: verdict.outcome === 'rejected' };
}

function reasonOf({ trial, verdict }: Tried): string {
  if (trial.kind === 'shortcut that must not work') return `A shortcut works: ${trial.how}.`;
  if (verdict.outcome === 'accepted') return `A wrong answer was accepted: ${trial.kind}, ${trial.how}.`;
  return `A wrong answer (${trial.how}) was to break "${trial.breaks ?? ''}" but was ${outcomeInWords(verdict)}.`;
}

function criterionIds({ secret }: Evidence): ReadonlySet<string> {
  const { verifier } = secret;
  return new Set('rubric' in verifier ? verifier.rubric.criteria.map(({ id }) => id) : []);
}

/** A wrong trial proves its criterion only if that criterion is unmet; a typo in `breaks` proves nothing. */
function breaksAsSaid({ breaks }: Trial, verdict: Verdict, criteria: ReadonlySet<string>): boolean {
  if (breaks === undefined || criteria.size === 0 || verdict.outcome !== 'rejected') return true;
  return verdict.checks.some((check) => check.id === breaks && check.met === false);
}

function mutantNotes(evidence: Evidence, verdicts: readonly Verdict[]): string[] {
  const mutants = reportedMutants(evidence);
  if (mutants.length === 0) return [];
  const accepted = mutants.filter((_, index) => verdicts[index]?.outcome === 'accepted');
  const summary = `${mutants.length} small changes of the reference, not counted because some may be right: ${accepted.length} accepted`;
  return [summary, ...accepted.slice(0, 5).map(({ how }) => `accepted: ${how}`)];
}

/** At most `count`, evenly from first to last. */
function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)] as T);
}
