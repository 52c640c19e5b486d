/** What the narrow table keeps of a task's certificates: of the one of the strongest isolation, the later of equals. */
import {
  gateIds,
  strongestCertificate,
  type Certificate,
  type GateId,
  type GateOutcome,
} from '@touchstone/contracts';
import { upperBound } from './upper-bound.ts';

/** One letter an outcome; `-` for a gate without an answer. */
export const gateLetters: Record<GateOutcome, string> = {
  passed: 'p',
  failed: 'f',
  'not-applicable': 'n',
  'not-measured': 'm',
  abstained: 'a',
};
const outcomeOf = new Map(
  Object.entries(gateLetters).map(([outcome, letter]) => [letter, outcome as GateOutcome]),
);

export interface CertificateSummary {
  driver: string;
  versions: string;
  gates: string;
  falseAcceptHigh: number | null;
  falseRejectHigh: number | null;
  cpuSeconds: number;
  sandboxRuns: number;
}

/** Null without a certificate. */
export function summaryOf(certificates: readonly Certificate[]): CertificateSummary | null {
  const chosen = strongestCertificate(certificates);
  if (chosen === null) return null;
  return {
    driver: chosen.key.runtime.driver,
    versions: versionsOf(chosen),
    gates: gateIds.map((gate) => letterOf(chosen, gate)).join(''),
    falseAcceptHigh: pooledHigh(chosen, ['nothing-fails', 'wrong-fails', 'not-hackable']),
    falseRejectHigh: pooledHigh(chosen, ['right-passes']),
    cpuSeconds: chosen.cost.cpuSeconds,
    sandboxRuns: chosen.cost.sandboxRuns,
  };
}

export function outcomesOf(gates: string): Partial<Record<GateId, GateOutcome>> {
  const outcomes: Partial<Record<GateId, GateOutcome>> = {};
  gateIds.forEach((gate, index) => {
    const outcome = outcomeOf.get(gates[index] ?? '-');
    if (outcome !== undefined) outcomes[gate] = outcome;
  });
  return outcomes;
}

/** What a certificate was made by, as far as a later version can make it stale. */
export interface CertificateVersions {
  verifier: { executor: string; version: number };
  gates: { gate: GateId; version: number }[];
}

export function parseVersions(versions: string): CertificateVersions {
  const [made = '', ...answered] = versions.split(' ');
  const at = made.lastIndexOf('@');
  return {
    verifier: { executor: made.slice(0, at), version: Number(made.slice(at + 1)) },
    gates: gateIds.flatMap((gate, index) => {
      const version = answered[index] ?? '-';
      return version === '-' ? [] : [{ gate, version: Number(version) }];
    }),
  };
}

function versionsOf({ key, gates }: Certificate): string {
  const versions = gateIds.map((gate) => gates.find((answer) => answer.gate === gate)?.version ?? '-');
  return [`${key.verifier.executor}@${key.verifier.version}`, ...versions].join(' ');
}

function letterOf({ gates }: Certificate, gate: GateId): string {
  const answer = gates.find((each) => each.gate === gate);
  return answer === undefined ? '-' : gateLetters[answer.outcome];
}

function pooledHigh({ gates }: Certificate, of: readonly GateId[]): number | null {
  const rates = gates.flatMap(({ gate, rate }) => (rate !== null && of.includes(gate) ? [rate] : []));
  return upperBound(
    rates.reduce((sum, { events }) => sum + events, 0),
    rates.reduce((sum, { trials }) => sum + trials, 0),
  );
}
