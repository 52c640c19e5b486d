/** A rate as people read it: three figures, and no powers of ten. */
export function percent(rate: number): string {
  if (rate > 0 && rate < 1e-6) return 'less than 0.0001 %';
  return `${Number((100 * rate).toPrecision(3))} %`;
}
