/**
 * Lists, facets and bulk acts over a seeded corpus, against the bars of the page: milliseconds p50 and p95.
 *
 *   node apps/api/bench/lists.ts --home FOLDER [--tries 40]
 */
import { parseArgs } from 'node:util';
import { parseQuery } from '@touchstone/contracts/api';
import { applyAct, countFacets, listRows, openDatabase, previewAct, undoAct } from '@touchstone/db';

const { values } = parseArgs({ options: { home: { type: 'string' }, tries: { type: 'string' } } });
if (values.home === undefined) throw new Error('Expected --home FOLDER, filled by seed-corpus.ts.');
const tries = Number(values.tries ?? 40);
await using database = await openDatabase({
  home: values.home,
  applicationName: 'bench',
  url: process.env.DATABASE_URL,
});
const { serve, curate } = database;

async function measure(what: string, act: () => Promise<string>): Promise<void> {
  const times: number[] = [];
  let result = '';
  for (let turn = 0; turn <= tries; turn++) {
    const startedAt = performance.now();
    result = await act();
    // The first finds nothing in memory.
    if (turn > 0) times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  console.log(`${what.padEnd(58)} p50 ${at(0.5).padStart(7)}  p95 ${at(0.95).padStart(7)} ms   ${result}`);
}

const page =
  (q: string, sort = 'id', limit = 100) =>
  async () => {
    const { tasks } = await listRows(serve, { terms: parseQuery(q), sort, limit });
    return `${tasks.length} rows`;
  };
const facets =
  (q: string, exact = false) =>
  async () => {
    const { total } = await countFacets(serve, parseQuery(q), { exact });
    return `${total.count}${total.atLeast ? '+' : ''} found`;
  };

let after: string | undefined;
await measure('page of 100', page(''));
await measure('page of 100, one after the other', async () => {
  const { tasks, next } = await listRows(serve, { terms: [], sort: 'far', limit: 100, after });
  after = next ?? undefined;
  return `${tasks.length} rows`;
});
for (const sort of ['far', '-far', 'risk', '-risk', 'newest', 'cost', '-passrate', '-reviewed'])
  await measure(`page sorted by ${sort}`, page('', sort));
await measure('page by far, 3 filters', page('cat:code review:unreviewed split:train', '-far'));
await measure(
  'page by far, 3 filters, few found',
  page('review:held split:validation driver:docker', '-far'),
);
await measure('page of a gate’s outcome', page('gate:teaches=not-measured far:<0.05'));
await measure('page of a common word', page('the'));
await measure('page of a common word, sorted', page('the', '-far'));
await measure('page of a rare word', page('4711'));
await measure('page of a phrase', page('"case 99"'));
await measure('page without a word', page('-answer cat:general'));
await measure('facets', facets(''));
await measure('facets, 1 filter', facets('cat:code'));
await measure('facets, 3 filters', facets('cat:code review:unreviewed split:train'));
await measure('facets, numbers', facets('far:<0.05 cost:>20'));
await measure('facets of a common word', facets('the'));
await measure('facets of a common word, exact', facets('the', true));
await measure('facets of a common word and 2 filters', facets('the cat:general review:approved'));
await measure('facets of a rare word', facets('4711'));
await measure('facets of a phrase', facets('"case 99"'));

/** Each time a new act: what was measured once is there no more. */
const times = { preview: [] as number[], apply: [] as number[], undo: [] as number[] };
const timed = async <T>(into: number[], act: () => Promise<T>): Promise<T> => {
  const startedAt = performance.now();
  const result = await act();
  into.push(performance.now() - startedAt);
  return result;
};
const q = 'id:(0 OR 1 OR 2 OR 3)';
const acting = { actor: 'bench', now: new Date() };
let acted = 0;
for (let turn = 0; turn < Math.max(5, tries / 4); turn++) {
  const examples = { random: 10, weakest: 5 };
  const request = { act: 'hold' as const, terms: parseQuery(q), q, reason: 'measured', ...acting, examples };
  const { op } = await timed(times.preview, () => previewAct(curate, request));
  acted = (await timed(times.apply, () => applyAct(curate, { op: op.id, ...acting }))).applied;
  await timed(times.undo, () => undoAct(curate, { op: op.id, ...acting }));
}
for (const [what, taken] of Object.entries(times)) {
  taken.sort((a, b) => a - b);
  const at = (share: number) =>
    (taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0).toFixed(0);
  console.log(
    `bulk ${what}`.padEnd(58),
    `p50 ${at(0.5).padStart(7)}  p95 ${at(0.95).padStart(7)} ms   ${acted} tasks`,
  );
}
