/**
 * The certificate strip: what was shown about a task, in the words that page, command line and export print. Worked out from
 * the counts themselves, so that a certificate that says more than its counts is caught. Does not know where it is shown.
 */
import { gateIds, hashJson, type Certificate, type GateAnswer, type GateId } from '@touchstone/contracts';
import type { CertificateStrip } from '@touchstone/contracts/api';
import { defaultGateSettings } from './gate-settings.ts';
import { stalenessOf, type Staleness } from './staleness.ts';
import { clopperPearson } from './statistics/clopper-pearson.ts';
import { percent } from './statistics/percent.ts';
import { gateVersions, verifierVersions } from './versions.ts';

export interface StripEvidence {
  certificate: Certificate;
  /** Forgeries against all tasks with this verifier template. */
  pooled: { template: string; tasks: number; tried: number; accepted: number };
  /** What trainers reported, a line a solver. */
  reported: readonly { solver: string; attempts: number; passed: number }[];
}

type ShownRate = CertificateStrip['falseAccept'];
type StripGate = CertificateStrip['gates'][number];

const falseAcceptGates: readonly GateId[] = ['nothing-fails', 'wrong-fails', 'not-hackable'];
const falseRejectGates: readonly GateId[] = ['right-passes'];

export function stripOf({ certificate, pooled, reported }: StripEvidence): CertificateStrip {
  const { key, gates } = certificate;
  const stale = stalenessOf(certificate);
  const verdict = wordOf(certificate, stale);
  return {
    task: key.task,
    ...verdict,
    digest: hashJson(key).slice(0, 12),
    issuedAt: certificate.issuedAt,
    driver: key.runtime.driver,
    runtime: key.runtime.runtime,
    falseAccept: shownRate(pool(gates, falseAcceptGates), 'wrong answers accepted'),
    falseReject: shownRate(pool(gates, falseRejectGates), 'right answers rejected'),
    template: shownTemplate(pooled),
    gates: gateIds.map((gate) => shownGate(gates, gate, stale)),
    weakest: weakestOf(certificate, verdict),
    attempts: [...scriptedAttempts(certificate), ...reportedAttempts(reported)],
    difficulty: difficultyOf(certificate, reported),
    notTried: certificate.notTried,
  };
}

/** The strip where there is nothing but text: the same words in the same order. */
export function stripInWords(strip: CertificateStrip): string {
  const { word, because, digest, issuedAt, driver, runtime, gates, attempts } = strip;
  return [
    `${word}  ${digest}, issued ${issuedAt} on ${runtime} (${driver})`,
    ...(because === '' ? [] : [because]),
    `False accept: ${strip.falseAccept.text}`,
    `False reject: ${strip.falseReject.text}`,
    `Verifier template ${strip.template.name}: ${strip.template.text}`,
    `Gates: ${gates.map(gateInWords).join(' · ')}`,
    `Weakest: ${strip.weakest}`,
    `Difficulty: ${strip.difficulty}`,
    ...(attempts.length === 0
      ? []
      : [
          `Attempts: ${attempts.map(({ solver, solved, attempts: of }) => `${solver} ${solved}/${of}`).join(', ')}`,
        ]),
  ].join('\n');
}

function gateInWords({ gate, outcome, count, stale }: StripGate): string {
  const shown = outcome === 'passed' ? (count ?? 'passed') : outcome.replace('-', ' ');
  return `${gate} ${shown}${stale ? ' (stale)' : ''}`;
}

/** For those who may not see the secret half: without what hints at the way to a solution. */
export function publicStrip(strip: CertificateStrip): CertificateStrip {
  return {
    ...strip,
    gates: strip.gates.map((gate) => (gate.outcome === 'passed' ? gate : { ...gate, reason: '' })),
    attempts: strip.attempts.map((attempt) => ({ ...attempt, how: null })),
    notTried: [],
  };
}

/** The gravest first: an answer that is wrong or missing, one that is open, one that is old. */
function wordOf(
  { key, gates }: Certificate,
  stale: Staleness | null,
): Pick<CertificateStrip, 'word' | 'because'> {
  for (const gate of gateIds) {
    const wrong = fault(
      gate,
      gates.find((answer) => answer.gate === gate),
    );
    if (wrong !== null) return { word: 'NOT CERTIFIED', because: wrong };
  }
  const open = gates.find(({ outcome }) => outcome === 'abstained');
  if (open) return { word: 'PARKED', because: `The gate "${open.gate}" reached no verdict: ${open.reason}` };
  if (stale?.executor) {
    const { executor, version } = key.verifier;
    const known = (verifierVersions.executors as Readonly<Record<string, number>>)[executor];
    const now = known === undefined ? 'which is not known here' : `here it is version ${known}`;
    return { word: 'STALE', because: `Its verifier is ${executor}, version ${version}; ${now}.` };
  }
  if (stale) {
    const made = stale.gates.map((gate) => {
      const version = gates.find((answer) => answer.gate === gate)?.version;
      return `"${gate}" (version ${version}, now ${gateVersions[gate]})`;
    });
    return { word: 'STALE', because: `Another version answered ${made.join(', ')}.` };
  }
  return { word: 'CERTIFIED', because: '' };
}

