/** Marks in the narrow table which certificates an older version made. Asked where versions may have changed: when serving begins. */
import { readMadeBy, writeStale, type Database } from '@touchstone/db';
import { stalenessOf } from '@touchstone/verifiers';

/** Returns how many tasks are stale now. A few different sets of versions at most occur, however many tasks there are. */
export async function refreshStale({ verify }: Database): Promise<number> {
  const madeBy = await readMadeBy(verify);
  const stale = madeBy.filter(({ versions }) => {
    const { verifier, gates } = versions;
    return stalenessOf({ key: { verifier }, gates }) !== null;
  });
  return writeStale(
    verify,
    stale.map(({ text }) => text),
  );
}
