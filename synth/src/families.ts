/** Every family, by category. A new family is one line here. */
import { InputFault, type AnyFamily } from '@touchstone/contracts';
import { tilings } from './interpreter/tilings/family.ts';

export const families: readonly AnyFamily[] = [tilings];

/** The family with this id; an `InputFault` that lists them all when there is none. */
export function familyById(id: string): AnyFamily {
  const family = families.find((candidate) => candidate.id === id);
  if (family) return family;
  throw new InputFault(`Expected the id of a family, got ${id}.`, {
    code: 'unknown-family',
    hint: `Families: ${families.map((candidate) => candidate.id).join(', ')}.`,
  });
}
