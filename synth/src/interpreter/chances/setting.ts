/** What a setting of the family brings: a situation with its terms, the exact answer, the mistakes, and the words. */
import type { Json, Rng } from '@touchstone/contracts';
import type { z } from 'zod';
import type { Rational } from './rational.ts';

/** Field of the answer → value. */
export type Chances = { [field: string]: Rational };

export interface Setting<T extends { [key: string]: Json } = { [key: string]: Json }> {
  terms: z.ZodType<T>;
  sample(rng: Rng): T;
  /** Why these terms make no sense or no work, or null. */
  objection(terms: T): string | null;
  chances(terms: T): Chances;
  mistakes(terms: T, right: Chances): { how: string; chances: Chances }[];
  tell(terms: T, rng: Rng): string;
  /** The reference: a program that reads the terms from `CASE` and works in another way, and how it does. */
  python: string;
  how: string;
  /** A shortcut that the program takes when `CASE["shortcut"]` is set. */
  shortcut: string;
}
