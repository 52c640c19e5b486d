import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { parseQuery, taskSorts, type QueryTerm, type TaskRow } from '@touchstone/contracts/api';
import fc from 'fast-check';
import { publishSamples } from '../../test/published.ts';
import { fileDatabase } from '../../test/temporary.ts';
import { countFacets, countMatches, decide, listRows, retireTask } from '../index.ts';

const { verify, serve, curate } = await fileDatabase();
const now = new Date('2026-11-24T12:00:00.000Z');
let all: TaskRow[] = [];

before(async () => {
  const ids = await publishSamples(verify, 'queries', 24);
  const review = ['approve', 'reject', 'hold'] as const;
  for (const [index, task] of ids.entries()) {
    const act = review[index % 4];
    if (act !== undefined)
      await decide(curate, {
        task,
        revision: 0,
        act,
        reason: null,
        actor: index % 2 ? 'ada' : 'grace b',
        now,
      });
    if (index % 5 === 0)
      await retireTask(curate, { task, actor: 'a rule', reason: 'a test', evidence: '{}', at: now });
  }
  // Figures that a sample certificate does not have.
  await verify.run((sql) =>
    sql.$client.query(
      `UPDATE touchstone.task_state SET false_accept_high = nullif(hashtext(task_id) & 7, 7) / 10.0,
         false_reject_high = nullif(hashtext(task_id) & 3, 3) / 10.0, attempts = hashtext(task_id) & 15, passed = hashtext(task_id) & 1`,
    ),
  );
  all = (await listRows(serve, { terms: [], sort: 'id', limit: 500 })).tasks;
  assert.equal(all.length, 24);
});

/** The slow twin: what a term means, said of one row. */
function meets(row: TaskRow, term: QueryTerm): boolean {
  if (term.kind === 'text') return true;
  const { state } = row;
  if (term.kind === 'number') {
    const numbers = {
      ...{ far: row.falseAcceptHigh, frr: row.falseRejectHigh, cost: row.cpuSeconds, runs: row.sandboxRuns },
      ...{ attempts: state.attempts, passrate: state.attempts === 0 ? null : state.passed / state.attempts },
    };
    const value = numbers[term.field];
    if (value === null) return false;
    const inside =
      (term.min === null || value > term.min.value || (term.min.inclusive && value === term.min.value)) &&
      (term.max === null || value < term.max.value || (term.max.inclusive && value === term.max.value));
    return inside !== term.negated;
  }
  const words: Partial<Record<typeof term.field, string | null>> = {
    ...{
      cat: row.category,
      status: state.status,
      review: state.review,
      split: row.split,
      lang: row.language,
    },
    ...{ licence: row.licence, driver: row.driver, stale: row.stale ? 'yes' : 'no', by: state.reviewedBy },
  };
  const found = term.values.some((value) => {
    if (term.field === 'id') return row.id.startsWith(value.startsWith('task_') ? value : `task_${value}`);
    if (term.field !== 'gate') return words[term.field] === value;
    const [gate, outcome] = value.split('=');
    return Object.entries(row.gates).some(([each, is]) => each === gate && is === outcome);
  });
  return found !== term.negated;
}

const pieces = [
  'review:approved',
  '-review:approved',
  'review:(rejected OR held)',
  'status:retired',
  '-status:retired',
  'split:train',
  '-split:(train OR test)',
  'licence:CC0-1.0',
  'driver:bwrap',
  '-driver:docker',
  'stale:no',
  'stale:yes',
  'by:ada',
  '-by:ada',
  'by:"grace b"',
  'gate:reference-passes=passed',
  '-gate:reference-passes=passed',
  'gate:teaches=not-measured',
  'far:<0.3',
  '-far:<0.3',
  'far:0.1..0.4',
  'frr:>=0.1',
  'cost:1',
  'runs:>4',
  'attempts:0',
  'passrate:>0.1',
  '-passrate:0.5..1',
  'id:(0 OR 1 OR 2 OR 3)',
  '-id:a',
  'lang:en',
  'cat:interpreter',
  '-cat:code',
];
const queries = fc.subarray(pieces, { maxLength: 4 }).map((chosen) => chosen.join(' '));
const sorts = fc.constantFrom(...taskSorts.flatMap((sort) => [sort, `-${sort}`]));

test('a page holds what every term allows, and pages together hold each task once, in every order', async () => {
  await fc.assert(
    fc.asyncProperty(queries, sorts, fc.integer({ min: 1, max: 9 }), async (q, sort, limit) => {
      const terms = parseQuery(q);
      const expected = all.filter((row) => terms.every((term) => meets(row, term))).map(({ id }) => id);
      const found: TaskRow[] = [];
      let after: string | undefined;
      do {
        const page = await listRows(serve, { terms, sort, limit, after });
        found.push(...page.tasks);
        after = page.next ?? undefined;
      } while (after !== undefined);
      assert.deepEqual(found.map(({ id }) => id).sort(), expected);
      assert.equal(await countMatches(serve, terms), expected.length);
    }),
    { numRuns: 120 },
  );
});

test('a facet counts under the other terms and not under its own', async () => {
  await fc.assert(
    fc.asyncProperty(queries, async (q) => {
      const terms = parseQuery(q);
      const { total, facets } = await countFacets(serve, terms, { exact: false });
      assert.deepEqual(total, {
        count: all.filter((row) => terms.every((term) => meets(row, term))).length,
        atLeast: false,
      });
      for (const { field, values } of facets) {
        const others = terms.filter((term) => !(term.kind === 'choice' && term.field === field));
        const rows = all.filter((row) => others.every((term) => meets(row, term)));
        for (const { value, count } of values) {
          const quoted = /\s/.test(value) ? `"${value}"` : value;
          const [term] = parseQuery(`${field}:${quoted}`);
          assert.equal(
            count,
            rows.filter((row) => term && meets(row, term)).length,
            `${q} | ${field}:${value}`,
          );
        }
      }
    }),
    { numRuns: 80 },
  );
});

test('words are found as words, phrases as they stand, whatever their case; wildcards are nothing special', async () => {
  const count = async (q: string) => countMatches(serve, parseQuery(q));
  assert.equal(await count('numbers'), 24);
  assert.equal(await count('NUMBERS add'), 24);
  assert.equal(await count('number'), 0);
  assert.equal(await count('"umbers 1 TO 7."'), 1);
  assert.equal(await count('-"numbers 1 to 7."'), 23);
  assert.equal(await count('"100%"'), 24);
  assert.equal(await count('"n_mbers"'), 0);
  assert.equal(await count('"1%7"'), 0);
  assert.equal(await count('shared.txt'), 24);
  assert.equal(await count('instruction'), 0);
});

test('a cursor of another sort, or one that was made up, is refused', async () => {
  const { next } = await listRows(serve, { terms: [], sort: 'far', limit: 2 });
  for (const [sort, after] of [
    ['-far', next],
    ['id', next],
    ['far', 'x'],
    ['far', Buffer.from('["far","1; DROP","task_0"]').toString('base64url')],
  ] as const)
    await assert.rejects(listRows(serve, { terms: [], sort, limit: 2, after: after ?? '' }), {
      code: 'cursor-invalid',
    });
});
