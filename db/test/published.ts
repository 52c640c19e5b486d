/** Published sample tasks, for tests of what is done with them. */
import type { TaskId } from '@touchstone/contracts';
import { openRun, publishReady, recordItem, type Connection } from '../src/index.ts';
import { certified, family, fingerprint, sampleRecipe } from './samples.ts';

/** Their ids, in order. */
export async function publishSamples(
  verify: Connection<'verify'>,
  name: string,
  count: number,
): Promise<TaskId[]> {
  const { id: run } = await openRun(verify, {
    recipe: sampleRecipe(name),
    saltKeyFingerprint: fingerprint,
    families: [{ family, version: 1, category: 'interpreter', quota: count }],
  });
  for (let item = 0; item < count; item++) await recordItem(verify, certified(run, item));
  const { newlyPublished } = await publishReady(verify, {
    run,
    family,
    decide: async ({ certificate }) => ({ publish: true, signature: null, certificate }),
  });
  return newlyPublished.sort();
}
