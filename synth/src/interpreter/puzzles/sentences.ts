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
        return `${a.noun} either ${b.is} or ${c.is}${b.category === c.category ? '' : ', but not both'}.`;
      case 'end':
        return words.end(a.noun);
    }
  }
}

export function listOf(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
