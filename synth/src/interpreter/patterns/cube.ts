/** A wire cube of coloured rods: how many there are when cubes may be turned, and how many are their own mirror image. */
import { z } from 'zod';
import type { JsonObject } from '@touchstone/contracts';
import { pythonFile } from '../program.ts';
import type { Situation } from '../situation.ts';
import { countOrbits, multinomial, type Permutation } from './burnside.ts';

const terms = z.strictObject({
  /** Rods of each colour, twelve together. */
  counts: z.array(z.number().int()),
  /** At a corner: not all three alike; not all three different; at a face: not all four alike. */
  rules: z.array(z.enum(['corner-alike', 'corner-different', 'face-alike'])),
  /** Two colours, or one twice, that never meet in a corner. */
  strangers: z.tuple([z.number().int(), z.number().int()]).nullable(),
  /** A colour and how many of it a face has at most. */
  faceMost: z.tuple([z.number().int(), z.number().int()]).nullable(),
});
type Terms = z.infer<typeof terms>;
type Rule = Terms['rules'][number];

type Point = readonly [number, number, number];

export const cube: Situation<Terms> = {
  terms,
  sample: (rng) => {
    const colours = rng.integer(2, 4);
    const cuts = rng.sample([2, 3, 4, 5, 6, 7, 8, 9, 10], colours - 1).sort((a, b) => a - b);
    return {
      counts: [...cuts, 12].map((cut, i) => cut - (cuts[i - 1] ?? 0)),
      rules: rng.sample<Rule>(['corner-alike', 'corner-different', 'face-alike'], rng.integer(0, 1)).sort(),
      faceMost: rng.chance(0.6) ? [rng.integer(0, colours - 1), rng.integer(1, 3)] : null,
      strangers: rng.chance(0.3)
        ? ([rng.integer(0, colours - 1), rng.integer(0, colours - 1)].sort() as [number, number])
        : null,
    };
  },
  objection: ({ counts, rules, strangers, faceMost }) => {
    if (counts.reduce((sum, count) => sum + count, 0) !== 12) return 'a cube has twelve edges';
    if (counts.length < 3 && rules.includes('corner-different')) return 'two colours never differ three ways';
    if (counts.some((count) => count < 2) || rules.length + (strangers ? 1 : 0) + (faceMost ? 1 : 0) === 0)
      return 'too little to look at';
    if (multinomial(counts) > 150_000) return 'there are too many colourings to be listed';
    return null;
  },
  answer: (given) => answers(given),
  mistakes: (given, right) => [
    ...given.rules.map((dropped) => ({
      how: `the rule ${dropped} was dropped`,
      answer: answers({ ...given, rules: given.rules.filter((rule) => rule !== dropped) }),
    })),
    ...(given.faceMost
      ? [{ how: 'the limit for a face was dropped', answer: answers({ ...given, faceMost: null }) }]
      : []),
    {
      how: 'mirror images were counted once',
      answer: { ...right, designs: ((right.designs as number) + (right.mirrored as number)) / 2 },
    },
    {
      how: 'every colouring of a cube that cannot be turned was counted',
      answer: { ...right, designs: countOrbits([identity], given.counts, obeys(given)) },
    },
    {
      how: 'the colourings were divided by the number of turns',
      answer: { ...right, designs: Math.ceil(countOrbits([identity], given.counts, obeys(given)) / 24) },
    },
    {
      how: 'designs that differ from their mirror image were given',
      answer: { ...right, mirrored: (right.designs as number) - (right.mirrored as number) },
    },
  ],
  tell: ({ counts, rules, strangers, faceMost }, rng) => {
    const names = rng.sample(['brass', 'copper', 'steel', 'blackened', 'nickel', 'zinc'], counts.length);
    const rods = counts.map((count, i) => `${count} ${names[i]}`);
    const list = `${rods.slice(0, -1).join(', ')} and ${rods.at(-1)}`;
    const words = {
      'corner-alike': 'the three rods that meet in a corner are never all of one kind',
      'corner-different': 'the three rods that meet in a corner are never of three different kinds',
      'face-alike': 'the four rods round a face are never all of one kind',
    };
    const apart = strangers
      ? strangers[0] === strangers[1]
        ? [`two ${names[strangers[0]]} ones never meet in a corner`]
        : [`a ${names[strangers[0]]} and a ${names[strangers[1]]} one never meet in a corner`]
      : [];
    const most = faceMost
      ? [
          `no face has more than ${['no', 'one', 'two', 'three'][faceMost[1]]} ${names[faceMost[0]]} ones among its four`,
        ]
      : [];
    const rule = [...rules.map((name) => words[name]), ...apart, ...most].join(', and ');
    return rng.pick([
      `A lamp maker solders wire cubes from twelve equally long rods, one for each edge: ${list} ones. So that no lamp looks dull, ${rule}.\n\nA lamp hangs free and can be turned any way. How many different lamps can be made (\`designs\`)? A lamp that only a mirror would turn into another one is different from it. And how many of these lamps look exactly like their mirror image once they are turned suitably (\`mirrored\`)?`,
      `In a construction kit for children a cube frame takes twelve struts, of which ${list} ones are in the box and all must be used. The instructions add a challenge: ${rule}.\n\nPlease count the different frames (\`designs\`): two are the same if one can be picked up and rotated to look like the other, mirror images being different unless that is possible. How many of them coincide with their own mirror image (\`mirrored\`)?`,
    ]);
  },
  python: pythonFile('cube.py', import.meta.url),
  how: 'Lists every colouring and keeps those that come first among all their turns, then looks for the mirror image.',
  shortcut: 'drops one rule',
};

