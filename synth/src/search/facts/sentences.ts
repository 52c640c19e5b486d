/** Sentences of a text with their offsets. Knows the abbreviations that the corpus uses and no grammar. */
export interface Sentence {
  text: string;
  /** Offset in UTF-16 code units. */
  start: number;
}

/** A full stop after these ends no sentence. */
const abbreviation =
  /(?:^|[\s(.])(?:[A-Z]|c|ca|vs|St|Ste|Dr|Mr|Mrs|Jr|Sr|No|no|spp|sp|subsp|var|ssp|approx|av|apr|J|a|C|hab|Mt|cf|e\.g|i\.e|etc)$/;

export function sentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  for (const mark of text.matchAll(/[.!?](?=\s+[\p{Lu}«"“\d])|\n/gu)) {
    const end = mark.index + (mark[0] === '\n' ? 0 : 1);
    if (mark[0] === '.' && abbreviation.test(text.slice(start, mark.index))) continue;
    if (text.slice(start, end).trim() !== '') found.push({ text: text.slice(start, end), start });
    start = mark.index + 1;
  }
  if (text.slice(start).trim() !== '') found.push({ text: text.slice(start), start });
  return found;
}
