/** What a certificate says against itself: its weakest evidence and what was not tried. */
import type { GateAnswer, GateId } from '@touchstone/contracts';
import type { Evidence } from './evidence.ts';
import type { TestsVerifier } from './executors/tests/run-plan.ts';
import { probesNotApplicable } from './gates/not-hackable.ts';
import { percent } from './statistics/percent.ts';

const claims: Partial<Record<GateId, { what: string; bad: string }>> = {
  'wrong-fails': { what: 'wrong answers', bad: 'wrong answers that could still be accepted' },
  'right-passes': { what: 'right answers', bad: 'right answers that could still be rejected' },
  'nothing-fails': { what: 'empty attempts', bad: 'empty attempts that could still be accepted' },
  'not-hackable': { what: 'forgeries', bad: 'forgeries that could still be accepted' },
};

/** The rate with the widest upper bound, with its denominator. */
export function weakestEvidence(gates: readonly GateAnswer[]): string {
  const rated = gates.flatMap(({ gate, rate }) => {
    const claim = claims[gate];
    return rate && claim ? [{ claim, rate }] : [];
  });
  const absent = gates.find(({ gate, outcome }) => gate === 'right-passes' && outcome === 'not-applicable');
  if (absent)
    return 'No right answer other than the reference was tried, so nothing is known about right answers turned away.';
  const [weakest] = rated.sort((a, b) => b.rate.high - a.rate.high);
  if (!weakest) return 'No rate was measured.';
  const { claim, rate } = weakest;
  return `Of ${claim.what} only ${rate.trials} were tried: the share of ${claim.bad} may be as high as ${percent(rate.high)} (95 %).`;
}

export function notTried(evidence: Evidence, gates: readonly GateAnswer[]): string[] {
  const { task, secret } = evidence;
  const sentences = [
    'No chat model attempted this task, so how hard it is is not measured.',
    'No chat model was asked without tools, so that it can be remembered is not excluded.',
    'No person has read it as part of this certificate.',
  ];
  const skipped = probesNotApplicable(evidence);
  if (skipped.length > 0)
    sentences.push(`Forgery probes that cannot be built for this task: ${skipped.join(', ')}.`);
  if (secret.trials.solvers.length === 0)
    sentences.push('The draft names no scripted solver, so no shortcut was tried.');
  if ('schema' in task.answerFormat) {
    sentences.push('Small changes of the reference were run but not counted: some may rightly be accepted.');
  }
  if (secret.verifier.executor === 'typed-answer') {
    sentences.push('The repeat compares data in one process; another machine was not used.');
  }
  if (secret.verifier.executor === 'tests') sentences.push(...ofHiddenTests(secret.verifier));
  if (evidence.siblings.length === 0) sentences.push("No other task's answer was tried: there was none yet.");
  const flaky = gates
    .find(({ gate }) => gate === 'reference-passes')
    ?.tallies.reduce((sum, { tried }) => sum + tried, 0);
  if (flaky !== undefined)
    sentences.push(`The reference ran ${flaky} times on one driver; no other driver was used.`);
  return [...sentences, ...evidence.leftOut];
}

/** What runs of hidden tests leave open; see `docs/verifiers-tests.md`. */
function ofHiddenTests({ failToPass, controls, differential, runner }: TestsVerifier): string[] {
  const guarded = new Set(controls.map(({ test }) => test).filter((test) => failToPass.includes(test))).size;
  const guess =
    guarded === 0
      ? 'Code that forges just these passes unseen.'
      : `Code that forges just these has to guess ${guarded === 1 ? 'once' : `${guarded} times`} which run changes them.`;
  return [
    `Of ${failToPass.length} tests that must begin to pass, ${guarded} are controls whose expected value is changed in one of two runs. ${guess}`,
    ...(differential
      ? []
      : [
          'No values were compared outside the process of the code: answers made only for the hidden tests are not noticed.',
        ]),
    `Of the known forgeries of trees only a few were tried on this task; the others are tried on the template of ${runner}.`,
  ];
}
