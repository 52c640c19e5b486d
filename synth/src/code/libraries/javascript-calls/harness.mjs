/**
 * Shows steps `[function, …arguments]` as Node's prompt would. Before this text stand the library's imports, `api` (functions by
 * the name under which steps call them) and `worded` (what the library's own messages look like). `{ $js }` in an argument is code.
 */
const { inspect } = await import('node:util');
const shared = [Object.prototype, Array.prototype, Function.prototype, Number.prototype, String.prototype];
const clean = shared.map((one) => new Set(Reflect.ownKeys(one)));

export async function observe({ steps }) {
  const seen = [];
  for (const [name, ...given] of steps) seen.push(await call(api[name], given.map(revived)));
  return seen;
}

async function call(work, given) {
  try {
    const value = await work(...given);
    const leaks = shared.flatMap((one, at) => Reflect.ownKeys(one).filter((key) => !clean[at].has(key)));
    if (leaks.length > 0) return { raised: 'PollutedPrototype', message: leaks.map(String).join(', ') };
    return { value: inspect(value, { depth: 8, breakLength: 100, compact: 3 }) };
  } catch (error) {
    if (!(error instanceof Error)) return { raised: typeof error };
    return worded.test(error.message)
      ? { raised: error.name, message: error.message }
      : { raised: error.name };
  } finally {
    shared.forEach((one, at) => {
      for (const key of Reflect.ownKeys(one)) if (!clean[at].has(key)) delete one[key];
    });
  }
}

function revived(value) {
  if (Array.isArray(value)) return value.map(revived);
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.$js === 'string') return (0, eval)(`(${value.$js})`);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, revived(one)]));
}
