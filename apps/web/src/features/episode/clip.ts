/** Beginning and end of a long text, and how much lies between: a transcript stays readable, and nothing is thrown away. */
import { bytes } from '../../ui/words.ts';

const [headLines, tailLines] = [14, 4];
const [headCharacters, tailCharacters] = [2_400, 600];

/** Null where the text is short enough to be shown whole. */
export function clip(text: string): { head: string; tail: string; left: string } | null {
  const lines = text.split('\n');
  if (lines.length > headLines + tailLines + 2) {
    const head = lines.slice(0, headLines).join('\n');
    const tail = lines.slice(-tailLines).join('\n');
    if (head.length <= headCharacters && tail.length <= tailCharacters)
      return { head, tail, left: `${lines.length - headLines - tailLines} more lines` };
  }
  if (text.length <= headCharacters + tailCharacters + 200) return null;
  const left = text.length - headCharacters - tailCharacters;
  return {
    head: text.slice(0, headCharacters),
    tail: text.slice(-tailCharacters),
    left: `${bytes(left)} more`,
  };
}
