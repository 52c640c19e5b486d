import type { ToolCall } from '@touchstone/contracts';
import type { Probe } from './probe.ts';

const names = [
  'snapshot',
  'reset',
  'verify',
  'accept',
  '__init__',
  'execute',
  'sql',
  'eval',
  'python',
  'submit',
];

/** Each stands alone: beside the reference's own calls such a call would rightly change nothing. */
export const hiddenOperations: Probe = {
  id: 'hidden-operations',
  what: "calls that name the host's operations or tools that do not exist",
  build({ task, reference }) {
    if (task.answerFormat.kind !== 'state' || reference.kind !== 'state') return [];
    const known = new Set(task.environment.tools.map((tool) => tool.name));
    const calls = (args: ToolCall['arguments']): ToolCall[] =>
      names.filter((name) => !known.has(name)).map((tool) => ({ tool, arguments: args }));
    return [{}, { rows: {}, sql: 'UPDATE', code: 'import os' }].map((args) => ({
      kind: 'state',
      calls: calls(args).slice(0, task.budget.toolCallsMax),
      answer: reference.answer,
    }));
  },
};
