/** Runs hidden tests with pytest: one process for all files. */
import { z } from 'zod';
import { suiteCpuSecondsMax, testCpuSecondsMax, treeLimits } from '../limits.ts';
import { programSources } from '../program-sources.ts';
import type { RunPlan } from '../run-plan.ts';
import { programFolder, type Share, type Stage } from '../sandbox-stage.ts';
import { objectsIn, stopOf, type SuiteRun } from '../suite-run.ts';
import type { Files } from '../submitted-tree.ts';

const eventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('result'),
    key: z.string(),
    outcome: z.enum(['passed', 'failed', 'skipped', 'expected-failure', 'missing']),
  }),
  z.object({ event: z.literal('not-loaded'), file: z.string() }),
  z.object({ event: z.literal('test-cpu-limit') }),
  z.object({ event: z.literal('end') }),
]);

export const pytestPrograms: Files = new Map([
  ['run_pytest.py', Buffer.from(programSources['run_pytest.py'])],
  ['empty.ini', Buffer.from('[pytest]\n')],
]);

export async function runPytest(stage: Stage, plan: RunPlan, tree: Files, share: Share): Promise<SuiteRun> {
  const settings = {
    nonce: plan.nonce,
    keys: Object.fromEntries(plan.keys),
    files: plan.testFiles,
    withConftest: [...tree.keys()].some((path) => path.split('/').at(-1) === 'conftest.py'),
    testCpuSecondsMax: testCpuSecondsMax * share,
  };
  // Without the user's site and the working directory on the path; the sandbox's own PYTHONPATH holds pytest.
  const result = await stage.run(['python3', '-s', '-P', '-B', `../${programFolder}/run_pytest.py`], {
    stdin: `${JSON.stringify(settings)}\n`,
    cpuSecondsMax: suiteCpuSecondsMax,
    share,
  });
  const run: SuiteRun = { results: [], notLoaded: [], stop: null };
  const tests = new Map([...plan.keys].map(([test, key]) => [key, test]));
  let ended = false;
  for (const object of objectsIn(result.stdout)) {
    const parsed = object['nonce'] === plan.nonce ? eventSchema.safeParse(object) : null;
    if (!parsed?.success) continue;
    const event = parsed.data;
    if (event.event === 'end') ended = true;
    else if (event.event === 'not-loaded') run.notLoaded.push(event.file);
    else if (event.event === 'test-cpu-limit') run.stop = { how: 'failed', failure: 'cpu-limit' };
    else run.results.push({ test: tests.get(event.key) ?? event.key, outcome: event.outcome });
  }
  run.stop ??= stopOf(result, treeLimits.wallSecondsMax) ?? (ended ? null : { how: 'left' });
  return run;
}
