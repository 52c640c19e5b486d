/**
 * Cited documents against those that show the answer: all that are required, and none that shows nothing. A document may be
 * named by its id or its address. Twin: `python/typed_answer.py`.
 */
import type { Json } from '@touchstone/contracts';
import { citationsMax } from '../limits.ts';
import { expectedFault, malformed, unequal, type Mismatch } from './mismatch.ts';
import { isText, show } from './scalar.ts';
import { foldText } from './text.ts';

export function compareCitations(expected: Json, given: Json, path: string): Mismatch[] {
  const required = documentsOf(expected, 'required', path);
  const permitted = documentsOf(expected, 'permitted', path);
  if (!isCitations(given))
    return [
      malformed(path, `expected a list of at most ${citationsMax} ids or addresses, got ${show(given)}`),
    ];
  const cited = new Set(given.map(foldText));
  const known = new Set([...required, ...permitted].flat());
  const mismatches: Mismatch[] = [];
  const missing = required.filter((names) => !names.some((name) => cited.has(name))).length;
  if (missing > 0)
    mismatches.push(unequal(path, `${missing} of ${required.length} documents that show it are not cited`));
  const strange = [...cited].filter((name) => !known.has(name)).length;
  if (strange > 0)
    mismatches.push(unequal(path, `${strange} cited documents do not show it or do not exist`));
  return mismatches;
}

export function isCitations(given: Json): given is string[] {
  return Array.isArray(given) && given.length <= citationsMax && given.every(isText);
}

/** Each document by its folded names. */
function documentsOf(expected: Json, part: 'required' | 'permitted', path: string): string[][] {
  const list =
    typeof expected === 'object' && expected !== null && !Array.isArray(expected) ? expected[part] : null;
  if (!Array.isArray(list) || (part === 'required' && list.length === 0))
    throw expectedFault(path, `it names no list of ${part} documents`);
  return list.map((document) => {
    const names = Array.isArray(document) ? document : [document];
    if (names.length === 0 || !names.every((name) => typeof name === 'string'))
      throw expectedFault(path, `a ${part} document has no name`);
    return names.map(foldText);
  });
}
