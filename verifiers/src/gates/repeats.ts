/** The same submission gets the same verdict, in another fresh process. */
import { canonicalJson, type GateAnswer, type Verdict } from '@touchstone/contracts';
import type { Evidence } from '../evidence.ts';
import type { Trial } from '../trial.ts';
import { answer, describe, isOwnFault, outcomeInWords, tally, type Tried } from './answer.ts';
import { wrongTrials } from './wrong-fails.ts';

/** One that was accepted and one that was rejected. */
export function repeatTrials(evidence: Evidence): Trial[] {
  const right: Trial = {
    kind: 'the right answer again',
    how: 'what the reference handed in',
    submission: evidence.right,
  };
  return [
    right,
    ...wrongTrials(evidence)
      .slice(0, 1)
      .map((trial) => ({ ...trial, kind: 'a wrong answer again' })),
  ];
}

export function repeats(
  evidence: Evidence,
  before: readonly Verdict[],
  after: readonly Verdict[],
): GateAnswer {
  const tried = repeatTrials(evidence).map((trial, index): Tried => {
    const verdict = after[index] as Verdict;
    return { trial, verdict, asExpected: canonicalJson(verdict) === canonicalJson(before[index]) };
  });
  const tallies = tally(tried);
  const notes = tried.filter(({ asExpected }) => !asExpected).map(describe);
  const open = tried.find(({ verdict }) => verdict.outcome === 'abstained');
  if (open && !isOwnFault(open.verdict)) {
    return answer('repeats', 'abstained', `No verdict the second time: ${outcomeInWords(open.verdict)}`, {
      tallies,
      notes,
    });
  }
  if (notes.length > 0)
    return answer('repeats', 'failed', 'A verdict changed when it was made again.', { tallies, notes });
  const how =
    evidence.secret.verifier.executor === 'typed-answer'
      ? 'compared again as data (no process is involved)'
      : 'verified again in a fresh process';
  return answer('repeats', 'passed', `${tried.length} submissions, ${how}, got the same verdicts.`, {
    tallies,
  });
}
