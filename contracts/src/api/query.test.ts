import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { QueryFault, formatQuery, parseQuery, type QueryTerm } from './query.ts';

const faultOf = (query: string): QueryFault => {
  try {
    parseQuery(query);
  } catch (thrown) {
    if (thrown instanceof QueryFault) return thrown;
  }
  return assert.fail(`${query} was read`);
};

test('fields, brackets, comparisons, words and phrases are terms in their order', () => {
  assert.deepEqual(
    parseQuery(
      'cat:code far:<0.03 gate:not-leaked=failed lang:(en OR es) -split:test passrate:0.2..0.8 word "a phrase"',
    ),
    [
      { kind: 'choice', field: 'cat', values: ['code'], negated: false },
      { kind: 'number', field: 'far', min: null, max: { value: 0.03, inclusive: false }, negated: false },
      { kind: 'choice', field: 'gate', values: ['not-leaked=failed'], negated: false },
      { kind: 'choice', field: 'lang', values: ['en', 'es'], negated: false },
      { kind: 'choice', field: 'split', values: ['test'], negated: true },
      {
        kind: 'number',
        field: 'passrate',
        min: { value: 0.2, inclusive: true },
        max: { value: 0.8, inclusive: true },
        negated: false,
      },
      { kind: 'text', text: 'word', phrase: false, negated: false },
      { kind: 'text', text: 'a phrase', phrase: true, negated: false },
    ] satisfies QueryTerm[],
  );
  assert.deepEqual(parseQuery('  '), []);
  assert.deepEqual(parseQuery('licence:"MIT AND CC-BY-4.0"'), [
    { kind: 'choice', field: 'licence', values: ['MIT AND CC-BY-4.0'], negated: false },
  ]);
});

for (const [query, at, message] of [
  ['cat:code colour:red', 9, /no field "colour"/],
  ['cat:cde', 4, /"cde" is no value of cat/],
  ['cat:(code OR cde)', 4, /"cde" is no value of cat/],
  ['cat:', 4, /"" is no value of cat/],
  ['gate:leaked=failed', 5, /"leaked" is no gate/],
  ['gate:not-leaked', 5, /"" is no outcome/],
  ['far:<tiny', 4, /Expected a number for far, came "<tiny"/],
  ['far:1.2.3', 4, /Expected a number/],
  ['x "open', 2, /Expected " to close/],
  ['lang:(en OR', 5, /Expected \) to close/],
  ['""', 0, /Expected a phrase/],
  ['"a"b"c"', 0, /Expected a phrase/],
] as const) {
  test(`${query} is refused with its place marked`, () => {
    const fault = faultOf(query);
    assert.match(fault.message, message);
    assert.equal(fault.at, at);
    assert.ok(fault.length > 0 && fault.at + fault.length <= query.length + 1);
    assert.ok((fault.hint ?? '').length > 0);
  });
}

test('a query of more characters than the limit is refused', () => {
  assert.match(faultOf('x'.repeat(2_001)).message, /at most 2000 characters, came 2001/);
});

const bound = fc.double({ min: 0, max: 1000, noNaN: true }).map((n) => Math.round(n * 1000) / 1000);
const term: fc.Arbitrary<QueryTerm> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('choice' as const),
      field: fc.constantFrom('lang' as const, 'licence' as const, 'by' as const),
      values: fc.array(fc.stringMatching(/^[A-Za-z0-9.-]{1,8}$/), { minLength: 1, maxLength: 3 }),
      negated: fc.boolean(),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('number' as const),
      field: fc.constantFrom('far' as const, 'cost' as const),
      min: fc.constant(null),
      max: fc.record({ value: bound, inclusive: fc.boolean() }, { noNullPrototype: true }),
      negated: fc.boolean(),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('text' as const),
      text: fc.stringMatching(/^[a-z][a-z ]{0,8}[a-z]$/),
      phrase: fc.constant(true),
      negated: fc.boolean(),
    },
    { noNullPrototype: true },
  ),
);

test('what is formatted is read as the same terms', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
      assert.deepEqual(parseQuery(formatQuery(terms)), terms);
    }),
  );
});

test('whatever is typed is either read or refused with a place inside it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60, unit: fc.constantFrom(...'a: ()"<>=-.0"catOR') }), (query) => {
      try {
        parseQuery(query);
      } catch (thrown) {
        assert.ok(thrown instanceof QueryFault);
        assert.ok(thrown.at >= 0 && thrown.at <= query.length);
      }
    }),
  );
});
