/**
 * Text as it is compared: Unicode NFKC, case folded, white space collapsed. Folding is upper case then lower case, so
 * that "STRASSE" equals "Straße" here and in Python alike; final sigma counts as sigma.
 * Twin: `python/typed_answer.py`.
 */

/** Spelt out because `\s` and Python's `str.split` disagree on five characters. */
const spaces =
  '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+';
const anySpaces = new RegExp(spaces, 'g');
const outerSpaces = new RegExp(`^${spaces}|${spaces}$`, 'g');

export function trim(text: string): string {
  return text.replace(outerSpaces, '');
}

export function foldText(text: string): string {
  const folded = text.normalize('NFKC').toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
  return trim(folded.replace(anySpaces, ' '));
}