/** Midpoints of the edges, corners and face centres of the cube with corners (±1, ±1, ±1). */
const signs = [-1, 0, 1];
const points: Point[] = signs.flatMap((x) => signs.flatMap((y) => signs.map((z): Point => [x, y, z])));
const zeros = (point: Point) => point.filter((x) => x === 0).length;
const edges = points.filter((point) => zeros(point) === 1);
const near = (to: Point, distance: number) =>
  edges.flatMap((edge, i) =>
    edge.reduce((sum, x, axis) => sum + (x - (to[axis] as number)) ** 2, 0) === distance ? [i] : [],
  );
const atCorner = points.filter((point) => zeros(point) === 0).map((corner) => near(corner, 1));
const roundFace = points.filter((point) => zeros(point) === 2).map((face) => near(face, 1));

const identity: Permutation = edges.map((_, i) => i);
const { rotations, motions } = groups();

/** The 48 signed permutations of the axes; those with determinant 1 are rotations. */
function groups(): { rotations: Permutation[]; motions: Permutation[] } {
  const axes: [Point, number][] = [
    [[0, 1, 2], 1],
    [[1, 2, 0], 1],
    [[2, 0, 1], 1],
    [[0, 2, 1], -1],
    [[2, 1, 0], -1],
    [[1, 0, 2], -1],
  ];
  const found: { rotations: Permutation[]; motions: Permutation[] } = { rotations: [], motions: [] };
  for (const [order, parity] of axes)
    for (const x of [-1, 1])
      for (const y of [-1, 1])
        for (const z of [-1, 1]) {
          const factors: Point = [x, y, z];
          const moved = edges.map((edge) => {
            const image = order.map((axis, i) => (edge[axis] as number) * (factors[i] as number)).join();
            return edges.findIndex((other) => other.join() === image.replaceAll('-0', '0'));
          });
          found.motions.push(moved);
          if (parity * x * y * z === 1) found.rotations.push(moved);
        }
  return found;
}

function answers(given: Terms): JsonObject {
  const rotated = countOrbits(rotations, given.counts, obeys(given));
  const reflected = countOrbits(motions, given.counts, obeys(given));
  // Every pair of mirror images becomes one class, every design that is its own image stays one.
  return { designs: rotated, mirrored: 2 * reflected - rotated };
}

function obeys({ rules, strangers, faceMost }: Terms): (colours: readonly number[]) => boolean {
  return (colours) => {
    const kinds = (places: readonly number[]) => new Set(places.map((place) => colours[place])).size;
    if (faceMost) {
      const [colour, most] = faceMost;
      if (roundFace.some((places) => places.filter((place) => colours[place] === colour).length > most))
        return false;
    }
    if (strangers && atCorner.some((places) => meet(places, colours, strangers))) return false;
    if (rules.includes('corner-alike') && atCorner.some((places) => kinds(places) === 1)) return false;
    if (rules.includes('corner-different') && atCorner.some((places) => kinds(places) === 3)) return false;
    return !rules.includes('face-alike') || !roundFace.some((places) => kinds(places) === 1);
  };
}

/** Whether two rods at a corner have the two colours. */
function meet(
  places: readonly number[],
  colours: readonly number[],
  [a, b]: readonly [number, number],
): boolean {
  const of = (colour: number) => places.filter((place) => colours[place] === colour).length;
  return a === b ? of(a) > 1 : of(a) > 0 && of(b) > 0;
}
