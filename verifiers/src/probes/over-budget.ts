import type { Probe } from './probe.ts';

export const overBudget: Probe = {
  id: 'over-budget',
  what: 'the right calls, padded beyond the number of calls allowed',
  build({ task, reference }) {
    if (reference.kind !== 'state') return [];
    const [first] = reference.calls;
    if (!first) return [];
    const padding = Array.from(
      { length: task.budget.toolCallsMax + 1 - reference.calls.length },
      () => first,
    );
    return padding.length > 0 ? [{ ...reference, calls: [...padding, ...reference.calls] }] : [];
  },
};
