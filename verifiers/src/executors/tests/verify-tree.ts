/**
 * The executor `tests`: a changed tree in, a verdict out. In one fresh sandbox first the differential check, before any
 * hidden file is there, then the hidden suite twice, in fresh processes and folders. The first thing that is wrong decides.
 * What it does not catch is said in `docs/verifiers-tests.md`.
 */
import {
  Fault,
  createRng,
  keyedHash,
  type Check,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type Verdict,
  type VerifyPorts,
} from '@touchstone/contracts';
import { malformation } from '../../submission-form.ts';
import { abstained, accepted, malformedVerdict, rejected, verifierName } from '../../verdicts.ts';
import { referenceSubmission } from '../reference-submission.ts';
import { readCases, runDifferential, type DifferentialCase } from './differential.ts';
import { judgeRun, type Judgement } from './judge-run.ts';
import { countedTests, planRuns, type RunPlan, type TestsVerifier } from './run-plan.ts';
import { runSuite } from './run-suite.ts';
import { Stage, type Share } from './sandbox-stage.ts';
import type { Failure, TestResult } from './suite-run.ts';
import { readFiles, submittedTree, type Files } from './submitted-tree.ts';

export type TestsSecret = TaskSecret & { verifier: TestsVerifier };

/** One fresh sandbox a submission, two where it ran into a limit. Throws only faults of what is common to all. */
export async function verifyTrees(
  task: TaskPublic,
  secret: TestsSecret,
  submissions: readonly Submission[],
  ports: VerifyPorts,
): Promise<Verdict[]> {
  const { verifier } = secret;
  const trial = {
    task,
    secret,
    ports,
    hidden: await readFiles(verifier.files, ports.blobs),
    cases: verifier.differential ? await readCases(verifier.differential, ports.blobs) : [],
  };
  const verdicts: Verdict[] = [];
  for (const submission of submissions) verdicts.push(await verdictOn(trial, submission));
  return verdicts;
}

/**
 * How each hidden test ends on the changed tree, the suite as it is and once: for whoever wants to see what a verdict does not
 * say. A sentence instead where there is no tree to run. Throws the sandbox's faults.
 */
export async function hiddenTestResults(
  task: TaskPublic,
  secret: TestsSecret,
  submission: Submission,
  ports: VerifyPorts,
): Promise<TestResult[] | string> {
  const tree = malformation(task, submission) ?? (await submittedTree(task, submission, ports.blobs));
  if (typeof tree === 'string') return tree;
  const unchanged = { ...secret.verifier, controls: [] };
  const [plan] = planRuns(unchanged, await readFiles(unchanged.files, ports.blobs), secret.salt);
  await using stage = await Stage.open(task, ports);
  const run = await runSuite(stage, unchanged, plan, tree);
  const outcomes = new Map(run?.results.map(({ test, outcome }) => [test, outcome]));
  return countedTests(unchanged).map((test) => ({ test, outcome: outcomes.get(test) ?? 'missing' }));
}

interface Trial {
  task: TaskPublic;
  secret: TestsSecret;
  ports: VerifyPorts;
  hidden: Files;
  cases: readonly DifferentialCase[];
}

async function verdictOn(trial: Trial, submission: Submission): Promise<Verdict> {
  const { task, secret, ports } = trial;
  const name = verifierName(secret);
  try {
    const form = malformation(task, submission);
    if (form !== null) return malformedVerdict(name, form);
    const tree = await submittedTree(task, submission, ports.blobs);
    if (typeof tree === 'string') return malformedVerdict(name, tree);
    const steps = stepsOf(trial, submission);
    const { judgement, at } = await inOneSandbox(trial, tree, steps);
    if (judgement.outcome === 'passed') return accepted(name, 1, checksOf(trial));
    if (judgement.outcome === 'found') {
      const { reason, detail } = judgement.finding;
      return rejected(name, reason, [{ id: reason, met: false, detail }]);
    }
    const fault = await whyNotToBlame(trial, tree, steps[at] as Step, judgement.failure);
    if (fault !== null) return abstained(name, fault);
    const detail = 'twice, in two fresh sandboxes, where the reference stayed within half of each limit';
    return rejected(name, judgement.failure === 'crash' ? 'crashes' : judgement.failure, [
      { id: 'limits', met: false, detail },
    ]);
  } catch (thrown) {
    ports.signal?.throwIfAborted();
    return abstained(name, thrown);
  }
}

