/** A knock-out cup of eight teams whose draw is random under a rule about seeds. */
import { z } from 'zod';
import { pythonFile } from '../program.ts';
import { Rational } from './rational.ts';
import type { Chances, Setting } from './setting.ts';

const terms = z.strictObject({
  /** open: nothing is seeded. halves: the two strongest are put into different halves. pots: the four strongest meet unseeded teams first. */
  draw: z.enum(['open', 'halves', 'pots']),
  /** Eight different strengths, strongest first. */
  strengths: z.array(z.number().int()).length(8),
  /** The team asked about and the one it may meet, as places in the order of strength, from 0. */
  team: z.number().int(),
  rival: z.number().int(),
});
type Terms = z.infer<typeof terms>;

export const bracket: Setting<Terms> = {
  terms,
  sample: (rng) => {
    const strengths = rng
      .sample(
        Array.from({ length: 40 }, (_, i) => 5 + i),
        8,
      )
      .sort((a, b) => b - a);
    const [team, rival] = rng.sample([0, 1, 2, 3, 4, 5, 6, 7], 2) as [number, number];
    return { draw: rng.pick(['open', 'halves', 'pots'] as const), strengths, team, rival };
  },
  objection: ({ team, rival, strengths }) => {
    if (team === rival) return 'a team does not meet itself';
    if (new Set(strengths).size < 8) return 'equal teams make draws alike';
    return null;
  },
  chances: (given) => work(given, given.draw),
  mistakes: (given, right) => [
    ...(given.draw === 'open'
      ? [{ how: 'the two strongest were kept apart', chances: work(given, 'halves') }]
      : [{ how: 'the seeding was ignored', chances: work(given, 'open') }]),
    { how: 'the bracket was filled in the order of the list', chances: inListOrder(given) },
    {
      how: 'the cup of the other team was computed',
      chances: { ...work({ ...given, team: given.rival, rival: given.team }, given.draw) },
    },
    { how: 'one meeting in seven was taken for granted', chances: { ...right, meet: Rational.of(1, 7) } },
  ],
  tell: ({ draw, strengths, team, rival }, rng) => {
    const names = rng.sample(clubs, 8);
    const list = names.map((name, i) => `${name} ${strengths[i]}`);
    const rule = {
      open: 'The eight names are drawn blind into the eight places of the bracket, every order equally likely; there is no seeding',
      halves: `${names[0]} and ${names[1]}, the two best, are put at random into different halves of the bracket, each into one of the four places of its half at random; the other six are drawn blind into the places left`,
      pots: `In the first round each of the four best (${names.slice(0, 4).join(', ')}) is drawn against one of the other four, all such pairings being equally likely; the four pairings are then put into the bracket in random order, so that the semi-finals, too, are decided by lot`,
    }[draw];
    const strength =
      'a team of strength r beats one of strength s with probability r/(r + s), whatever happened before, and there are no draws';
    return rng.pick([
      `Eight clubs are left in the cup: ${rng.shuffle(list).join(', ')}. The figures are strengths: ${strength}. ${rule}. From then on it is plain knock-out: quarter-finals, semi-finals, final.\n\nBefore the draw is made, what is the probability that ${names[team]} will win the cup (\`cup\`), and what is the probability that ${names[team]} and ${names[rival]} will meet at some stage (\`meet\`)? Give exact fractions.`,
      `For the broadcaster's contract we need two probabilities about a knock-out cup whose draw is tomorrow. How the draw works: ${lower(rule)}. How matches are modelled: ${strength}. Strengths: ${rng.shuffle(list).join('; ')}. Winners go on to semi-finals and final along the bracket.\n\nHow likely is it, seen from today, that ${names[team]} lifts the cup (\`cup\`), and that there is a match between ${names[team]} and ${names[rival]} in any of the three rounds (\`meet\`)? As exact fractions.`,
      `A fan club of ${names[team]} asks what may be hoped for before tomorrow's draw. Quarter-finalists with their strengths: ${rng.shuffle(list).join(', ')}; ${strength}. ${rule}. After the draw the winners meet along the bracket, in semi-finals and a final.\n\nWhat is the chance, as an exact fraction, that ${names[team]} takes the cup (\`cup\`) and that on the way or in the final there is a match against ${names[rival]} (\`meet\`)?`,
    ]);
  },
  python: pythonFile('bracket.py', import.meta.url),
  how: 'Goes through every draw that the rule allows and plays each bracket exactly.',
  shortcut: 'plays one bracket, filled in the order of strength',
};

const clubs = [
  'Arkel',
  'Brandvik',
  'Castellmar',
  'Dunmore',
  'Eskil',
  'Fonteval',
  'Gradina',
  'Harlow',
  'Ivanec',
  'Jarna',
  'Kilbride',
  'Lodève',
  'Mirande',
  'Nordhavn',
  'Olmedo',
  'Pilsen',
  'Quarten',
  'Rosslare',
  'Sarnen',
  'Tolmin',
  'Uppsala',
  'Vaasa',
];

