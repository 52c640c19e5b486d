/** Right answers are let through: the draft's right trials and other forms of the same answer. */
import type { GateAnswer, Submission, Verdict } from '@touchstone/contracts';
import type { Evidence } from '../evidence.ts';
import { equalForms, reverseKeys } from '../mutants/equal-forms.ts';
import { submissionKey, type Trial } from '../trial.ts';
import { answer, fromTried } from './answer.ts';

export function rightTrials(evidence: Evidence): Trial[] {
  const { secret } = evidence;
  const own = secret.trials.right.map((submission, index): Trial => ({
    kind: "the draft's right answer",
    how: `number ${index + 1}`,
    submission,
  }));
  const alternatives = secret.verifier.executor === 'typed-answer' ? secret.verifier.alternatives : [];
  const others = alternatives.map((value, index): Trial => ({
    kind: 'alternative answer',
    how: `number ${index + 1}`,
    submission: { kind: 'answer', answer: value },
  }));
  return [...own, ...others, ...formTrials(evidence)];
}

/** Re-ordered calls and plans are the family's to offer: here only what means the same in every task. */
function formTrials({ task, secret, right }: Evidence): Trial[] {
  const kind = 'the right answer in another form';
  if (task.answerFormat.kind === 'typed' && secret.verifier.executor === 'typed-answer') {
    return equalForms(task.answerFormat.type, secret.verifier.expected).map(({ how, answer: value }) => ({
      kind,
      how,
      submission: { kind: 'answer', answer: value },
    }));
  }
  if (right.kind === 'tree') return [];
  const reordered: Submission = { ...right, answer: reverseKeys(right.answer) };
  if (submissionKey(reordered) === submissionKey(right)) return [];
  return [{ kind, how: 'keys in another order', submission: reordered }];
}

export function rightPasses(evidence: Evidence, verdicts: readonly Verdict[]): GateAnswer {
  const trials = rightTrials(evidence);
  if (trials.length === 0) {
    const rule = 'The draft offers no right answer beside the reference, and its form has no equal variant.';
    return answer('right-passes', 'not-applicable', rule);
  }
  const tried = trials.map((trial, index) => {
    const verdict = verdicts[index] as Verdict;
    return { trial, verdict, asExpected: verdict.outcome === 'accepted' };
  });
  return fromTried('right-passes', tried, {
    passed: `All ${tried.length} right answers were accepted.`,
    failed: (first) => `A right answer was rejected: ${first.trial.kind}, ${first.trial.how}.`,
  });
}
