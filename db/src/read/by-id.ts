/** Reads by many ids: in batches, and back in the order asked for. */
import { Fault, type TaskId } from '@touchstone/contracts';
import { bulkRowsMax } from '../limits.ts';

export async function inBatches<K, T>(keys: readonly K[], read: (batch: K[]) => Promise<T[]>): Promise<T[]> {
  const rows: T[] = [];
  for (let start = 0; start < keys.length; start += bulkRowsMax) {
    rows.push(...(await read(keys.slice(start, start + bulkRowsMax))));
  }
  return rows;
}

/** Throws a `Fault` (`task-missing`) that names the first id without a row. */
export function inOrder<T extends { id: TaskId }>(
  ids: readonly TaskId[],
  rows: readonly T[],
  what: string,
): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (row !== undefined) return row;
    throw new Fault(`There is no ${what} ${id}.`, {
      code: 'task-missing',
      boundary: 'database',
      retryable: false,
      hint: 'It may have been deleted since its id was listed.',
    });
  });
}
