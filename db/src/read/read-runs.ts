/** Runs and their recipes. The recipe holds the random seed, so it needs the verify role. */
import { InputFault, recipeSchema, type Hash, type Recipe } from '@touchstone/contracts';
import { desc, eq, or } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import type { RunId } from '../run-types.ts';
import { runs } from '../schema/runs.ts';

export interface Run {
  id: RunId;
  name: string;
  recipe: Recipe;
  saltKeyFingerprint: Hash;
  startedAt: Date;
}

/** Newest first. */
export async function listRuns(connection: Connection): Promise<Pick<Run, 'id' | 'name' | 'startedAt'>[]> {
  return connection.run((sql) =>
    sql
      .select({ id: runs.id, name: runs.name, startedAt: runs.startedAt })
      .from(runs)
      .orderBy(desc(runs.startedAt), desc(runs.id)),
  );
}

/** By id, or the newest of a name; an `InputFault` (`run-unknown`) when there is none. */
export async function readRun(verify: Connection<'verify'>, idOrName: string): Promise<Run> {
  const [row] = await verify.run((sql) =>
    sql
      .select()
      .from(runs)
      .where(or(eq(runs.id, idOrName), eq(runs.name, idOrName)))
      .orderBy(desc(runs.startedAt), desc(runs.id))
      .limit(1),
  );
  if (row === undefined) {
    throw new InputFault(`There is no run "${idOrName}".`, {
      code: 'run-unknown',
      hint: 'Give the name of a recipe that was run here, or a run’s id.',
    });
  }
  return { ...row, recipe: parseDocument(recipeSchema, row.recipe, `run ${row.id}`) };
}
