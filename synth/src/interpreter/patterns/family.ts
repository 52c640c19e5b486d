/** Family `interpreter.patterns`: counting designs of real things up to their symmetry, seatings and routes. */
import { chanceOfInteger, integerAnswer } from '../answers.ts';
import { situationFamily } from '../situation.ts';
import { bracelet } from './bracelet.ts';
import { cube } from './cube.ts';
import { routes } from './routes.ts';
import { table } from './table.ts';

/** A smaller number could be drawn by hand. */
const largerMin = 100;
const smallerMin = 10;

export const patterns = situationFamily({
  id: 'interpreter.patterns',
  version: 2,
  title:
    'Counting bracelets, wire cubes, seatings and routes under rules, where symmetry or neighbours matter.',
  situations: { bracelet, cube, routes, table },
  weights: { bracelet: 2, cube: 0.5, routes: 4, table: 4 },
  fieldType: integerAnswer,
  unworthy: (field, value) => {
    const least = ['turnable', 'mirrored', 'via', 'facing'].includes(field) ? smallerMin : largerMin;
    return Number(value) < least ? 'is small enough to be counted by hand' : null;
  },
  chance: (right) =>
    Object.values(right).reduce<number>(
      (product, value) => product * chanceOfInteger(BigInt(value as number)),
      1,
    ),
});