/** What speaks against calling the task certified, one sentence; null where nothing does. */
function fault(gate: GateId, answer: GateAnswer | undefined): string | null {
  if (answer === undefined) return `The gate "${gate}" is missing from its certificate.`;
  if (answer.outcome === 'failed') return `The gate "${gate}" failed: ${answer.reason}`;
  if (answer.outcome === 'not-measured' && !defaultGateSettings.mayBeNotMeasured.includes(gate))
    return `The gate "${gate}" was not measured: ${answer.reason}`;
  if (answer.outcome !== 'passed') return null;
  const tried = sum(answer, 'tried');
  const asExpected = sum(answer, 'asExpected');
  // A neighbour that is near but not the same is no failure of the gate `new`.
  if (gate !== 'new' && asExpected < tried)
    return `The gate "${gate}" passed although only ${asExpected} of ${tried} ended as expected.`;
  const { rate } = answer;
  if (rate === null) return null;
  if (rate.events > 0)
    return `The gate "${gate}" passed although it counts ${rate.events} of ${rate.trials} against itself.`;
  if (rate.trials > tried)
    return `The gate "${gate}" counts ${rate.trials} trials, but only ${tried} were tried: a lost one may be counted.`;
  if (claims.some((claim) => claim.gate === gate) && rate.trials === 0)
    return `The gate "${gate}" passed although nothing was tried.`;
  return null;
}

function pool(gates: readonly GateAnswer[], of: readonly GateId[]): { events: number; trials: number } {
  const rates = gates.flatMap(({ gate, rate }) => (rate !== null && of.includes(gate) ? [rate] : []));
  return {
    events: rates.reduce((total, { events }) => total + events, 0),
    trials: rates.reduce((total, { trials }) => total + trials, 0),
  };
}

function shownRate({ events, trials }: { events: number; trials: number }, what: string): ShownRate {
  if (trials === 0) return { rate: null, text: 'not measured' };
  const rate = clopperPearson(events, trials);
  return { rate, text: `${events} of ${trials} ${what}, ${interval(rate)}` };
}

function interval({ events, low, high }: { events: number; low: number; high: number }): string {
  return events === 0 ? `at most ${percent(high)}` : `${percent(low)} to ${percent(high)}`;
}

function shownTemplate({ template, tasks, tried, accepted }: StripEvidence['pooled']) {
  const { rate, text } = shownRate({ events: accepted, trials: tried }, 'forgeries accepted');
  const over = rate === null ? '' : `, over ${tasks} ${tasks === 1 ? 'task' : 'tasks'}`;
  return { name: template, rate, text: `${text}${over}` };
}

function shownGate(gates: readonly GateAnswer[], gate: GateId, stale: Staleness | null): StripGate {
  const answer = gates.find((each) => each.gate === gate);
  if (answer === undefined)
    return {
      ...{ gate, outcome: 'not-measured', stale: false, count: null },
      reason: 'Its certificate has no answer of this gate.',
    };
  const tried = sum(answer, 'tried');
  return {
    gate,
    outcome: answer.outcome,
    stale: stale !== null && (stale.executor || stale.gates.includes(gate)),
    count: tried === 0 ? null : `${sum(answer, 'asExpected')}/${tried}`,
    reason: answer.reason,
  };
}

const claims: readonly { gate: GateId; what: string; bad: string }[] = [
  { gate: 'right-passes', what: 'right answers', bad: 'right answers that are rejected' },
  { gate: 'wrong-fails', what: 'wrong answers', bad: 'wrong answers that are accepted' },
  { gate: 'not-hackable', what: 'forgeries', bad: 'forgeries that are accepted' },
  { gate: 'nothing-fails', what: 'empty attempts', bad: 'empty attempts that are accepted' },
];

/** What is wrong, else what was not tried at all, else the rate that may be highest. */
function weakestOf(
  { gates }: Certificate,
  { word, because }: Pick<CertificateStrip, 'word' | 'because'>,
): string {
  if (word !== 'CERTIFIED' && word !== 'STALE') return because;
  const measured = claims.map(({ gate, ...claim }) => ({ ...claim, ...pool(gates, [gate]) }));
  const untried = measured.find(({ trials }) => trials === 0);
  if (untried)
    return untried.what === 'right answers'
      ? 'No right answer other than the reference was tried: how often right answers are rejected is not measured.'
      : `No ${untried.what} were tried: how often they are accepted is not measured.`;
  const [weakest] = measured
    .map((claim) => ({ ...claim, ...clopperPearson(claim.events, claim.trials) }))
    .sort((a, b) => b.high - a.high);
  if (weakest === undefined) return 'No rate was measured.';
  const { what, bad, trials, high } = weakest;
  return `Only ${trials} ${what} were tried: the share of ${bad} may be as high as ${percent(high)}.`;
}

function scriptedAttempts({ structure }: Certificate): CertificateStrip['attempts'] {
  return structure.solvers.map(({ name, how, solved }) => ({
    solver: name,
    scripted: true,
    // Not known counts as no attempt, never as a failed one.
    attempts: solved === null ? 0 : 1,
    solved: solved === true ? 1 : 0,
    how,
  }));
}

function reportedAttempts(reported: StripEvidence['reported']): CertificateStrip['attempts'] {
  return reported.map(({ solver, attempts, passed }) => ({
    solver,
    scripted: false,
    attempts,
    solved: passed,
    how: null,
  }));
}

function difficultyOf({ difficulty }: Certificate, reported: StripEvidence['reported']): string {
  const most = [...reported].sort((a, b) => b.attempts - a.attempts)[0];
  const measured = difficulty
    ? { solver: difficulty.model, attempts: difficulty.attempts, passed: difficulty.passed, by: '' }
    : most && { ...most, by: ', as trainers reported' };
  if (measured === undefined || measured.attempts === 0) return 'not measured';
  const { solver, attempts, passed, by } = measured;
  const { low, high } = clopperPearson(passed, attempts);
  return `${solver} passed ${passed} of ${attempts}, ${percent(low)} to ${percent(high)}${by}`;
}

function sum({ tallies }: GateAnswer, field: 'tried' | 'asExpected'): number {
  return tallies.reduce((total, tally) => total + tally[field], 0);
}
