/** A game to a number of points with two points' lead, where the chance of a point depends on who serves. */
import { z } from 'zod';
import { pythonFile } from '../program.ts';
import { chainFrom, gatheredFrom } from './chain.ts';
import { Rational } from './rational.ts';
import type { Chances, Setting } from './setting.ts';

const terms = z.strictObject({
  /** tie-break: 1 serve, then 2 each. twos: 2 each, one each from level at target - 1. winner: who won the last point serves. */
  service: z.enum(['tie-break', 'twos', 'winner']),
  target: z.number().int(),
  /** Points so far: of the first server, of the other. */
  score: z.tuple([z.number().int(), z.number().int()]),
  /** Chance, in percent, that the first server (the other) wins a point on own service. */
  holds: z.tuple([z.number().int(), z.number().int()]),
});
type Terms = z.infer<typeof terms>;

interface Variant {
  noLead?: boolean;
  fromNothing?: boolean;
  ignoresService?: boolean;
  alternates?: boolean;
}
interface Point {
  won: [number, number];
  server: 0 | 1;
}

export const match: Setting<Terms> = {
  terms,
  sample: (rng) => {
    const service = rng.pick(['tie-break', 'twos', 'winner'] as const);
    const target = { 'tie-break': rng.pick([7, 10]), twos: 11, winner: rng.pick([11, 15]) }[service];
    const low = service === 'winner' ? 30 : 45;
    return {
      service,
      target,
      score: [rng.integer(0, target - 3), rng.integer(0, target - 3)],
      holds: [rng.integer(low, low + 28), rng.integer(low, low + 28)],
    };
  },
  objection: ({ target, score, holds }) => {
    if (Math.max(...score) < 2) return 'the score says nothing';
    if (score.some((points) => points > target - 2)) return 'the game is all but over';
    if (holds[0] + holds[1] === 100) return 'the service would not matter';
    return null;
  },
  chances: (given) => work(given, {}),
  mistakes: (given) => [
    { how: 'the lead of two was ignored', chances: work(given, { noLead: true }) },
    { how: 'the score so far was ignored', chances: work(given, { fromNothing: true }) },
    { how: 'one player served all points', chances: work(given, { ignoresService: true }) },
    { how: 'service alternated point by point', chances: work(given, { alternates: true }) },
  ],
  tell: (given, rng) => {
    const { service, target, score, holds } = given;
    const [a, b] = rng.sample(['Ana', 'Berit', 'Chloé', 'Dunja', 'Emine', 'Farah', 'Greta', 'Hana'], 2) as [
      string,
      string,
    ];
    const serve = {
      'tie-break': `${a} served the first point, then ${b} the next two, ${a} the next two, and so on, two each in turn to the very end`,
      twos: `${a} served the first two points, ${b} the next two and so on in turn; from ${target - 1}:${target - 1} on they serve one point each in turn, beginning with the one whose turn it then is`,
      winner: `the winner of a point serves the next one`,
    }[service];
    const name = { 'tie-break': 'tie-break', twos: 'table tennis game', winner: 'squash game' }[service];
    const who = service === 'winner' ? ` ${a} is about to serve.` : '';
    const now = `it stands ${score[0]}:${score[1]} (${a}'s points first)`;
    const rule = `Whoever first has at least ${target} points and at least two more than the other wins`;
    const p = `${a} wins ${holds[0]} % of the points that she serves herself and ${b} ${holds[1]} % of those that she serves, each point independently of all others`;
    return rng.pick([
      `In the ${name} between ${a} and ${b} ${now}.${who} ${rule}; ${serve}. From long experience ${p}.\n\nTo check our simulator I need the true values: with what probability does ${a} win the game from here (\`wins\`), and how many more points will be played on average (\`points\`)? Both as exact fractions.`,
      `${capital(p)}. They are in the middle of a ${name}: ${now}, and ${serve}.${who} ${rule}.\n\nWhat are the probability that ${a} wins it (\`wins\`) and the expected number of points still to come (\`points\`)? I need fractions, not decimals.`,
      `A betting exchange settles live bets on the ${name} of ${a} against ${b} by exact odds. At the moment ${now}.${who} The rules in force: ${serve}. ${rule}. The model: ${p}.\n\nCompute the probability of ${a}'s winning from this score (\`wins\`) and the mean number of points that remain to be played (\`points\`), as exact fractions.`,
    ]);
  },
  python: pythonFile('match.py', import.meta.url),
  how: 'Works back from the end of the game and sums the level scores beyond the target as geometric series.',
  shortcut: 'ignores the lead of two',
};

function work(given: Terms, variant: Variant): Chances {
  const start: Point = { won: variant.fromNothing ? [0, 0] : [...given.score], server: 0 };
  if (given.service !== 'winner') start.server = serverOf(given, start.won, variant);
  const chain = chainFrom(
    start,
    (state) => key(given, state, variant),
    (state) => next(given, state, variant),
  );
  const from = key(given, start, variant);
  return {
    wins: gatheredFrom(chain, from, (state) => (state === 'first wins' ? Rational.one : Rational.zero)),
    points: gatheredFrom(chain, from, (state) => (state.endsWith('wins') ? Rational.zero : Rational.one)),
  };
}

function next(given: Terms, state: Point, variant: Variant): [Rational, Point][] {
  if (winnerOf(given, state.won, variant) !== null) return [];
  const { won, server } = state;
  const serving = variant.ignoresService ? 0 : server;
  const hold = Rational.of(given.holds[serving], 100);
  const firstTakes = serving === 0 ? hold : Rational.one.minus(hold);
  const following = (winner: 0 | 1): Point => {
    const after: [number, number] = winner === 0 ? [won[0] + 1, won[1]] : [won[0], won[1] + 1];
    return {
      won: after,
      server: given.service === 'winner' && !variant.alternates ? winner : serverOf(given, after, variant),
    };
  };
  return [
    [firstTakes, following(0)],
    [Rational.one.minus(firstTakes), following(1)],
  ];
}

/** Who serves at a score, where that follows from the score; 0 is the first server. */
function serverOf(
  { service, target }: Terms,
  [a, b]: readonly [number, number],
  { alternates = false }: Variant,
): 0 | 1 {
  const played = a + b;
  if (alternates) return (played % 2) as 0 | 1;
  if (service === 'tie-break') return (Math.floor((played + 1) / 2) % 2) as 0 | 1;
  const level = 2 * (target - 1);
  if (played < level) return (Math.floor(played / 2) % 2) as 0 | 1;
  return ((Math.floor(level / 2) + played - level) % 2) as 0 | 1;
}

function winnerOf(
  { target }: Terms,
  [a, b]: readonly [number, number],
  { noLead = false }: Variant,
): 0 | 1 | null {
  const lead = noLead ? 1 : 2;
  if (a >= target && a - b >= lead) return 0;
  if (b >= target && b - a >= lead) return 1;
  return null;
}

/** Beyond the target only the difference and the turn of service count; eight points later both turns come round again. */
function key(given: Terms, { won, server }: Point, variant: Variant): string {
  const winner = winnerOf(given, won, variant);
  if (winner !== null) return winner === 0 ? 'first wins' : 'other wins';
  const [a, b] = won;
  const least = Math.min(a, b);
  if (least < given.target - 1) return `${a}:${b}/${server}`;
  return `${a - b}/${server}/${(a + b) % 8}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
