/** Wingspans again, word by word: the figures of the sentence that says `wingspan`, and the sex that stands after each. */
export interface WingspanByWords {
  male: [number, number] | null;
  female: [number, number] | null;
  /** Of the species, where no sex is named. */
  both: [number, number] | null;
}

export function wingspanByWords(text: string): WingspanByWords | null {
  const at = text.search(/\bwingspan\b/i);
  if (at < 0 || /\bwingspan\b/i.test(text.slice(at + 8))) return null;
  const rest = text.slice(at + 8).split('\n')[0] as string;
  const words = withoutBrackets(rest)
    .split(/\s+/)
    .filter((word) => word !== '');
  const result: WingspanByWords = { male: null, female: null, both: null };
  const waiting: [number, number][] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const span = spanOf(word);
    const sex = /^(fe)?males?[.,;]?$/.exec(word);
    if (span) {
      const last = waiting.at(-1);
      // `31 to 36`: the second figure is the end of the first.
      if (words[i - 1] === 'to' && last && spanOf(words[i - 2] ?? '')) last[1] = span[1];
      else waiting.push(span);
    } else if (sex && !/^(the|for|in|and)$/.test(words[i - 1] ?? '')) return null;
    else if (sex) {
      const mine = waiting.pop();
      const which = sex[1] === undefined ? 'male' : 'female';
      if (!mine || waiting.length > 0 || result[which]) return null;
      result[which] = mine;
    }
    if (/[.]$/.test(word) && !/^\d/.test(words[i + 1] ?? '')) break;
  }
  if (waiting.length === 1 && !result.male && !result.female) result.both = waiting[0] as [number, number];
  else if (waiting.length > 0) return null;
  return result;
}

function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = '';
  for (const character of text) {
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += character;
  }
  return kept;
}

/** `8–10.8`, `31`, `12mm` as smallest and largest. */
function spanOf(word: string): [number, number] | null {
  const parts = word
    .replace(/[.,;]$/, '')
    .replace(/(?:mm|millimetres)$/, '')
    .split(/[–-]/);
  if (parts.length > 2 || parts.some((part) => !/^\d+(\.\d+)?$/.test(part))) return null;
  const [min, max] = [Number(parts[0]), Number(parts.at(-1))];
  return max < min ? null : [min, max];
}
