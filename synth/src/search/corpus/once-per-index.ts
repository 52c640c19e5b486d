/** A function of an index that remembers its answer as long as the index lives. */
export function oncePerIndex<I extends object, T>(work: (index: I) => T): (index: I) => T {
  const known = new WeakMap<I, { answer: T }>();
  return (index) => {
    let entry = known.get(index);
    if (!entry) known.set(index, (entry = { answer: work(index) }));
    return entry.answer;
  };
}
