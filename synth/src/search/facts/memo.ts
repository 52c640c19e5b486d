/** What is worked out from a whole web is worked out once per process, under the web's hash: facts are functions of it. */
import type { Hash, OfflineWeb } from '@touchstone/contracts';

/** A function of a web that remembers its last answers; a failure is forgotten, so that it can be tried again. */
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
