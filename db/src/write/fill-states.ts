/** Fills the narrow rows and searched texts of tasks that were published before there were any. Part of migrating. */
import type { TaskId } from '@touchstone/contracts';
import type { Sql } from '../connection.ts';
import { bulkRowsMax } from '../limits.ts';
import { fillState } from './write-state.ts';

/** Cheap where nothing is to be done; a killed filling goes on where it was. */
export async function fillStates(sql: Sql): Promise<void> {
  for (let after = ''; ;) {
    const { rows } = await sql.$client.query<{ id: TaskId }>(
      `SELECT task_id AS id FROM touchstone.task_state
       WHERE task_id > $1 AND gates = '' AND EXISTS (SELECT FROM touchstone.certificates WHERE task_id = task_state.task_id)
       ORDER BY task_id LIMIT ${bulkRowsMax}`,
      [after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    await fillState(
      sql,
      rows.map(({ id }) => id),
    );
    after = last.id;
  }
}
