/** Retires a published task on the evidence of attempts, and says so in the audit log: both or neither. */
import type { TaskId } from '@touchstone/contracts';
import type { Connection } from '../connection.ts';

export interface TaskRetirement {
  task: TaskId;
  /** Who or what decided, for example `rule:saturated`. */
  actor: string;
  reason: string;
  /** JSON. */
  evidence: string;
  at: Date;
}

/** False where it was retired before. */
export async function retireTask(
  curate: Connection<'curate'>,
  { task, actor, reason, evidence, at }: TaskRetirement,
): Promise<boolean> {
  return curate.transaction(async (sql) => {
    const { rowCount } = await sql.$client.query(
      `UPDATE touchstone.task_state SET status = 'retired', reason = $2, revision = revision + 1, updated_at = $3
       WHERE task_id = $1 AND status = 'published'`,
      [task, reason, at],
    );
    if (rowCount !== 1) return false;
    await sql.$client.query(
      `INSERT INTO touchstone.audit (at, actor, act, task_id, reason, detail) VALUES ($1, $2, 'retire', $3, $4, $5)`,
      [at, actor, task, reason, evidence],
    );
    return true;
  });
}
