/** Begins a run, or joins the one that the same recipe and salt key began before. */
import { canonicalJson, type Hash, type Recipe } from '@touchstone/contracts';
import type { Connection } from '../connection.ts';
import { runIdOf, type RunFamily, type RunId } from '../run-types.ts';
import { runFamilies } from '../schema/run-families.ts';
import { runs } from '../schema/runs.ts';

/** Families and quotas are fixed by whoever begins the run; joining does not change them. Returns whether it was begun now. */
export async function openRun(
  verify: Connection<'verify'>,
  opening: { recipe: Recipe; saltKeyFingerprint: Hash; families: readonly RunFamily[] },
): Promise<{ id: RunId; begun: boolean }> {
  const { recipe, saltKeyFingerprint, families } = opening;
  const id = runIdOf(recipe, saltKeyFingerprint);
  const begun = await verify.transaction(async (sql) => {
    const { rowCount } = await sql
      .insert(runs)
      .values({ id, name: recipe.name, recipe: canonicalJson(recipe), saltKeyFingerprint })
      .onConflictDoNothing();
    if (rowCount !== 1) return false;
    if (families.length > 0) {
      await sql.insert(runFamilies).values(families.map((family) => ({ ...family, runId: id })));
    }
    return true;
  });
  return { id, begun };
}
