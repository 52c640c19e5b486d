/** Quantiles of the beta distribution, the posterior of a rate. */
import jstat from 'jstat';

export function betaQuantile(p: number, alpha: number, beta: number): number {
  return jstat.beta.inv(p, alpha, beta);
}
