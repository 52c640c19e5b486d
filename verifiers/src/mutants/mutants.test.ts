import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerType, Json } from '@touchstone/contracts';
import { compare } from '../matchers/match.ts';
import { equalForms, reverseKeys } from './equal-forms.ts';
import { submissionMutants } from './json-mutants.ts';
import { typedMutants } from './typed-mutants.ts';

const columns = { city: { kind: 'text' }, day: { kind: 'date' } } as const;
const samples: [AnswerType, Json][] = [
  [
    { kind: 'citations' },
    { required: ['notice-7', ['notice-8', 'https://a.example/8']], permitted: ['by-law-2'] },
  ],
  [
    { kind: 'record', fields: { who: { kind: 'text' }, shown: { kind: 'citations' } } },
    { who: ['Elachista flammula', 'E. flammula'], shown: { required: ['taxon:1'], permitted: [] } },
  ],
  [{ kind: 'set', of: { kind: 'text' } }, [['Köln', 'Cologne'], 'Bonn']],
  [{ kind: 'number', absoluteTolerance: 0.005, unit: 'km' }, 1342.25],
  [{ kind: 'number', absoluteTolerance: 5 }, 0],
  [{ kind: 'integer' }, 0],
  [{ kind: 'integer' }, '123456789012345678901'],
  [{ kind: 'fraction' }, '1/2'],
  [{ kind: 'date' }, '2024-02-11'],
  [{ kind: 'boolean' }, true],
  [{ kind: 'text' }, ['Straße', 'Strasse 1']],
  [{ kind: 'expression', variables: ['n'] }, 'n*(n+1)/2'],
  [{ kind: 'set', of: { kind: 'integer' } }, [1, 2, 3]],
  [{ kind: 'list', of: { kind: 'text' } }, ['a', 'b', 'b']],
  [
    { kind: 'record', fields: { a: { kind: 'integer' }, b: { kind: 'fraction' } } },
    { a: 4711, b: '2/3' },
  ],
  [
    { kind: 'table', columns, ordered: false },
    [
      { city: 'Bonn', day: '2024-03-04' },
      { city: 'Köln', day: '2024-05-06' },
    ],
  ],
  [
    { kind: 'table', columns, ordered: true },
    [
      { city: 'Bonn', day: '2024-03-04' },
      { city: 'Köln', day: '2024-05-06' },
    ],
  ],
];

for (const [type, value] of samples) {
  test(`mutants of ${JSON.stringify(value)} as ${type.kind} are wrong, its other forms right`, () => {
    const mutants = typedMutants(type, value);
    const forms = equalForms(type, value);
    assert.ok(mutants.length >= 1 && forms.length >= 1);
    for (const { how, answer } of mutants) assert.notDeepEqual(compare(type, value, answer), [], how);
    for (const { how, answer } of forms) assert.deepEqual(compare(type, value, answer), [], how);
  });
}

test('a number mutant lies just outside the tolerance, on both sides', () => {
  const near = typedMutants({ kind: 'number', absoluteTolerance: 0.5 }, 10).filter(({ how }) =>
    how.includes('tolerance'),
  );
  // By hand: 10 ± 0.5005.
  assert.deepEqual(
    near.map(({ answer }) => answer),
    ['21001/2000', '18999/2000'],
  );
});

test('a log of calls loses and repeats each call', () => {
  const calls = [
    { tool: 'read', arguments: {} },
    { tool: 'write', arguments: { id: 1 } },
  ];
  const mutants = submissionMutants({ kind: 'state', calls, answer: null });
  assert.deepEqual(
    mutants.map(({ submission }) => submission.kind === 'state' && submission.calls.length),
    [1, 3, 1, 3],
  );
});

test('reversed keys mean the same and are written otherwise', () => {
  assert.equal(JSON.stringify(reverseKeys({ a: 1, b: [{ c: 1, d: 2 }] })), '{"b":[{"d":2,"c":1}],"a":1}');
});
