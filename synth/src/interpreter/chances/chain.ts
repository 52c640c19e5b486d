/**
 * Markov chains with exact probabilities: what is gathered until the chain ends, and its long-run shares. Solved by
 * eliminating one state after another (Grassmann, Taksar, Heyman 1985), without a matrix.
 */
import { Rational } from './rational.ts';

/** From each state, the next states with their probabilities. A state without successors ends the chain. */
export type Chain = Map<string, Map<string, Rational>>;

/** Builds the reachable part of a chain. `next` gives pairs of probability and following state; an empty list ends it. */
export function chainFrom<S>(
  start: S,
  key: (state: S) => string,
  next: (state: S) => readonly (readonly [Rational, S])[],
): Chain {
  const chain: Chain = new Map();
  const waiting = [start];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (chain.has(key(state))) continue;
    const successors = new Map<string, Rational>();
    for (const [probability, following] of next(state)) {
      const name = key(following);
      successors.set(name, (successors.get(name) ?? Rational.zero).plus(probability));
      waiting.push(following);
    }
    chain.set(key(state), successors);
  }
  return chain;
}

/**
 * The expected total gathered from `start` until the chain ends: each visit of a state brings `gain(state)`. With gain 1 on
 * the states that go on it is the expected number of steps, with gain 1 on one end it is that end's probability.
 */
export function gatheredFrom(chain: Chain, start: string, gain: (state: string) => Rational): Rational {
  const rows = new Map([...chain].map(([state, successors]) => [state, new Map(successors)]));
  const gains = new Map([...chain.keys()].map((state) => [state, gain(state)]));
  for (const state of chain.keys()) {
    const row = rows.get(state) as Map<string, Rational>;
    if (state === start || row.size === 0) continue;
    divideOutLoop(row, gains, state);
    for (const [other, successors] of rows) {
      const share = successors.get(state);
      if (other === state || share === undefined) continue;
      successors.delete(state);
      gains.set(other, (gains.get(other) as Rational).plus(share.times(gains.get(state) as Rational)));
      for (const [following, probability] of row)
        successors.set(
          following,
          (successors.get(following) ?? Rational.zero).plus(share.times(probability)),
        );
    }
    rows.delete(state);
  }
  const row = rows.get(start) as Map<string, Rational>;
  divideOutLoop(row, gains, start);
  let total = gains.get(start) as Rational;
  for (const [end, probability] of row) total = total.plus(probability.times(gains.get(end) as Rational));
  return total;
}

function divideOutLoop(row: Map<string, Rational>, gains: Map<string, Rational>, state: string): void {
  const stay = row.get(state);
  if (stay === undefined) return;
  row.delete(state);
  const factor = Rational.one.over(Rational.one.minus(stay));
  gains.set(state, (gains.get(state) as Rational).times(factor));
  for (const [following, probability] of row) row.set(following, probability.times(factor));
}

/** Long-run mean of `gain` per step for a chain in which every state comes back to `start`: a cycle's gain over its length. */
export function longRunMean(chain: Chain, start: string, gain: (state: string) => Rational): Rational {
  // Cut the chain at its returns to `start`: the returns end it.
  const cut: Chain = new Map(
    [...chain].map(([state, successors]) => [
      state,
      new Map([...successors].map(([following, p]) => [following === start ? 'returned' : following, p])),
    ]),
  );
  cut.set('returned', new Map());
  const once = (value: (state: string) => Rational) =>
    gatheredFrom(cut, start, (state) => (state === 'returned' ? Rational.zero : value(state)));
  return once(gain).over(once(() => Rational.one));
}
