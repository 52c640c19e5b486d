/**
 * An integer per executor, matcher and gate. A verdict may only move together with one of these:
 * `test/stored-verdicts.test.ts` replays stored submissions and fails otherwise.
 */
import type { Executor, GateId } from '@touchstone/contracts';

export const verifierVersions = {
  executors: { 'typed-answer': 1, function: 1, state: 1, tests: 1 } satisfies Record<Executor, number>,
  matchers: {
    number: 1,
    integer: 1,
    fraction: 1,
    date: 1,
    boolean: 1,
    text: 1,
    expression: 1,
    set: 1,
    list: 1,
    record: 1,
    table: 1,
    'json-schema': 1,
    rubric: 1,
  },
} as const;

export const gateVersions: Record<GateId, number> = {
  'reference-passes': 1,
  'nothing-fails': 1,
  'wrong-fails': 1,
  'right-passes': 1,
  'not-leaked': 1,
  'not-hackable': 1,
  repeats: 1,
  'needs-its-evidence': 2,
  'not-remembered': 1,
  teaches: 1,
  new: 1,
};
