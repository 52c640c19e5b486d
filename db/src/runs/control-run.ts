/** What a curator wants of a run: going on, paused, stopped. Workers ask before each item. */
import type { Connection } from '../connection.ts';
import { insertAudit } from '../curate/audit.ts';
import { withoutConflict } from '../conflict.ts';
import { lockFamily } from '../locks.ts';
import type { RunId } from '../run-types.ts';

export type RunControl = 'running' | 'paused' | 'stopped';

/** Of runs that nobody touched: `running`. */
export async function readRunControls(verify: Connection<'verify'>): Promise<Map<RunId, RunControl>> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<{ run: RunId; state: RunControl }>(
      'SELECT run_id AS run, state FROM touchstone.run_controls',
    ),
  );
  return new Map(rows.map(({ run, state }) => [run, state]));
}

export async function readRunControl(verify: Connection<'verify'>, run: RunId): Promise<RunControl> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<{ state: RunControl }>('SELECT state FROM touchstone.run_controls WHERE run_id = $1', [
      run,
    ]),
  );
  return rows[0]?.state ?? 'running';
}

/** Twice is once; the audit log says who. */
export async function controlRun(
  verify: Connection<'verify'>,
  { run, state, actor, now }: { run: RunId; state: RunControl; actor: string; now: Date },
): Promise<void> {
  await withoutConflict(verify, async (sql) => {
    const { rowCount } = await sql.$client.query(
      `INSERT INTO touchstone.run_controls AS known (run_id, state, actor, changed_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (run_id) DO UPDATE SET state = excluded.state, actor = excluded.actor, changed_at = excluded.changed_at
       WHERE known.state <> excluded.state`,
      [run, state, actor, now],
    );
    if (rowCount === 1) await insertAudit(sql, { at: now, actor, act: `run-${state}`, detail: run });
  });
}

/**
 * Forgets the parked items of families whose quota is not met, so that they are drafted again: they are parked for faults of
 * ours. Publication looks again from the lowest of them on; what is published stays so. Returns how many.
 */
export async function retryParked(
  verify: Connection<'verify'>,
  { run, actor, now }: { run: RunId; actor: string; now: Date },
): Promise<number> {
  return withoutConflict(verify, async (sql) => {
    const { rows: families } = await sql.$client.query<{ family: string }>(
      `SELECT family FROM touchstone.run_families WHERE run_id = $1 ORDER BY family`,
      [run],
    );
    for (const { family } of families) await lockFamily(sql, run, family);
    const { rows } = await sql.$client.query<{ family: string; item: number }>(
      `DELETE FROM touchstone.drafts AS draft USING touchstone.run_families AS family
       WHERE draft.run_id = $1 AND draft.status = 'parked' AND family.run_id = draft.run_id
         AND family.family = draft.family AND family.published < family.quota
       RETURNING draft.family, draft.item`,
      [run],
    );
    await sql.$client.query(
      `UPDATE touchstone.run_families AS family SET next_item = least(family.next_item, lowest.item)
       FROM (SELECT family, min(item) AS item FROM unnest($2::text[], $3::int[]) AS parked (family, item) GROUP BY family) AS lowest
       WHERE family.run_id = $1 AND family.family = lowest.family`,
      [run, rows.map(({ family }) => family), rows.map(({ item }) => item)],
    );
    if (rows.length > 0)
      await insertAudit(sql, {
        at: now,
        actor,
        act: 'run-retried',
        detail: `${rows.length} parked items of ${run}`,
      });
    return rows.length;
  });
}
