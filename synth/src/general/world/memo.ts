/** Remembers the latest few results of a pure function. A game regenerates its world at every moment; this makes it cheap. */
export function remembering<V>(size: number, make: (key: string) => V): (key: string) => V {
  const known = new Map<string, V>();
  return (key) => {
    if (known.has(key)) {
      const value = known.get(key) as V;
      known.delete(key);
      known.set(key, value);
      return value;
    }
    const value = make(key);
    known.set(key, value);
    if (known.size > size) known.delete(known.keys().next().value!);
    return value;
  };
}
