/** What an act does to a task's row. Does not know who may act. */
import type { ActKind, ReviewState, TaskStatus } from '@touchstone/contracts/api';
import type { Values } from '../query/condition.ts';

const effects: Record<ActKind, { review: ReviewState } | { status: TaskStatus }> = {
  approve: { review: 'approved' },
  reject: { review: 'rejected' },
  hold: { review: 'held' },
  clear: { review: 'unreviewed' },
  retire: { status: 'retired' },
  restore: { status: 'published' },
};

/** Whether a row is already as the act would make it, as a condition on `task_state AS state`. */
export function isSo(act: ActKind): string {
  const [column, value] = Object.entries(effects[act])[0] ?? [];
  return `state.${column} = '${value}'`;
}

/** Assignments to `task_state AS state`. */
export function assignments(
  act: ActKind,
  { actor, now, reason }: { actor: string; now: Date; reason: string | null },
  values: Values,
): string {
  const effect = effects[act];
  const at = `${values.add(now)}::timestamptz`;
  const undecided = act === 'clear';
  const reviewed =
    'review' in effect
      ? [
          `review = '${effect.review}'`,
          `reviewed_by = ${undecided ? 'NULL' : values.add(actor)}`,
          `reviewed_at = ${undecided ? 'NULL' : at}`,
        ]
      : [`status = '${effect.status}'`];
  const why = undecided ? 'NULL' : values.add(reason);
  return [...reviewed, `reason = ${why}`, 'revision = state.revision + 1', `updated_at = ${at}`].join(', ');
}
