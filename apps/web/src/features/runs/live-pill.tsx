/** What runs now, in the top bar. */
export function LivePill() {
  return null;
}
