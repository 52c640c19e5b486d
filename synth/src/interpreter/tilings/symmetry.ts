/** The motions that carry a floor onto itself, and Burnside's lemma over a group of them. */
import { countUnchanged } from './enumerate.ts';
import type { Floor } from './floor.ts';

export const symmetryNames = [
  'identity',
  'half-turn',
  'left-right',
  'up-down',
  'quarter-turn',
  'three-quarter-turn',
  'main-diagonal',
  'other-diagonal',
] as const;
export type SymmetryName = (typeof symmetryNames)[number];

export interface Symmetry {
  name: SymmetryName;
  /** Cell → cell. */
  map: number[];
}

/** All motions of the rectangle that also carry its pillars onto pillars; of a square eight at most. */
export function symmetriesOf({ width, height, blocked }: Floor): Symmetry[] {
  const right = width - 1;
  const bottom = height - 1;
  const motions: [SymmetryName, boolean, (row: number, column: number) => [number, number]][] = [
    ['identity', false, (row, column) => [row, column]],
    ['half-turn', false, (row, column) => [bottom - row, right - column]],
    ['left-right', false, (row, column) => [row, right - column]],
    ['up-down', false, (row, column) => [bottom - row, column]],
    ['quarter-turn', true, (row, column) => [column, bottom - row]],
    ['three-quarter-turn', true, (row, column) => [right - column, row]],
    ['main-diagonal', true, (row, column) => [column, row]],
    ['other-diagonal', true, (row, column) => [right - column, bottom - row]],
  ];
  return motions
    .filter(([, turnsAxes]) => !turnsAxes || width === height)
    .map(([name, , move]) => ({
      name,
      map: Array.from({ length: width * height }, (_, cell) => {
        const [row, column] = move(Math.floor(cell / width), cell % width);
        return row * width + column;
      }),
    }))
    .filter(({ map }) => blocked.every((cell) => blocked.includes(map[cell] as number)));
}

/**
 * Number of layouts when those that a motion of the group carries into each other count once (Burnside's lemma: the
 * mean number of unchanged layouts). `total` is the number of all layouts. Null when a search is too long.
 */
export function countClasses(floor: Floor, group: readonly Symmetry[], total: bigint): bigint | null {
  let sum = total;
  for (const symmetry of group) {
    if (symmetry.name === 'identity') continue;
    const unchanged = countUnchanged(floor, symmetry);
    if (unchanged === null) return null;
    sum += BigInt(unchanged);
  }
  if (sum % BigInt(group.length) !== 0n)
    throw new Error(`Burnside's sum ${sum} is not divisible by ${group.length}: the motions are no group.`);
  return sum / BigInt(group.length);
}
