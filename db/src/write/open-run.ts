/** Begins a run, or joins the one that the same recipe, salt key and versions of families began before. */
import { canonicalJson } from '@touchstone/contracts';
import type { Connection } from '../connection.ts';
import { runIdOf, type RunFamily, type RunId, type RunIdentity } from '../run-types.ts';
import { runFamilies } from '../schema/run-families.ts';
import { runs } from '../schema/runs.ts';

/** Families and quotas are fixed by whoever begins the run; joining does not change them. Returns whether it was begun now. */
export async function openRun(
  verify: Connection<'verify'>,
  opening: Omit<RunIdentity, 'families'> & { families: readonly RunFamily[] },
): Promise<{ id: RunId; begun: boolean }> {
  const { recipe, saltKeyFingerprint, families } = opening;
  const id = runIdOf(opening);
  const begun = await verify.transaction(async (sql) => {
    const { rowCount } = await sql
      .insert(runs)
      .values({ id, name: recipe.name, recipe: canonicalJson(recipe), saltKeyFingerprint })
      .onConflictDoNothing();
    if (rowCount !== 1) return false;
    if (families.length > 0) {
      await sql
        .insert(runFamilies)
        .values(families.map(({ family, category, quota }) => ({ family, category, quota, runId: id })));
    }
    return true;
  });
  return { id, begun };
}