/** Bit sets of teams. Half of a bracket drawn blind is drawn blind itself, so a set of teams is all that counts. */
function work({ strengths, team, rival }: Terms, draw: Terms['draw']): Chances {
  const all = 255;
  const halves = subsets(all, 4).filter((half) => {
    if (draw === 'halves') return (half & 3) === 1 || (half & 3) === 2;
    if (draw === 'pots') return bits(half & 15) === 2;
    return true;
  });
  const pairings = draw === 'pots';
  let cup = Rational.zero;
  let meet = Rational.zero;
  const share = Rational.of(1, halves.length);
  for (const half of halves) {
    const one = playHalf(half, strengths, pairings);
    const two = playHalf(all ^ half, strengths, pairings);
    const mine = half & (1 << team) ? one : two;
    const theirs = half & (1 << team) ? two : one;
    const reaches = mine.wins.get(team) as Rational;
    for (const [other, chance] of theirs.wins)
      cup = cup.plus(
        share
          .times(reaches)
          .times(chance)
          .times(beats(strengths, team, other)),
      );
    const together = theirs.wins.get(rival);
    if (together) meet = meet.plus(share.times(reaches).times(together));
    else meet = meet.plus(share.times(mine.meets(team, rival)));
  }
  return { cup, meet };
}

interface Half {
  wins: Map<number, Rational>;
  meets(a: number, b: number): Rational;
}

/** Four teams, pairs drawn at random (with pots: seeded against unseeded). */
function playHalf(half: number, strengths: readonly number[], pots: boolean): Half {
  const pairs = subsets(half, 2).filter((pair) => !pots || bits(pair & 15) === 1);
  const share = Rational.of(1, pairs.length);
  const wins = new Map(members(half).map((team) => [team, Rational.zero]));
  const meeting = new Map<string, Rational>();
  const count = (a: number, b: number, chance: Rational) => {
    const key = String([Math.min(a, b), Math.max(a, b)]);
    meeting.set(key, (meeting.get(key) ?? Rational.zero).plus(chance));
  };
  for (const pair of pairs) {
    const [a, b] = members(pair) as [number, number];
    const [c, d] = members(half ^ pair) as [number, number];
    count(a, b, share);
    count(c, d, share);
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const)
      for (const [z, w] of [
        [c, d],
        [d, c],
      ] as const) {
        const final = share.times(beats(strengths, x, y)).times(beats(strengths, z, w));
        count(x, z, final);
        wins.set(x, (wins.get(x) as Rational).plus(final.times(beats(strengths, x, z))));
        wins.set(z, (wins.get(z) as Rational).plus(final.times(beats(strengths, z, x))));
      }
  }
  return { wins, meets: (a, b) => meeting.get(String([Math.min(a, b), Math.max(a, b)])) ?? Rational.zero };
}

/** The bracket 1-2, 3-4 against 5-6, 7-8. */
function inListOrder({ strengths, team, rival }: Terms): Chances {
  const fixed = (half: number, pairs: readonly number[]) => {
    const reach = new Map<number, Rational>();
    for (const a of members(half)) {
      const partner = members(pairs.find((pair) => pair & (1 << a)) as number).find((b) => b !== a) as number;
      const others = members(half).filter((b) => b !== a && b !== partner) as [number, number];
      const semi = others.map((b) =>
        beats(strengths, b, others.find((c) => c !== b) as number).times(beats(strengths, a, b)),
      );
      reach.set(a, beats(strengths, a, partner).times((semi[0] as Rational).plus(semi[1] as Rational)));
    }
    return reach;
  };
  const one = fixed(15, [3, 12]);
  const two = fixed(240, [48, 192]);
  const [mine, theirs] = one.has(team) ? [one, two] : [two, one];
  let cup = Rational.zero;
  for (const [other, chance] of theirs)
    cup = cup.plus((mine.get(team) as Rational).times(chance).times(beats(strengths, team, other)));
  const meet = (mine.get(team) as Rational).times(theirs.get(rival) ?? Rational.zero);
  return { cup, meet };
}

function beats(strengths: readonly number[], a: number, b: number): Rational {
  const [r, s] = [strengths[a] as number, strengths[b] as number];
  return Rational.of(r, r + s);
}

function members(set: number): number[] {
  return Array.from({ length: 8 }, (_, team) => team).filter((team) => set & (1 << team));
}

function bits(set: number): number {
  return members(set).length;
}

/** Subsets of a set with so many members. */
function subsets(set: number, size: number): number[] {
  return Array.from({ length: 256 }, (_, subset) => subset).filter(
    (subset) => (subset & set) === subset && bits(subset) === size,
  );
}

function lower(text: string): string {
  return /^(The|In) /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
