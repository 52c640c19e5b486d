/** Splits a category's quota over its families: by weight, whole tasks, the same everywhere. */

/**
 * Largest remainder (Hamilton). Ties go to the family whose id sorts first, so that every worker splits alike.
 * Families whose share rounds to nothing get 0.
 */
export function splitQuota(tasks: number, weights: Readonly<Record<string, number>>): Record<string, number> {
  const ids = Object.keys(weights).sort();
  const total = ids.reduce((sum, id) => sum + (weights[id] ?? 0), 0);
  const shares = ids.map((id) => {
    const exact = (tasks * (weights[id] ?? 0)) / total;
    return { id, whole: Math.floor(exact), remainder: exact - Math.floor(exact) };
  });
  let left = tasks - shares.reduce((sum, share) => sum + share.whole, 0);
  // Remainders are compared to 1e-9: sums of floats must not decide which family gets a task.
  const byRemainder = shares.toSorted(
    (a, b) => Math.round((b.remainder - a.remainder) * 1e9) || (a.id < b.id ? -1 : 1),
  );
  const quotas = Object.fromEntries(shares.map((share) => [share.id, share.whole]));
  for (const share of byRemainder) if (left-- > 0) quotas[share.id] = share.whole + 1;
  return quotas;
}
