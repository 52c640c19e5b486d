/** Runs hidden tests with node:test: a fresh process for each file. */
import { z } from 'zod';
import { suiteCpuSecondsMax, treeLimits } from '../limits.ts';
import { programSources } from '../program-sources.ts';
import type { RunPlan } from '../run-plan.ts';
import { programFolder, type Share, type Stage } from '../sandbox-stage.ts';
import { objectsIn, stopOf, type SuiteRun } from '../suite-run.ts';
import type { Files } from '../submitted-tree.ts';

const eventSchema = z.discriminatedUnion('event', [
  z.object({
    event: z.literal('result'),
    test: z.string(),
    outcome: z.enum(['passed', 'failed', 'skipped', 'expected-failure']),
  }),
  z.object({ event: z.literal('not-loaded'), file: z.string() }),
  z.object({ event: z.literal('end') }),
]);

export const nodeTestPrograms: Files = new Map([
  ['run-node-test.mjs', Buffer.from(programSources['run-node-test.mjs'])],
]);

/** Stops at the first file that is stopped. Results of tests that are not counted are left out. */
export async function runNodeTest(
  stage: Stage,
  plan: RunPlan,
  _tree: Files,
  share: Share,
): Promise<SuiteRun> {
  const run: SuiteRun = { results: [], notLoaded: [], stop: null };
  let cpuSeconds = suiteCpuSecondsMax;
  for (const file of plan.testFiles) {
    const result = await stage.run(['node', '--no-warnings', `../${programFolder}/run-node-test.mjs`], {
      stdin: JSON.stringify({ nonce: plan.nonce, file }),
      cpuSecondsMax: Math.max(1, cpuSeconds),
      share,
    });
    cpuSeconds -= result.cpuSeconds;
    let ended = false;
    for (const object of objectsIn(result.stdout)) {
      const parsed = object['nonce'] === plan.nonce ? eventSchema.safeParse(object) : null;
      if (!parsed?.success) continue;
      const event = parsed.data;
      if (event.event === 'end') ended = true;
      else if (event.event === 'not-loaded') run.notLoaded.push(event.file);
      else if (plan.keys.has(event.test)) run.results.push({ test: event.test, outcome: event.outcome });
    }
    run.stop = stopOf(result, treeLimits.wallSecondsMax) ?? (ended ? null : { how: 'left' });
    if (run.stop) return run;
  }
  return run;
}
