/** Larval plants again, word by word: from `feed on` to the full stop, a capitalised word followed by an epithet or `species`. */
import { stopWords } from './hosts.ts';

/** Genera of the plants; null where no sentence says what larvae feed on, or it says so with a doubt. */
export function hostsByWords(text: string): string[] | null {
  const words = text.split(/\s+/);
  const at = words.findIndex(
    (word, i) =>
      /^(feed|feeds|feeding|mine|mines)$/.test(word) &&
      words[i + 1] === 'on' &&
      words.slice(Math.max(0, i - 6), i).some((before) => /^[Ll]arvae?$/.test(before)),
  );
  if (at < 0) return null;
  const genera: string[] = [];
  for (let i = at + 2; i < words.length; i++) {
    const word = (words[i] as string).replace(/^[("]+/, '');
    const next = (words[i + 1] ?? '').replace(/[),;.:]+$/, '');
    const ends = /[.]$/.test(word) && !/^(?:[A-Z]|spp|sp|var|subsp|ssp|cf|St)\.$/.test(word);
    if (/^(probably|possibly|not|except|reared)[,.]?$/.test(word)) return null;
    const clean = word.replace(/[),;.:]+$/, '');
    // A preposition before a capital begins a place, and what follows is no plant.
    if (
      /^(in|from|across|at|near|throughout|during)$/.test(word) &&
      (/^[A-Z]/.test(next) || /^[A-Z]/.test(words[i + 2] ?? '')) &&
      genera.length > 0
    )
      break;
    if (
      /^[A-Z][a-z]{2,}$/.test(clean) &&
      !/(?:aceae|idae|inae)$/.test(clean) &&
      !stopWords.has(clean) &&
      !genera.includes(clean)
    )
      genera.push(clean);
    if (ends) break;
  }
  for (const before of words.slice(Math.max(0, at - 4), at))
    if (/^(probably|possibly|not)$/.test(before)) return null;
  return genera.length === 0 ? null : genera;
}
