/** Which items of a range have an outcome already: what a job that is run again may skip. */
import { and, asc, eq, gte, lt } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import type { RunId } from '../run-types.ts';
import { drafts } from '../schema/drafts.ts';

export async function readRecordedItems(
  verify: Connection<'verify'>,
  range: { run: RunId; family: string; start: number; end: number },
): Promise<Set<number>> {
  const rows = await verify.run((sql) =>
    sql
      .select({ item: drafts.item })
      .from(drafts)
      .where(
        and(
          eq(drafts.runId, range.run),
          eq(drafts.family, range.family),
          gte(drafts.item, range.start),
          lt(drafts.item, range.end),
        ),
      )
      .orderBy(asc(drafts.item)),
  );
  return new Set(rows.map((row) => row.item));
}
