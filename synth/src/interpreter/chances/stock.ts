/** A store of an article under a reorder rule with delivery time: long-run shares of days. */
import { z } from 'zod';
import { pythonFile } from '../program.ts';
import { chainFrom, longRunMean, type Chain } from './chain.ts';
import { Rational } from './rational.ts';
import type { Chances, Setting } from './setting.ts';

const terms = z.strictObject({
  /** Chances, in percent, that 0, 1, 2, … pieces are asked for in a day. */
  demand: z.array(z.number().int()),
  /** An order is placed at closing when the stock is at most this and no order is under way. */
  level: z.number().int(),
  /** Pieces in an order. */
  order: z.number().int(),
  /** Days from the closing at which an order is placed to the closing after which it is put on the shelf. */
  days: z.number().int(),
});
type Terms = z.infer<typeof terms>;

interface Variant {
  ordersWhileWaiting?: boolean;
  countsFirst?: boolean;
  below?: boolean;
}
/** At closing, after deliveries were shelved and orders placed: stock, and days to go for each order under way. */
interface Evening {
  stock: number;
  orders: number[];
}

export const stock: Setting<Terms> = {
  terms,
  sample: (rng) => {
    const most = rng.integer(2, 4);
    const cuts = rng
      .sample(
        Array.from({ length: 18 }, (_, i) => 5 * (i + 1)),
        most,
      )
      .sort((a, b) => a - b);
    const parts = [...cuts, 100].map((cut, i) => cut - (cuts[i - 1] ?? 0)).sort((a, b) => b - a);
    // Demand has one peak, at none or at one piece.
    const [first, second, ...rest] = parts as [number, number];
    const demand = rng.chance(0.5) ? parts : [second, first, ...rest];
    return { demand, level: rng.integer(1, 4), order: rng.integer(3, 8), days: rng.integer(1, 3) };
  },
  objection: ({ demand, level, order, days }) => {
    if (demand.reduce((sum, percent) => sum + percent, 0) !== 100)
      return 'the chances do not add up to 100 %';
    if (order <= level) return 'one order would not lift the stock above the level';
    const mean = demand.reduce((sum, percent, pieces) => sum + percent * pieces, 0) / 100;
    if (mean * days > order || mean < 0.5) return 'the rule does not fit the demand';
    if ((demand.length - 1) * days <= level) return 'nothing would ever be short';
    return null;
  },
  chances: (given) => work(given, {}),
  mistakes: (given) => [
    { how: 'a delivery took a day longer', chances: work({ ...given, days: given.days + 1 }, {}) },
    { how: 'orders were placed while one was under way', chances: work(given, { ordersWhileWaiting: true }) },
    { how: 'a delivery was shelved after the evening count', chances: work(given, { countsFirst: true }) },
    { how: 'an order was placed only below the level', chances: work(given, { below: true }) },
  ],
  tell: ({ demand, level, order, days }, rng) => {
    const chances = demand.map((percent, pieces) => `${pieces}: ${percent} %`).join(', ');
    const arrives = { 1: 'one day later', 2: 'two days later', 3: 'three days later' }[days as 1 | 2 | 3];
    const example = { 1: 'on Tuesday', 2: 'on Wednesday', 3: 'on Thursday' }[days as 1 | 2 | 3];
    return rng.pick([
      `A pharmacy keeps an antidote that is asked for now and then. Ampoules wanted per day, independently from day to day: ${chances}. If more are wanted than are there, what is there is handed out and the rest is sent for elsewhere, so it is lost to us. Every evening after closing, the count is made: if the shelf holds ${level === 1 ? 'one ampoule or none' : `at most ${level} ampoules`} and no order is under way, ${order} are ordered. What was ordered on an evening comes ${arrives}, after closing and before the count (ordered on Monday evening, it is on the shelf for the count ${example} evening). We are open every day.\n\nIn the long run, on what share of days does at least one request go unmet (\`short\`), and on what share of evenings is an order placed (\`orders\`)? Exact fractions.`,
      `I want to know what my spare-parts rule really does. A pump seal is needed by the plants with these chances per day (number: chance): ${chances}; days are independent and there are no weekends. What I do not have in the store is bought in town and never delivered by me later. At the end of each day I first shelve what has arrived, then look: with ${level} or fewer on the shelf, and nothing on order, I order ${order}; the parcel comes exactly ${arrives}, at the end of the day.\n\nOver a very long time, which fraction of the days sees me short of at least one seal (\`short\`) and which fraction of the days ends with an order (\`orders\`)? Please as exact fractions in lowest terms.`,
      `The bakery next door buys its vanilla from my shop, and so does nobody else. Pods wanted in a day (number: chance), every day anew and seven days a week: ${chances}. I sell what I have; what is missing the bakery gets elsewhere and does not ask for again. When the shop is shut I unpack what has been delivered, count, and send off an order for ${order} if ${level === 1 ? 'one pod or none is' : `${level} pods or fewer are`} left and no earlier order is still to come. An order is delivered exactly ${arrives}, before I unpack and count (one of Monday evening is there for the count ${example} evening).\n\nOn what fraction of all days, taken over many years, do I have too few pods (\`short\`), and on what fraction do I order (\`orders\`)? Exact fractions, please.`,
    ]);
  },
  python: pythonFile('stock.py', import.meta.url),
  how: 'Solves the balance equations of all evenings as one linear system.',
  shortcut: 'counts the requests that go unmet instead of the days',
};

