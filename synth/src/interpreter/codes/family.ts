/** Family `interpreter.codes`: numbering, check digits, cycles and locks, where whole numbers decide something. */
import { chanceOfInteger, integerAnswer } from '../answers.ts';
import { situationFamily } from '../situation.ts';
import { beacons } from './beacons.ts';
import { checks } from './checks.ts';
import { keypad } from './keypad.ts';
import { serials } from './serials.ts';

/** A smaller number could be counted by hand. */
const valueMin = 100;

export const codes = situationFamily({
  id: 'interpreter.codes',
  version: 2,
  title: 'Counting and ranking numbers under digit rules, check-digit slips and cycles that meet.',
  situations: { beacons, checks, keypad, serials },
  fieldType: integerAnswer,
  unworthy: (_, value) => (Number(value) < valueMin ? 'is small enough to be counted by hand' : null),
  chance: (right) =>
    Object.values(right).reduce<number>(
      (product, value) => product * chanceOfInteger(BigInt(value as number)),
      1,
    ),
});
