import type { JsonObject, ToolCall } from '@touchstone/contracts';
import { replaceLeaves, type Probe } from './probe.ts';

const texts = [
  "x'; DROP TABLE sqlite_master; --",
  '%',
  '../../etc/passwd',
  '{{7*7}}',
  '__import__("os")._exit(0)',
];

export const hostileArguments: Probe = {
  id: 'hostile-arguments',
  what: 'SQL, patterns, paths and code in every argument of the calls that the reference makes',
  build({ reference }) {
    if (reference.kind !== 'state') return [];
    return texts.flatMap((text) => {
      const calls = reference.calls.flatMap(({ tool, arguments: args }): ToolCall[] => {
        const filled = replaceLeaves(args, text, -1) as JsonObject | null;
        return filled ? [{ tool, arguments: filled }] : [];
      });
      return calls.length > 0 ? [{ ...reference, calls }] : [];
    });
  },
};
