/**
 * Text as it is compared: Unicode NFKC, case folded, white space collapsed. Folding is upper case then lower case, so
 * that "STRASSE" equals "Straße" here and in Python alike; final sigma counts as sigma.
 * Twin: `python/written_values.py`.
 */

/** Spelt out because `\s` and Python's `str.split` disagree on five characters. */
const space = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';
const anySpaces = new RegExp(`[${space}]+`, 'g');
const oneSpace = new RegExp(`[${space}]`);

/** By steps from both ends: as a regular expression it takes quadratic time on a hostile text. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && oneSpace.test(text.charAt(start))) start++;
  while (end > start && oneSpace.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

export function foldText(text: string): string {
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
  return trim(folded.replace(anySpaces, ' '));
}
