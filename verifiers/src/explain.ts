/** A certificate in plain words: what a stranger must be able to say after ten seconds, then the gates one by one. */
import type { Certificate, GateAnswer, GateId, Rate, Tally } from '@touchstone/contracts';
import { clopperPearson } from './statistics/clopper-pearson.ts';
import { percent } from './statistics/percent.ts';

/** Evidence of the same verifier template over several tasks: tallies by probe id. */
export interface Pooled {
  template: string;
  tasks: number;
  tallies: readonly Tally[];
}

export function explainCertificate(certificate: Certificate, pooled?: Pooled): string {
  const { key, structure, cost } = certificate;
  const { runtime, verifier } = key;
  return [
    solvable(certificate),
    wrongAnswers(certificate),
    difficulty(certificate),
    `Judged by: ${verifier.executor}, version ${verifier.version}, on ${runtime.runtime} (driver ${runtime.driver}).`,
    '',
    'Gates',
    ...certificate.gates.flatMap(gateLines),
    ...(pooled ? ['', ...pooledLines(pooled)] : []),
    '',
    'Structure (scripted, says nothing about difficulty)',
    `  tool calls of the reference: ${structure.referenceToolCalls ?? 'not measured'}`,
    `  chance that a lazy, well-formed answer passes: ${percent(structure.chance)}, by counting`,
    ...(structure.solvers.length > 0 ? structure.solvers : [null]).map((solver) =>
      solver === null
        ? '  no scripted solver'
        : `  ${solver.name} (${solver.how}): ${solvedInWords(solver.solved)}`,
    ),
    '',
    `Weakest evidence: ${certificate.weakestEvidence}`,
    'Not tried:',
    ...certificate.notTried.map((sentence) => `  - ${sentence}`),
    ...weaknessLines(certificate),
    `Cost: ${cost.sandboxRuns} sandboxes, ${cost.cpuSeconds.toFixed(1)} CPU seconds, ${cost.wallSeconds.toFixed(1)} seconds. Issued ${certificate.issuedAt}.`,
  ].join('\n');
}

function solvable({ gates, structure }: Certificate): string {
  const tallies = find(gates, 'reference-passes')?.tallies ?? [];
  const tried = sum(tallies, 'tried');
  const calls = structure.referenceToolCalls;
  const by =
    calls === null || calls === 0
      ? 'a reference program in Python'
      : `a reference program in Python that makes ${count(calls, 'tool call')}`;
  return `Solvable: yes, by ${by}; accepted ${sum(tallies, 'asExpected')} times of ${tried}.`;
}

function wrongAnswers({ gates }: Certificate): string {
  const wrong = find(gates, 'wrong-fails')?.tallies ?? [];
  const forged = find(gates, 'not-hackable')?.tallies ?? [];
  const empty = find(gates, 'nothing-fails')?.tallies ?? [];
  const accepted = [...wrong, ...forged, ...empty].reduce(
    (total, entry) => total + entry.tried - entry.asExpected,
    0,
  );
  const total = sum(wrong, 'tried') + sum(forged, 'tried') + sum(empty, 'tried');
  const kinds = [
    ...wrong.map(({ kind, tried }) => `${tried} × ${kind}`),
    `${sum(forged, 'tried')} × forgery of ${count(forged.length, 'kind')}`,
    `${sum(empty, 'tried')} × no work done`,
  ];
  return `Wrong answers: ${total} tried, ${accepted} accepted (${kinds.join('; ')}).`;
}

function difficulty({ difficulty: measured }: Certificate): string {
  if (!measured) return 'Difficulty: not measured. No chat model attempted it.';
  const { model, attempts, passed, tools } = measured;
  const { low, high } = clopperPearson(passed, attempts);
  const how = tools ? 'with tools' : 'without tools';
  return `Difficulty: ${model} ${how} passed ${passed} of ${attempts} (95 % interval ${percent(low)} to ${percent(high)}).`;
}

const questions: Record<GateId, string> = {
  'reference-passes': 'the reference passes',
  'nothing-fails': 'doing nothing fails',
  'wrong-fails': 'wrong answers fail',
  'right-passes': 'right answers pass',
  'not-leaked': 'the answer is not leaked',
  'not-hackable': 'forgeries fail',
  repeats: 'verdicts repeat',
  'needs-its-evidence': 'the evidence is needed',
  'not-remembered': 'it is not remembered',
  teaches: 'it teaches',
  new: 'it is new',
};

function gateLines({ gate, outcome, reason, tallies, rate, notes }: GateAnswer): string[] {
  return [
    `  [${outcome.replaceAll('-', ' ')}] ${questions[gate]}: ${reason}`,
    ...tallies.map(({ kind, tried, asExpected }) => `      ${kind}: ${asExpected} of ${tried} as expected`),
    ...(rate && rate.trials > 0 ? [`      ${rateInWords(gate, rate)}`] : []),
    ...notes.map((note) => `      note: ${note}`),
  ];
}

function rateInWords(gate: GateId, { events, trials, low, high }: Rate): string {
  const what = gate === 'right-passes' ? 'falsely rejected' : 'falsely accepted';
  return `${what}: ${events} of ${trials} (95 % Clopper-Pearson interval ${percent(low)} to ${percent(high)})`;
}

function pooledLines({ template, tasks, tallies }: Pooled): string[] {
  const tried = sum(tallies, 'tried');
  const accepted = tried - sum(tallies, 'asExpected');
  if (tried === 0) return [`Pooled over ${template}: nothing yet.`];
  const worst = tallies
    .filter((entry) => entry.tried > 0)
    .map((entry) => ({ ...entry, ...clopperPearson(entry.tried - entry.asExpected, entry.tried) }))
    .sort((a, b) => b.high - a.high)[0];
  return [
    `Pooled over ${count(tasks, 'task')} of the verifier template ${template}`,
    `  forgeries: ${rateInWords('not-hackable', clopperPearson(accepted, tried))}; probes on one task are not independent`,
    ...(worst ? [`  least known: ${worst.kind}, ${rateInWords('not-hackable', worst)}`] : []),
  ];
}

function weaknessLines({ weaknesses, key }: Certificate): string[] {
  if (weaknesses.length === 0) return [`The driver ${key.runtime.driver} declares no weakness.`];
  return [
    `What the driver ${key.runtime.driver} does not stop:`,
    ...weaknesses.map(({ attack, consequence }) => `  - ${attack}: ${consequence}`),
  ];
}

function solvedInWords(solved: boolean | null): string {
  return solved === null ? 'not known' : solved ? 'solves it' : 'does not solve it';
}

function find(gates: readonly GateAnswer[], gate: GateId): GateAnswer | undefined {
  return gates.find((answer) => answer.gate === gate);
}

function sum(tallies: readonly Tally[], field: 'tried' | 'asExpected'): number {
  return tallies.reduce((total, tally) => total + tally[field], 0);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
