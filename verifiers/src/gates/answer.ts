/** Makes gate answers, so that counts, rates and versions are never written by hand in a gate. */
import type { GateAnswer, GateId, Rate, Tally, Verdict } from '@touchstone/contracts';
import { clopperPearson } from '../statistics/clopper-pearson.ts';
import { gateVersions } from '../versions.ts';
import type { Trial } from '../trial.ts';

const notesMax = 20;

export interface Tried {
  trial: Trial;
  verdict: Verdict;
  asExpected: boolean;
}

export function answer(
  gate: GateId,
  outcome: GateAnswer['outcome'],
  reason: string,
  more: { tallies?: Tally[]; rate?: Rate | null; notes?: string[] } = {},
): GateAnswer {
  const { tallies = [], rate = null, notes = [] } = more;
  return {
    gate,
    version: gateVersions[gate],
    outcome,
    reason,
    tallies,
    rate,
    notes: notes.slice(0, notesMax),
  };
}

/**
 * What the verdicts say together: an abstention that is ours keeps the gate open, one that is the verifier's own fault
 * fails it, an unexpected verdict fails it, and otherwise it passed. `rate` counts the unexpected.
 */
export function fromTried(
  gate: GateId,
  tried: readonly Tried[],
  words: { passed: string; failed: (first: Tried) => string; notes?: string[] },
): GateAnswer {
  const tallies = tally(tried);
  const notes = [...tried.filter(({ asExpected }) => !asExpected).map(describe), ...(words.notes ?? [])];
  const broken = tried.find(({ verdict }) => isOwnFault(verdict));
  if (broken)
    return answer(gate, 'failed', `The verifier itself failed: ${describe(broken)}`, { tallies, notes });
  const open = tried.find(({ verdict }) => verdict.outcome === 'abstained');
  if (open) return answer(gate, 'abstained', `No verdict: ${describe(open)}`, { tallies, notes });
  const unexpected = tried.filter(({ asExpected }) => !asExpected);
  const rate = clopperPearson(unexpected.length, tried.length);
  const [first] = unexpected;
  return first
    ? answer(gate, 'failed', words.failed(first), { tallies, rate, notes })
    : answer(gate, 'passed', words.passed, { tallies, rate, notes });
}

/** The draft's verifier is at fault (a missing criterion, an unusable expected value), not the machine it ran on. */
export function isOwnFault(verdict: Verdict): boolean {
  return (
    verdict.outcome === 'abstained' &&
    (verdict.fault.boundary === 'verifier' || verdict.fault.boundary === 'input')
  );
}

export function tally(tried: readonly Tried[]): Tally[] {
  const kinds = new Map<string, Tally>();
  for (const { trial, asExpected } of tried) {
    const entry = kinds.get(trial.kind) ?? { kind: trial.kind, tried: 0, asExpected: 0 };
    kinds.set(trial.kind, {
      ...entry,
      tried: entry.tried + 1,
      asExpected: entry.asExpected + (asExpected ? 1 : 0),
    });
  }
  return [...kinds.values()];
}

/** One attempt and what came of it, for a reader. */
export function describe({ trial, verdict }: Tried): string {
  const shown = JSON.stringify(trial.submission);
  const submission =
    shown.length > 160 ? `${Array.from(shown.slice(0, 160)).slice(0, 157).join('')}...` : shown;
  return `${trial.kind}, ${trial.how}: ${outcomeInWords(verdict)}. ${submission}`;
}

export function outcomeInWords(verdict: Verdict): string {
  switch (verdict.outcome) {
    case 'accepted':
      return 'accepted';
    case 'rejected':
      return `rejected (${verdict.reason})`;
    case 'abstained':
      return `no verdict (${verdict.fault.code}: ${verdict.fault.message})`;
  }
}

/** Rejections expected of every trial. */
export function expectRejected(trials: readonly Trial[], verdicts: readonly Verdict[]): Tried[] {
  return trials.map((trial, index) => {
    const verdict = verdicts[index] as Verdict;
    return { trial, verdict, asExpected: verdict.outcome === 'rejected' };
  });
}
