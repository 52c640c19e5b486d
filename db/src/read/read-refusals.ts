/** Refused and parked items with their reasons, lowest first: what a report shows as examples. Lineage included: secret. */
import { lineageSchema, type Lineage } from '@touchstone/contracts';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import { pageRowsMax } from '../limits.ts';
import type { RunId } from '../run-types.ts';
import { drafts } from '../schema/drafts.ts';

export interface RefusedItem {
  family: string;
  item: number;
  status: 'refused' | 'parked';
  gate: string | null;
  code: string;
  reason: string;
  lineage: Lineage | null;
}

export async function readRefusals(
  verify: Connection<'verify'>,
  query: { run: RunId; family?: string | undefined; limit: number },
): Promise<RefusedItem[]> {
  const rows = await verify.run((sql) =>
    sql
      .select()
      .from(drafts)
      .where(
        and(
          eq(drafts.runId, query.run),
          inArray(drafts.status, ['refused', 'parked']),
          query.family === undefined ? undefined : eq(drafts.family, query.family),
        ),
      )
      .orderBy(asc(drafts.family), asc(drafts.item))
      .limit(Math.min(query.limit, pageRowsMax)),
  );
  return rows.map(({ family, item, status, gate, code, reason, lineage }) => ({
    family,
    item,
    status: status === 'parked' ? 'parked' : 'refused',
    gate,
    code,
    reason,
    lineage: lineage === null ? null : parseDocument(lineageSchema, lineage, `item ${item} of ${family}`),
  }));
}
