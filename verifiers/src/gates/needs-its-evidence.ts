/**
 * Asked of search tasks: the answer is out of reach without the documents that show it, and each of them is needed. The
 * reference, and every scripted solver that solves the task, try again while documents are hidden. What they answer is
 * compared without its citations: nobody can cite what is hidden, so that alone would prove nothing.
 */
import { isProgram, type AnswerType, type GateAnswer, type Json, type Program } from '@touchstone/contracts';
import type { Evidence, ProgramRun } from '../evidence.ts';
import { compare } from '../matchers/match.ts';
import { answer } from './answer.ts';
import type { SolverRun } from './wrong-fails.ts';

const gate = 'needs-its-evidence';

const allHidden = 'all evidence hidden' as const;
const oneHidden = 'one document hidden' as const;

/** One attempt with documents hidden. */
interface Blinded {
  kind: typeof allHidden | typeof oneHidden;
  hidden: readonly string[];
  by: string;
  run: ProgramRun;
  solved: boolean;
}

export async function needsItsEvidence(
  evidence: Evidence,
  solvers: readonly SolverRun[],
): Promise<GateAnswer> {
  const { task, secret } = evidence;
  if (task.category !== 'search')
    return answer(gate, 'not-applicable', 'Asked of search tasks only: other tasks cite no documents.');
  const { reference, verifier } = secret;
  if (!isProgram(reference) || verifier.executor !== 'typed-answer' || task.answerFormat.kind !== 'typed')
    return answer(gate, 'failed', 'A search task needs a typed answer and a reference program.');
  const { type } = task.answerFormat;
  const documents = evidenceDocuments(type, verifier.expected);
  if (documents.length === 0)
    return answer(gate, 'failed', 'The expected answer names no document that shows it.');
  const bare = withoutCitations(type, verifier.expected);
  if (bare === null) return answer(gate, 'failed', 'The answer is nothing but citations.');

  const attempt = async (program: Program, kind: Blinded['kind'], hidden: readonly string[]) => {
    const run = await evidence.run(program, { access: 'full', withoutDocuments: hidden });
    return { kind, hidden, by: program.name, run, solved: solves(bare, run) };
  };
  const solving = solvers
    .filter(({ verdict }) => verdict?.outcome === 'accepted')
    .flatMap(({ name }) => secret.trials.solvers.filter((solver) => solver.name === name));
  const plan: { program: Program; kind: Blinded['kind']; hidden: readonly string[] }[] = [
    ...[reference, ...solving].map((program) => ({ program, kind: allHidden, hidden: documents })),
    // With one document the two kinds are the same attempt.
    ...(documents.length > 1
      ? documents.map((document) => ({ program: reference, kind: oneHidden, hidden: [document] }))
      : []),
  ];
  const tried: Blinded[] = [];
  for (const { program, kind, hidden } of plan)
    if (evidence.mayOpen(1)) tried.push(await attempt(program, kind, hidden));
  if (tried.length === 0)
    return answer(gate, 'not-measured', 'No sandbox was left to try without the evidence documents.');
  for (const { program, hidden } of plan.slice(tried.length))
    evidence.leftOut.push(
      `"${program.name}" was not tried without ${hidden.join(', ')}: the sandbox budget was used up.`,
    );
  return fromBlinded(tried, documents.length);
}

function fromBlinded(tried: readonly Blinded[], documents: number): GateAnswer {
  const kinds = [...new Set(tried.map(({ kind }) => kind))];
  const tallies = kinds.map((kind) => {
    const ofKind = tried.filter((entry) => entry.kind === kind);
    return { kind, tried: ofKind.length, asExpected: ofKind.filter(({ solved }) => !solved).length };
  });
  const notes = tried
    .filter(({ solved }) => solved)
    .map(({ by, hidden }) => `${by} still solves it without ${hidden.join(', ')}`);
  const lost = tried.find(({ run }) => run.outcome === 'fault');
  if (lost)
    return answer(gate, 'abstained', `An attempt with hidden documents was lost: ${runInWords(lost.run)}`, {
      tallies,
    });
  const [solved] = notes;
  if (solved) return answer(gate, 'failed', `${solved}.`, { tallies, notes });
  const alone = tried.filter(({ kind }) => kind === oneHidden).length;
  const each = alone > 0 ? `, and the reference fails without each of ${alone} by itself` : '';
  const reason = `Without its ${documents} evidence documents nothing that was tried solves the task${each}.`;
  return answer(gate, 'passed', reason, { tallies });
}

function solves(bare: { type: AnswerType; expected: Json }, run: ProgramRun): boolean {
  if (run.outcome !== 'answered' || run.submission.kind !== 'answer') return false;
  const given = withoutField(bare.type, run.submission.answer);
  return compare(bare.type, bare.expected, given).length === 0;
}

/** Only what the type asks for; anything else that was handed in is not looked at here. */
function withoutField(type: AnswerType, given: Json): Json {
  if (type.kind !== 'record' || typeof given !== 'object' || given === null || Array.isArray(given))
    return given;
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(type.fields, name)));
}

/** Ids of the documents that the answer must cite: the first name of each. */
function evidenceDocuments(type: AnswerType, expected: Json): string[] {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return [];
  if (type.kind === 'record')
    return Object.entries(type.fields).flatMap(([name, field]) =>
      evidenceDocuments(field, expected[name] ?? null),
    );
  if (type.kind !== 'citations' || !Array.isArray(expected.required)) return [];
  return expected.required.flatMap((document) => {
    const name = Array.isArray(document) ? document[0] : document;
    return typeof name === 'string' ? [name] : [];
  });
}

/** The answer's type and expected value without its citations; null where nothing else is asked for. */
function withoutCitations(type: AnswerType, expected: Json): { type: AnswerType; expected: Json } | null {
  if (type.kind === 'citations') return null;
  if (type.kind !== 'record' || typeof expected !== 'object' || expected === null || Array.isArray(expected))
    return { type, expected };
  const fields = Object.entries(type.fields).filter(([, field]) => field.kind !== 'citations');
  if (fields.length === 0) return null;
  return {
    type: { kind: 'record', fields: Object.fromEntries(fields) },
    expected: Object.fromEntries(fields.map(([name]) => [name, expected[name] ?? null])),
  };
}

function runInWords(run: ProgramRun): string {
  return run.outcome === 'answered' ? 'it answered' : run.message;
}
