/** Drawing without putting back until a rule stops it: which colour ends it, and how many draws it takes. */
import { z } from 'zod';
import { pythonFile } from '../program.ts';
import { Rational } from './rational.ts';
import type { Chances, Setting } from './setting.ts';

const terms = z.strictObject({
  /** same: `count` of one colour in all; row: `count` of one colour in a row; every: each colour at least `count` times. */
  until: z.enum(['same', 'row', 'every']),
  count: z.number().int(),
  colours: z.array(z.number().int()),
  /** Index of the colour asked about. */
  asked: z.number().int(),
});
type Terms = z.infer<typeof terms>;

interface Drawn {
  counts: number[];
  last: number;
  run: number;
}

export const bag: Setting<Terms> = {
  terms,
  sample: (rng) => {
    const until = rng.pick(['same', 'row', 'every'] as const);
    const kinds = until === 'row' ? 3 : rng.integer(3, 4);
    const count = { same: rng.integer(3, 4), row: 3, every: rng.integer(1, 2) }[until];
    const colours = rng.sample([3, 4, 5, 6, 7, 8, 9], kinds);
    return { until, count, colours, asked: rng.integer(0, kinds - 1) };
  },
  objection: ({ until, count, colours }) => {
    if (new Set(colours).size < colours.length) return 'equal colours make the question symmetric';
    if (colours.some((number) => number < count)) return 'a colour could never end it';
    if (until === 'row' && Math.max(...colours) < 5) return 'a row would hardly come about';
    return null;
  },
  chances: (given) => work(given, given.until, false),
  mistakes: (given) => [
    { how: 'what was drawn was put back', chances: work(given, given.until, true) },
    {
      how: 'the next larger count was waited for',
      chances: work({ ...given, count: given.count + 1 }, given.until, false),
    },
    {
      how: 'another colour was looked at',
      chances: work({ ...given, asked: (given.asked + 1) % given.colours.length }, given.until, false),
    },
    ...(given.until === 'row'
      ? [{ how: 'the row did not need to be unbroken', chances: work(given, 'same', false) }]
      : []),
    ...(given.until === 'same' ? [{ how: 'a row was waited for', chances: work(given, 'row', false) }] : []),
  ],
  tell: ({ until, count, colours, asked }, rng) => {
    const names = rng.sample(['red', 'blue', 'green', 'yellow', 'black', 'white', 'brown'], colours.length);
    const contents = listOf(colours.map((number, i) => `${number} ${names[i]}`));
    const times = { 1: 'once', 2: 'twice', 3: 'three times', 4: 'four times' }[count] ?? `${count} times`;
    if (until === 'row')
      return rng.pick([
        `A street juggler's bet: a bag holds ${contents} balls, and a passer-by takes them out blind, one by one, laying them down in a line. It is over as soon as ${word(count)} balls next to each other, the last one drawn among them, have one colour, or when the bag is empty. The bank pays if those balls are ${names[asked]}.\n\nWhat is the probability that the bank pays (\`pays\`), and how many balls are drawn on average (\`draws\`; if the bag is emptied, all of them count)? Exact fractions.`,
        `For a lesson on runs I fill a box with ${contents} tiles, shuffle, and turn up one tile after another without putting any back. I stop at the first run of ${word(count)} tiles of the same colour in immediate succession, or when the box is used up.\n\nPlease compute exactly the probability that I stop because of a ${names[asked]} run (\`pays\`) and the mean number of tiles turned up (\`draws\`).`,
      ]);
    if (until === 'same')
      return rng.pick([
        `A crate in the dark store room holds single stage gloves, all of one size: ${contents} ones. For a scene I need ${word(count)} of the same colour, no matter which. I pull out one after another at random, keep them in my other hand and stop as soon as I have ${word(count)} of one colour.\n\nWith what probability are those ${word(count)} ${names[asked]} (\`pays\`), and how many gloves do I pull out on average (\`draws\`)? As exact fractions.`,
        `Votes of a small society are counted aloud: in the urn are ${contents} slips (each colour is a candidate), drawn one by one in random order. Whoever first has ${word(count)} slips opens the dance, and the drawing stops there.\n\nWhat is the chance that ${names[asked]} opens the dance (\`pays\`), and what is the expected number of slips drawn (\`draws\`)? Give exact fractions.`,
      ]);
    return rng.pick([
      `A child unwraps sweets from a tin with ${contents} ones, all wrapped alike, one by one in random order, until ${count === 1 ? 'every colour has turned up' : `every colour has turned up at least ${times}`}.\n\nHow likely is it that the sweet that ends the search is ${names[asked]} (\`pays\`), and how many are unwrapped on average (\`draws\`)? Exact fractions, please.`,
      `To calibrate a sorting machine I need parts of each colour: ${count === 1 ? 'at least one' : `at least ${word(count)}`} of every colour. The bin contains ${contents} parts; they come out one at a time in random order, none goes back, and the machine stops at the part that completes the set.\n\nGive the probability that this last part is ${names[asked]} (\`pays\`) and the expected number of parts that come out (\`draws\`), both as exact fractions.`,
    ]);
  },
  python: pythonFile('bag.py', import.meta.url),
  how: 'Counts the arrangements of what has been drawn so far instead of following the draws.',
  shortcut: 'weighs the draws as if each were put back',
};

/** Follows the draws, with the share of ways that are still under way. */
function work({ count, colours, asked }: Terms, until: Terms['until'], putBack: boolean): Chances {
  const total = colours.reduce((sum, number) => sum + number, 0);
  let pays = Rational.zero;
  let draws = Rational.zero;
  let layer = new Map<string, [Drawn, Rational]>();
  layer.set('', [{ counts: colours.map(() => 0), last: -1, run: 0 }, Rational.one]);
  for (let drawn = 1; drawn <= total && layer.size > 0; drawn++) {
    const next = new Map<string, [Drawn, Rational]>();
    for (const [state, share] of layer.values())
      for (const [colour, number] of colours.entries()) {
        const left = putBack ? number : number - (state.counts[colour] as number);
        if (left === 0) continue;
        const chance = share.times(Rational.of(left, putBack ? total : total - drawn + 1));
        const counts = state.counts.map((have, i) => (i === colour ? have + 1 : have));
        const run = state.last === colour ? state.run + 1 : 1;
        const over =
          until === 'same'
            ? counts[colour] === count
            : until === 'row'
              ? run === count
              : counts.every((have) => have >= count);
        if (over && colour === asked) pays = pays.plus(chance);
        if (over || drawn === total) {
          draws = draws.plus(chance.times(Rational.of(drawn)));
          continue;
        }
        const kept: Drawn =
          until === 'row'
            ? { counts, last: colour, run }
            : { counts: putBack ? counts.map((have) => Math.min(have, count)) : counts, last: -1, run: 0 };
        if (until === 'row' && putBack) kept.counts = counts.map(() => 0);
        const name = JSON.stringify(kept);
        next.set(name, [kept, (next.get(name)?.[1] ?? Rational.zero).plus(chance)]);
      }
    layer = next;
  }
  return { pays, draws };
}

function word(number: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'][number] ?? String(number);
}

function listOf(parts: readonly string[]): string {
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