function work(given: Terms, variant: Variant): Chances {
  const start = evening(given, variant, given.order + given.level, []);
  const key = ({ stock, orders }: Evening) => `${stock}|${orders.join()}`;
  const states = new Map<string, Evening>();
  const chain: Chain = chainFrom(start, key, (state) => {
    states.set(key(state), state);
    return given.demand.flatMap((percent, pieces) =>
      percent === 0 ? [] : [[Rational.of(percent, 100), after(given, variant, state, pieces)] as const],
    );
  });
  const recurrent = recurrentStart(chain, key(start));
  const short = (name: string) => {
    const stock = Math.max(0, (states.get(name) as Evening).stock);
    const percent = given.demand.slice(stock + 1).reduce((sum, share) => sum + share, 0);
    return Rational.of(percent, 100);
  };
  const orders = (name: string) =>
    Rational.of((states.get(name) as Evening).orders.filter((days) => days === given.days).length);
  const part = reachable(chain, recurrent);
  return { short: longRunMean(part, recurrent, short), orders: longRunMean(part, recurrent, orders) };
}

function after(given: Terms, variant: Variant, { stock, orders }: Evening, wanted: number): Evening {
  const left = Math.max(0, stock - wanted);
  const waiting = orders.map((days) => days - 1);
  const arrived = waiting.filter((days) => days === 0).length * given.order;
  const onTheWay = waiting.filter((days) => days > 0);
  if (!variant.countsFirst) return evening(given, variant, left + arrived, onTheWay);
  const counted = evening(given, variant, left, onTheWay);
  return { stock: counted.stock + arrived, orders: counted.orders };
}

function evening(given: Terms, variant: Variant, stock: number, waiting: number[]): Evening {
  const low = variant.below ? stock < given.level : stock <= given.level;
  // Waiting orders are bounded so that a wrong rule still has finitely many evenings.
  const free = variant.ordersWhileWaiting ? waiting.length < 3 : waiting.length === 0;
  if (!low || !free) return { stock, orders: waiting };
  return { stock, orders: [...waiting, given.days] };
}

/** A state that the chain returns to for ever: one that is reached from everything it can reach. */
function recurrentStart(chain: Chain, start: string): string {
  for (const state of reachable(chain, start).keys()) {
    const onward = reachable(chain, state);
    if ([...onward.keys()].every((other) => reachable(chain, other).size === onward.size)) return state;
  }
  return start;
}

function reachable(chain: Chain, start: string): Chain {
  const part: Chain = new Map();
  const waiting = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (part.has(state)) continue;
    const successors = chain.get(state) as Map<string, Rational>;
    part.set(state, successors);
    waiting.push(...successors.keys());
  }
  return part;
}
