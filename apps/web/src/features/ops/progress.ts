/** What the page says of a bulk act: how far it is, whether it is still moving, and what its counts add up to. */
import type { ActKind, Op } from '@touchstone/contracts/api';

/** Past tense, as a receipt says it. */
const actDone: Readonly<Record<ActKind, string>> = {
  approve: 'approved',
  reject: 'rejected',
  hold: 'held',
  clear: 'cleared of their decision',
  retire: 'retired',
  restore: 'put back into circulation',
};

export const actTitles: Readonly<Record<ActKind, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  hold: 'Hold',
  clear: 'Take decisions back',
  retire: 'Retire',
  restore: 'Restore',
};

export function isMoving(op: Op): boolean {
  return op.state === 'running' || op.state === 'undoing';
}

/** 0 to 1: of applying, or of undoing while that goes on. */
export function progressOf(op: Op): number {
  if (op.state === 'previewed') return 0;
  if (op.state === 'undoing') return op.applied === 0 ? 1 : Math.min(1, op.undone / op.applied);
  return op.total === 0 ? 1 : Math.min(1, (op.applied + op.skipped) / op.total);
}

/** One sentence: what has happened. Every task of the frozen set is in it. */
export function receiptOf(op: Op): string {
  const { total, applied, skipped, undone } = op;
  const left = total - applied - skipped;
  switch (op.state) {
    case 'previewed':
      return `${count(total)} would be ${actDone[op.act]}. Nothing has been changed.`;
    case 'running':
      return `${applied} of ${count(total)} ${actDone[op.act]}, ${skipped} skipped, ${left} to go.`;
    case 'undoing':
      return `Undoing: ${undone} of ${count(applied)} are as they were.`;
    case 'undone':
      return `${undone.toLocaleString('en')} of ${count(applied)} are as they were${undone === applied ? '.' : `; ${(applied - undone).toLocaleString('en')} had moved on since and were left alone.`}`;
    case 'failed':
      return `The act failed: ${applied} of ${count(total)} ${actDone[op.act]}, ${skipped} skipped, ${left} untouched.`;
    case 'done':
      return `${count(applied)} ${actDone[op.act]}${skipped === 0 ? '.' : `, ${skipped} skipped because they had moved on.`}`;
  }
}

function count(tasks: number): string {
  return `${tasks.toLocaleString('en')} ${tasks === 1 ? 'task' : 'tasks'}`;
}
