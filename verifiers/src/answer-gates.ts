/**
 * All gates but `new`, cheapest first. First what needs no sandbox; then one run of the reference and one batch of
 * verification for everything that is data; then the other attempts, and a second batch in a fresh process for them.
 * A gate that is only known to fail so far is answered at once; one that passes is answered when it is complete.
 */
import { isProgram, type GateAnswer, type Structure, type Verdict } from '@touchstone/contracts';
import type { Evidence, ProgramRun } from './evidence.ts';
import { needsItsEvidence } from './gates/needs-its-evidence.ts';
import { forgeryTrials, notHackable } from './gates/not-hackable.ts';
import { leakInDraft, notLeaked } from './gates/not-leaked.ts';
import { needsTools, nothingFails, nothingTrials } from './gates/nothing-fails.ts';
import {
  referencePasses,
  referenceTrial,
  runReference,
  type ReferenceRun,
} from './gates/reference-passes.ts';
import { repeatTrials, repeats } from './gates/repeats.ts';
import { rightPasses, rightTrials } from './gates/right-passes.ts';
import { notRemembered, teaches } from './gates/unmeasured.ts';
import { reportedMutants, wrongFails, wrongTrials, type SolverRun } from './gates/wrong-fails.ts';

/** Fills in `structure` as it goes. The caller stops at the first answer that ends the certification. */
export async function* answerGates(evidence: Evidence, structure: Structure): AsyncGenerator<GateAnswer> {
  const shown = await leakInDraft(evidence);
  if (shown.outcome !== 'passed') {
    yield shown;
    return;
  }

  const first = await runReference(evidence, 0);
  if (first.run.outcome !== 'answered') {
    yield referencePasses([first], []);
    return;
  }
  evidence.reference = first.run.submission;
  structure.referenceToolCalls = first.run.toolCalls;

  const plan = {
    reference: referenceTrial(first),
    wrong: wrongTrials(evidence),
    mutants: reportedMutants(evidence),
    right: rightTrials(evidence),
    nothing: nothingTrials(evidence),
    forgeries: forgeryTrials(evidence),
  };
  await evidence.judge(Object.values(plan).flat());
  const once = referencePasses([first], await evidence.judge(plan.reference));
  if (once.outcome !== 'passed') {
    yield once;
    return;
  }
  const wrong = await evidence.judge(plan.wrong);
  const mutants = await evidence.judge(plan.mutants);
  const dataOnly = wrongFails(evidence, wrong, mutants, []);
  if (dataOnly.outcome !== 'passed') {
    yield dataOnly;
    return;
  }
  const nothing = await evidence.judge(plan.nothing);
  const nothingYet = nothingFails(evidence, nothing, null);
  if (nothingYet.outcome !== 'passed') {
    yield nothingYet;
    return;
  }
  yield rightPasses(evidence, await evidence.judge(plan.right));
  yield notHackable(evidence, await evidence.judge(plan.forgeries));

  const runs = await runReferenceAgain(evidence, first);
  if (runs.some(({ run }) => run.outcome !== 'answered')) {
    yield referencePasses(runs, await evidence.judge(runs.flatMap(referenceTrial)));
    return;
  }
  const { reference } = evidence.secret;
  const bare =
    isProgram(reference) && needsTools(evidence) ? await evidence.run(reference, { access: 'none' }) : null;
  yield await notLeaked(evidence);
  const solvers = await runSolvers(evidence);

  const again = repeatTrials(evidence);
  // What a program hands in may differ from run to run. A change is the same each time: its first verdict is known, and
  // its second is the repeat.
  const more = isProgram(reference) ? runs : runs.slice(2);
  const late = [...more.map(({ run }) => run), bare, ...solvers.map(({ run }) => run)];
  const before = await evidence.judge(again);
  const after = await evidence.judgeAgain([
    ...again.map(({ submission }) => submission),
    ...late.flatMap((run) => (run?.outcome === 'answered' ? [run.submission] : [])),
  ]);
  yield nothingFails(evidence, nothing, bare && { run: bare, verdict: await verdictOf(evidence, bare) });
  const ofRuns = isProgram(reference)
    ? await evidence.judge(runs.flatMap(referenceTrial))
    : [...before.slice(0, 1), ...after.slice(0, 1), ...after.slice(again.length)].slice(0, runs.length);
  yield referencePasses(runs, ofRuns);
  yield repeats(evidence, before, after);
  const judged: SolverRun[] = [];
  for (const solver of solvers) {
    const { run } = solver;
    if (run) judged.push({ ...solver, run, verdict: await verdictOf(evidence, run) });
  }
  structure.solvers = solvers.map(({ name, how }) => ({ name, how, solved: solved(judged, name) }));
  yield wrongFails(evidence, wrong, mutants, judged);
  yield await needsItsEvidence(evidence, judged);
  yield notRemembered();
  yield teaches();
}

/** Up to the first run that gives no answer. */
async function runReferenceAgain(evidence: Evidence, first: ReferenceRun): Promise<ReferenceRun[]> {
  const runs = [first];
  while (runs.length < evidence.settings.referenceRuns && runs.at(-1)?.run.outcome === 'answered') {
    runs.push(await runReference(evidence, runs.length));
  }
  return runs;
}

type Solver = Omit<SolverRun, 'run' | 'verdict'> & { run: ProgramRun | null };

/** Weak to strong, while there are sandboxes left; one attempt may take two (tools and program). */
async function runSolvers(evidence: Evidence): Promise<Solver[]> {
  const solvers: Solver[] = [];
  for (const { expect, ...program } of evidence.secret.trials.solvers) {
    const { name, how } = program;
    const run = evidence.mayOpen(2) ? await evidence.run(program, { access: 'full' }) : null;
    if (!run)
      evidence.leftOut.push(`The scripted solver "${name}" was not run: the sandbox budget was used up.`);
    solvers.push({ name, how, expect, run });
  }
  return solvers;
}

async function verdictOf(evidence: Evidence, run: ProgramRun): Promise<Verdict | null> {
  if (run.outcome !== 'answered') return null;
  const [verdict] = await evidence.judge([{ kind: 'attempt', how: '', submission: run.submission }]);
  return verdict ?? null;
}

/** Null where it is not known. */
function solved(judged: readonly SolverRun[], name: string): boolean | null {
  const solver = judged.find((entry) => entry.name === name);
  if (!solver || solver.run.outcome === 'fault' || solver.verdict?.outcome === 'abstained') return null;
  return solver.verdict?.outcome === 'accepted';
}
