/** Where a reviewer looks first, beside the instruction and the certificate. */
import type { TaskDetail } from '@touchstone/contracts/api';
import type { TaskTab } from '../../shell/tabs.ts';

export function tabThatMatters({ task, strip }: Pick<TaskDetail, 'task' | 'strip'>): TaskTab {
  // A gate that is not well says: look at what judges.
  if (strip.gates.some(({ outcome, stale }) => stale || outcome === 'failed' || outcome === 'abstained'))
    return 'verifier';
  // Evidence and changes are seen where they stand; a value or a state is judged by what is expected of it.
  return task.category === 'search' || task.category === 'code' ? 'environment' : 'verifier';
}
