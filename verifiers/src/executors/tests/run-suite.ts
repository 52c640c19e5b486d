/** One run of the hidden suite over a tree, by the task's runner. */
import type { Verifier } from '@touchstone/contracts';
import type { RunPlan, TestsVerifier } from './run-plan.ts';
import { nodeTestPrograms, runNodeTest } from './runners/node-test.ts';
import { pytestPrograms, runPytest } from './runners/pytest.ts';
import { runTape } from './runners/tape.ts';
import type { Share, Stage } from './sandbox-stage.ts';
import type { SuiteRun } from './suite-run.ts';
import type { Files } from './submitted-tree.ts';

interface Runner {
  programs: Files;
  run: (stage: Stage, plan: RunPlan, tree: Files, share: Share) => Promise<SuiteRun>;
}

const runners: Record<Extract<Verifier, { executor: 'tests' }>['runner'], Runner> = {
  pytest: { programs: pytestPrograms, run: runPytest },
  'node-test': { programs: nodeTestPrograms, run: runNodeTest },
  tape: { programs: new Map(), run: runTape },
};

/** Null when what ran before in this sandbox could not be cleared away. Throws the sandbox's faults. */
export async function runSuite(
  stage: Stage,
  verifier: TestsVerifier,
  plan: RunPlan,
  submitted: Files,
  share: Share = 1,
): Promise<SuiteRun | null> {
  const { programs, run } = runners[verifier.runner];
  const tree = new Map([...submitted, ...plan.hidden]);
  return (await stage.set(tree, programs)) ? run(stage, plan, tree, share) : null;
}