/** One process over a tree, with what it says of it. */
type Step = (stage: Stage, tree: Files, share: Share) => Promise<Judgement>;

/** Everything secret follows from the salt and the submission, so that the same submission meets the same trial again. */
function stepsOf({ task, secret, hidden, cases }: Trial, submission: Submission): Step[] {
  const { verifier } = secret;
  const secretText = keyedHash(secret.salt, { use: 'runs of hidden tests', submission });
  const { differential } = verifier;
  const language = task.environment.runtime.language === 'node' ? 'node' : 'python';
  const values: Step[] = differential
    ? [
        (stage, submitted, share) =>
          runDifferential(
            stage,
            { differential, language, submitted },
            cases,
            createRng(`${secretText}/values`),
            share,
          ),
      ]
    : [];
  const suite =
    (plan: RunPlan): Step =>
    async (stage, tree, share) =>
      judgeRun(verifier, plan, await runSuite(stage, verifier, plan, tree, share));
  return [...values, ...planRuns(verifier, hidden, secretText).map(suite)];
}

/** Up to the first step that decides. */
async function inOneSandbox(
  { task, ports }: Trial,
  tree: Files,
  steps: readonly Step[],
): Promise<{ judgement: Judgement; at: number }> {
  await using stage = await Stage.open(task, ports);
  for (const [at, step] of steps.entries()) {
    const judgement = await step(stage, tree, 1);
    if (judgement.outcome !== 'passed') return { judgement, at };
  }
  return { judgement: { outcome: 'passed' }, at: steps.length };
}

/**
 * Null when a limit met or a crash is the submission's doing: in a second fresh sandbox the reference passes this step
 * within half of each limit and the submission fails again in the same way.
 */
async function whyNotToBlame(trial: Trial, tree: Files, step: Step, failure: Failure): Promise<Fault | null> {
  const { task, secret, ports } = trial;
  const reference = await referenceSubmission(task, secret, ports);
  const right = reference && (await submittedTree(task, reference, ports.blobs));
  if (!right || typeof right === 'string') return unattributed('no reference could be had to compare with');
  await using stage = await Stage.open(task, ports);
  const half = await step(stage, right, 0.5);
  if (half.outcome !== 'passed') return unattributed('the reference did not pass within half of each limit');
  const again = await step(stage, tree, 1);
  return again.outcome === 'stopped' ? null : unattributed(`it met ${failure} once and not again`);
}

function unattributed(why: string): Fault {
  return new Fault(`The run of the tests failed and the submission cannot be blamed: ${why}.`, {
    code: 'verifier-failed',
    boundary: 'verifier',
    retryable: true,
  });
}

function checksOf({ secret, cases }: Trial): Check[] {
  const { verifier } = secret;
  const { failToPass, passToPass } = verifier;
  const controls = new Set(verifier.controls.map(({ test }) => test)).size;
  const all = (id: string, count: number, what: string): Check => ({
    id,
    met: true,
    detail: `${count} of ${count} ${what}`,
  });
  return [
    ...(verifier.differential ? [all('differential', cases.length, 'values as expected')] : []),
    all('fail-to-pass', failToPass.length, 'tests passed'),
    ...(passToPass.length > 0 ? [all('pass-to-pass', passToPass.length, 'tests passed')] : []),
    all('controls', controls, `tests failed once a value that they expect was changed`),
  ];
}
