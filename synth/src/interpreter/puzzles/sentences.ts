/** Clues as sentences in the words of a scene. */
import type { Clue } from './clue.ts';
import type { Category, Scene } from './scenes.ts';

/** `labels` are the labels of each category, the places first. */
export function clueSentence(
  scene: Scene,
  labels: readonly (readonly string[])[],
  { type, things, amount }: Clue,
): string {
  const categories: Category[] = [scene.place, ...scene.categories];
  const said = things.map(([category, index]) => {
    const label = labels[category]?.[index] as string;
    const { noun, is, isNot } = categories[category] as Category;
    return { noun: noun(label), is: is(label), isNot: isNot(label), category };
  });
  const [a, b, c] = said as [(typeof said)[0], (typeof said)[0], (typeof said)[0]];
  return capital(sentence());

  function sentence(): string {
    const { words } = scene;
    switch (type) {
      case 'before':
        return words.before(a.noun, b.noun);
      case 'gap':
        return words.gap(a.noun, b.noun, amount);
      case 'twice':
        return words.twice?.(a.noun, b.noun) ?? '';
      case 'sum':
        return words.sum?.(a.noun, b.noun, c.noun) ?? '';
      case 'adjacent':
        return words.adjacent(a.noun, b.noun);
      case 'apart':
        return words.apart(a.noun, b.noun);
      case 'between':
        return words.between(a.noun, b.noun, c.noun);
      case 'same':
        return `${a.noun} ${b.is}.`;
      case 'different':
        return `${a.noun} ${b.isNot}.`;
      case 'either':
        // Two labels of one category exclude each other anyway.
        return b.category === c.category
          ? `${a.noun} ${alternatives(b.is, c.is)}.`
          : `${a.noun} either ${b.is} or ${c.is}, but not both.`;
      case 'end':
        return words.end(a.noun);
    }
  }
}

/** `flew the Irish flag`, `flew the Polish flag` → `flew the Irish or the Polish flag`. */
function alternatives(one: string, two: string): string {
  const [first, second] = [one.split(' '), two.split(' ')];
  let start = first.findIndex((word, i) => word !== second[i]);
  // An article stays with its noun, a title with its name.
  if (/^(the|Dr|Mr|Ms|Mrs)$/.test(first[start - 1] ?? '')) start--;
  const tail = first.at(-1) === second.at(-1) ? 1 : 0;
  return `${first.slice(0, first.length - tail).join(' ')} or ${second.slice(start).join(' ')}`;
}

export function listOf(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
