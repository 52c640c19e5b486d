/**
 * Criteria to one verdict (the design's bounds). A veto decides alone. Scored criteria are averaged by weight with every
 * unassessed one at 0 and at 1; if the two bounds lie too far apart there is no reward. Nothing unassessed is ever
 * dropped from the denominator: an answer that makes a hard criterion unassessable must not gain by it.
 */
import { Fault, type Check, type Criterion, type Rubric, type Verdict } from '@touchstone/contracts';
import { abstained, accepted, rejected, type VerifierName } from '../verdicts.ts';

/** What a verification program returned for one criterion: whether its text is true of the submission. */
export interface Finding {
  id: string;
  holds: boolean | null;
  detail: string;
}

/**
 * `met` in the checks says that the requirement is satisfied: a negative criterion whose text is true is unmet.
 * Accepted means that nothing is unmet; a submission that fails a scored criterion is rejected with partial reward.
 */
export function aggregate(verifier: VerifierName, rubric: Rubric, findings: readonly Finding[]): Verdict {
  let checks: (Check & { criterion: Criterion })[];
  try {
    checks = pair(rubric, findings);
  } catch (thrown) {
    return abstained(verifier, thrown);
  }
  const plain = checks.map(({ id, met, detail }) => ({ id, met, detail }));
  const vetoes = checks.filter(({ criterion }) => criterion.role === 'veto');
  const broken = vetoes.find(({ met }) => met === false);
  if (broken) return rejected(verifier, broken.id, plain);
  const undecided = vetoes.find(({ met }) => met === null);
  if (undecided) return abstained(verifier, unassessed(`criterion ${undecided.id} decides alone`));

  const scored = checks.filter(({ criterion }) => criterion.role === 'score');
  const total = sum(scored);
  const low = total === 0 ? 1 : sum(scored.filter(({ met }) => met === true)) / total;
  const high = total === 0 ? 1 : sum(scored.filter(({ met }) => met !== false)) / total;
  if (high - low > rubric.abstainAbove) {
    return abstained(
      verifier,
      unassessed(`the reward lies between ${low.toFixed(3)} and ${high.toFixed(3)}`),
    );
  }
  const reward = (low + high) / 2;
  const unmet = scored
    .filter(({ met }) => met === false)
    .sort((a, b) => b.criterion.weight - a.criterion.weight);
  return unmet[0] ? rejected(verifier, unmet[0].id, plain, reward) : accepted(verifier, reward, plain);
}

/** Every program criterion exactly once and nothing else, or the program is at fault. */
function pair(rubric: Rubric, findings: readonly Finding[]): (Check & { criterion: Criterion })[] {
  const left = new Map<string, Finding>();
  for (const finding of findings) {
    if (left.has(finding.id)) throw criteriaFault(`returned "${finding.id}" twice`);
    left.set(finding.id, finding);
  }
  const checks = rubric.criteria.map((criterion) => {
    const { id, check, polarity } = criterion;
    if (check.kind === 'judge') return { id, met: null, detail: 'needs a judge; none was asked', criterion };
    const finding = left.get(id);
    if (!finding) throw criteriaFault(`did not return "${id}"`);
    left.delete(id);
    const met = finding.holds === null ? null : finding.holds === (polarity === 'positive');
    return { id, met, detail: finding.detail, criterion };
  });
  const [unknown] = left.keys();
  if (unknown !== undefined) throw criteriaFault(`returned "${unknown}", which the rubric does not name`);
  return checks;
}

function sum(checks: readonly { criterion: Criterion }[]): number {
  return checks.reduce((total, { criterion }) => total + criterion.weight, 0);
}

function criteriaFault(what: string): Fault {
  return new Fault(`Expected the verification program to return every criterion once, but it ${what}.`, {
    code: 'verifier-criteria',
    boundary: 'verifier',
    retryable: false,
    hint: 'Mend the family that wrote this verification program.',
  });
}

function unassessed(why: string): Fault {
  return new Fault(`A criterion could not be assessed and ${why}.`, {
    code: 'criterion-unassessed',
    boundary: 'verifier',
    retryable: false,
  });
}
