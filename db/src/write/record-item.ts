/**
 * Records what became of an item, once: whoever comes second changes nothing. A certified draft's bodies and the record
 * are one transaction, so that a kill leaves both or neither.
 */
import {
  canonicalJson,
  draftId,
  Fault,
  type Certificate,
  type Draft,
  type GateId,
  type Lineage,
  type Split,
} from '@touchstone/contracts';
import { withoutConflict } from '../conflict.ts';
import type { Connection, Sql } from '../connection.ts';
import { reasonCharactersMax } from '../limits.ts';
import { lockBodies } from '../locks.ts';
import { plainText } from '../plain-text.ts';
import type { Cost, RunId } from '../run-types.ts';
import { drafts } from '../schema/drafts.ts';
import { insertBodies } from './insert-bodies.ts';

export interface ItemKey {
  run: RunId;
  family: string;
  item: number;
}

export interface CertifiedItem extends ItemKey {
  status: 'certified';
  draft: Draft;
  split: Split;
  certificate: Certificate;
  cost: Cost;
}

/** Refused by drafting or a gate, or parked because a gate abstained. Keeps lineage and reason, not the bodies. */
export interface UncertifiedItem extends ItemKey {
  status: 'refused' | 'parked';
  /** Null when drafting itself refused. */
  gate: GateId | null;
  /** Kebab-case, counted in summaries. */
  code: string;
  reason: string;
  lineage: Lineage | null;
  cost: Cost;
}

export type ItemOutcome = CertifiedItem | UncertifiedItem;

export async function recordItem(
  verify: Connection<'verify'>,
  outcome: ItemOutcome,
): Promise<'recorded' | 'already-recorded'> {
  if (outcome.status === 'certified') refuseForeignCertificate(outcome);
  return withoutConflict(verify, async (sql) => {
    if (outcome.status === 'certified') await lockBodies(sql, 'write');
    if (!(await insertRecord(sql, outcome))) return 'already-recorded';
    if (outcome.status === 'certified') await insertBodies(sql, outcome);
    return 'recorded';
  });
}

function refuseForeignCertificate({ draft, certificate }: CertifiedItem): void {
  const id = draftId(draft);
  if (certificate.key.task === id) return;
  throw new Fault(`The certificate is of ${certificate.key.task}, the draft is ${id}.`, {
    code: 'certificate-of-another-task',
    boundary: 'internal',
    retryable: false,
  });
}

/** False when the item has a record already; waits for one that is being written. */
async function insertRecord(sql: Sql, outcome: ItemOutcome): Promise<boolean> {
  const { rowCount } = await sql.insert(drafts).values(recordOf(outcome)).onConflictDoNothing();
  return rowCount === 1;
}

export function recordOf(outcome: ItemOutcome): typeof drafts.$inferInsert {
  const { run, family, item, status, cost } = outcome;
  const lineage = status === 'certified' ? outcome.draft.secret.lineage : outcome.lineage;
  return {
    runId: run,
    family,
    item,
    status,
    gate: status === 'certified' ? null : outcome.gate,
    code: status === 'certified' ? '' : outcome.code,
    reason: status === 'certified' ? '' : plainText(outcome.reason, reasonCharactersMax),
    taskId: status === 'certified' ? draftId(outcome.draft) : null,
    lineage: lineage === null ? null : canonicalJson(lineage),
    ...cost,
  };
}
