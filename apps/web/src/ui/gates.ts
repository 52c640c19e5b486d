/** Short names of the gates and the meaning of their outcomes, for strips, glyphs and drawers. Order is that of contracts. */
import type { GateId, GateOutcome } from '@touchstone/contracts';

export const gateTitles: Record<GateId, string> = {
  'reference-passes': 'reference passes',
  'nothing-fails': 'nothing fails',
  'wrong-fails': 'wrong fails',
  'right-passes': 'right passes',
  'not-leaked': 'not leaked',
  'not-hackable': 'not hackable',
  repeats: 'repeats',
  'needs-its-evidence': 'needs evidence',
  'not-remembered': 'not remembered',
  teaches: 'teaches',
  new: 'new',
};

export const outcomeTitles: Record<GateOutcome, string> = {
  passed: 'passed',
  failed: 'failed',
  'not-applicable': 'not applicable',
  'not-measured': 'not measured',
  abstained: 'abstained',
};

/** Keys of the gates in their order: 1 to 9, 0, -. */
export const gateKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-'] as const;
