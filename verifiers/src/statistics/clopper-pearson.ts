/** Two-sided 95 % Clopper-Pearson interval (1934) of a binomial rate, by quantiles of the beta distribution. */
import type { Rate } from '@touchstone/contracts';
import jstat from 'jstat';

const alpha = 0.05;

export function clopperPearson(events: number, trials: number): Rate {
  const low = events === 0 ? 0 : jstat.beta.inv(alpha / 2, events, trials - events + 1);
  const high = events === trials ? 1 : jstat.beta.inv(1 - alpha / 2, events + 1, trials - events);
  return { events, trials, low, high };
}
