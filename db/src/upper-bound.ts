/**
 * The upper end of the two-sided 95 % Clopper-Pearson interval (1934), by bisection on the binomial distribution: the same
 * figure that certificates carry for one gate, here for several together. A room knows only contracts, so it is worked out anew.
 */
const tail = 0.025;
/** Halvings: the result is exact to the last digits of a double. */
const halvings = 60;

/** Null without trials. */
export function upperBound(events: number, trials: number): number | null {
  if (trials === 0) return null;
  if (events >= trials) return 1;
  let [low, high] = [events / trials, 1];
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (atMost(events, trials, middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Probability of at most `events` of `trials` at the rate `p`. */
function atMost(events: number, trials: number, p: number): number {
  let term = trials * Math.log1p(-p);
  let sum = Math.exp(term);
  for (let count = 1; count <= events; count++) {
    term += Math.log((trials - count + 1) / count) + Math.log(p) - Math.log1p(-p);
    sum += Math.exp(term);
  }
  return sum;
}
