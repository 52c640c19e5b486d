/** What a clue says about things that each have a place, and whether it is true. Knows no words. */
import { z } from 'zod';

export const clueTypes = [
  'before',
  'gap',
  'twice',
  'sum',
  'adjacent',
  'apart',
  'between',
  'same',
  'different',
  'either',
  'end',
] as const;
/**
 * before: a's place comes before b's. gap: b's value exceeds a's by `amount`. twice: a's value is twice b's. sum: a's and b's
 * values together are c's. adjacent, apart: neighbouring places, or not. between: b lies between a and c. same, different: one
 * place, two places. either: a is at b's place or at c's, and not both. end: a has the first or the last place.
 */
export type ClueType = (typeof clueTypes)[number];

/** A thing as [category, index]. Category 0 are the places themselves. */
const thing = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]);
export type Thing = z.infer<typeof thing>;

export const clue = z.strictObject({
  type: z.enum(clueTypes),
  things: z.array(thing).min(1).max(3),
  /** For `gap`, in the scene's unit; else 0. */
  amount: z.number().int(),
});
export type Clue = z.infer<typeof clue>;

export const thingCount: Readonly<Record<ClueType, number>> = {
  before: 2,
  gap: 2,
  twice: 2,
  sum: 3,
  adjacent: 2,
  apart: 2,
  between: 3,
  same: 2,
  different: 2,
  either: 3,
  end: 1,
};

/** `places` are the places of the clue's things in order, `values` the places' values. */
export function holds({ type, amount }: Clue, places: readonly number[], values: readonly number[]): boolean {
  const [a, b, c] = places as [number, number, number];
  const value = (place: number) => values[place] as number;
  switch (type) {
    case 'before':
      return a < b;
    case 'gap':
      return value(b) - value(a) === amount;
    case 'twice':
      return value(a) === 2 * value(b);
    case 'sum':
      return a !== b && value(a) + value(b) === value(c);
    case 'adjacent':
      return Math.abs(a - b) === 1;
    case 'apart':
      return Math.abs(a - b) > 1;
    case 'between':
      return (a < b && b < c) || (c < b && b < a);
    case 'same':
      return a === b;
    case 'different':
      return a !== b;
    case 'either':
      return (a === b) !== (a === c);
    case 'end':
      return a === 0 || a === values.length - 1;
  }
}
