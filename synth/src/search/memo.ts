/** What is worked out from a whole web, an index of it or an institution is worked out once a process. */
import type { Hash, OfflineWeb } from '@touchstone/contracts';

/** A function of an object that remembers its answer as long as the object lives. */
export function oncePer<K extends object, T>(work: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { answer: T }>();
  return (key) => {
    let entry = known.get(key);
    if (!entry) known.set(key, (entry = { answer: work(key) }));
    return entry.answer;
  };
}

/** A function of a web that remembers its answers by the web's hash; a failure is forgotten, so that it can be tried again. */
export function oncePerWeb<T>(work: (web: OfflineWeb) => Promise<T>): (web: OfflineWeb) => Promise<T> {
  const known = new Map<Hash, Promise<T>>();
  return (web) => {
    const before = known.get(web.hash);
    if (before) return before;
    const answer = work(web).catch((thrown: unknown) => {
      known.delete(web.hash);
      throw thrown;
    });
    known.set(web.hash, answer);
    return answer;
  };
}
