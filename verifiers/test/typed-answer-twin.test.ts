/** The two matchers, TypeScript and Python, over generated answers: same acceptance, same paths, same faults. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Fault, type AnswerType, type Json, type ScalarAnswerType } from '@touchstone/contracts';
import fc from 'fast-check';
import { schemaViolation } from '../src/matchers/json-schema.ts';
import { compare } from '../src/matchers/match.ts';

const python = spawnSync('python3', ['-c', 'import sys; print(sys.version_info >= (3, 11))'], {
  encoding: 'utf8',
});
const missing =
  python.stdout?.trim() === 'True' ? false : 'NOT RUN: python3 of at least 3.11 is not on this machine';
const folder = fileURLToPath(new URL('../src/python/', import.meta.url));

interface Case {
  type: AnswerType;
  expected: Json;
  given: Json;
}

const scalarType: fc.Arbitrary<ScalarAnswerType> = fc.oneof(
  fc.record({
    kind: fc.constant('number' as const),
    absoluteTolerance: fc.constantFrom(0, 0.005, 0.5, 1e-9),
  }),
  fc.record({
    kind: fc.constant('number' as const),
    absoluteTolerance: fc.constant(0.01),
    unit: fc.constant('km'),
  }),
  fc.constant({ kind: 'integer' as const }),
  fc.constant({ kind: 'fraction' as const }),
  fc.constant({ kind: 'date' as const }),
  fc.constant({ kind: 'boolean' as const }),
  fc.constant({ kind: 'text' as const }),
  fc.constant({ kind: 'expression' as const, variables: ['n', 'k2'] }),
) as fc.Arbitrary<ScalarAnswerType>;
const answerType: fc.Arbitrary<AnswerType> = fc.oneof(
  { weight: 4, arbitrary: scalarType },
  scalarType.map((of): AnswerType => ({ kind: 'set', of })),
  scalarType.map((of): AnswerType => ({ kind: 'list', of })),
  fc.tuple(scalarType, scalarType).map(([a, b]): AnswerType => ({ kind: 'record', fields: { a, b } })),
  fc
    .tuple(scalarType, scalarType, fc.boolean())
    .map(([a, b, ordered]): AnswerType => ({ kind: 'table', columns: { a, b }, ordered })),
  scalarType.map((of): AnswerType => ({ kind: 'list', of: { kind: 'set', of } })),
);

const digits = fc.stringMatching(/^[+-]?[0-9]{1,4}(,[0-9]{3})?(\.[0-9]{0,3})?(e[+-]?[0-9]{1,2})?$/);
const formula = fc.stringMatching(/^[-n(]{0,2}[0-9nk2+*/^() -]{0,12}[n2)]$/);
const pool: Record<string, fc.Arbitrary<Json>> = {
  number: fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    digits,
  ),
  integer: fc.oneof(fc.integer({ min: -3, max: 1400 }), fc.maxSafeInteger(), fc.bigInt().map(String), digits),
  fraction: fc.oneof(
    fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 0, max: 6 })).map(([p, q]) => `${p}/${q}`),
    fc.constantFrom(0.5, 2, -1, '1.5', '6 / 4'),
  ),
  date: fc.oneof(
    fc.stringMatching(/^20(00|23|24)[-/](0?[1-3]|1[0-3])[-/](0?[1-9]|[23][0-9])$/),
    fc.constantFrom('2024-02-29', '2023-02-29', '2024-02-29T00:00:00Z', '2024-02-29T01:00', '1900-02-29'),
  ),
  boolean: fc.constantFrom<Json>(true, false, 'true', ' False', 'YES', 'no', 0, 1),
  text: fc.oneof(
    fc.constantFrom(
      'Straße',
      'STRASSE',
      'ΟΔΥΣΣΕΥΣ',
      'οδυσσευς',
      'ﬁne',
      'FINE',
      'a\u00a0b',
      'A  b ',
      'İ',
      'i̇',
      '１２',
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  ),
  expression: fc.oneof(
    formula,
    fc.constantFrom('n*(n+1)/2', '(n^2+n)/2', '-n^2', '(-n)^2', 'n**2', '1/2n', 'n(n-1)', 'n/n', '1'),
  ),
};
const hostile: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    'NaN',
    'Infinity',
    '-inf',
    '1e999',
    '[1, 2]',
    '12±1',
    '≈12',
    '12 or 13',
    '12, 13',
    {},
    [],
    '',
  ),
  fc.constantFrom<Json>(
    1e308,
    9007199254740993,
    1e21,
    '0x10',
    '1_000',
    '１２',
    '12%',
    '5 km',
    '5 m',
    ' 42 ',
    '42.0',
    '\u22127',
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

function valueOf(type: AnswerType): fc.Arbitrary<Json> {
  switch (type.kind) {
    case 'set':
    case 'list':
      return fc.array(valueOf(type.of), { maxLength: 4 });
    case 'record':
      return fc.record(
        Object.fromEntries(Object.entries(type.fields).map(([name, of]) => [name, valueOf(of)])),
      );
    case 'table':
      return fc.array(valueOf({ kind: 'record', fields: type.columns }), { maxLength: 3 });
    case 'citations':
      return fc.record({
        required: fc.array(documentNames, { maxLength: 3 }),
        permitted: fc.array(documentNames, { maxLength: 2 }),
      });
    case 'number':
    case 'integer':
    case 'fraction':
    case 'date':
    case 'boolean':
    case 'text':
    case 'expression':
      return pool[type.kind] as fc.Arbitrary<Json>;
  }
}

/** A document as an expected value has it: one name or several. */
const documentName = fc.constantFrom(
  'notice-7',
  'NOTICE-7',
  ' notice-8',
  'https://archive.example/notice-7',
  'ß',
  '',
);
const documentNames: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: documentName },
  { weight: 5, arbitrary: fc.array(documentName, { minLength: 1, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.constantFrom<Json>(3, []) },
);

/** Often all that are required, with one more or less now and then; as an answer by itself or as a field. */
const citations: fc.Arbitrary<Case> = valueOf({ kind: 'citations' }).chain((documents) => {
  const { required, permitted } = documents as { required: Json[]; permitted: Json[] };
  const first = (document: Json) => (Array.isArray(document) ? (document[0] ?? '') : document);
  const right = [...required, ...permitted.slice(0, 1)].map(first);
  const cited = fc.oneof(
    fc.shuffledSubarray(right, { minLength: Math.max(0, right.length - 1) }),
    fc.constant(right),
    fc.array(documentName, { maxLength: 4 }),
    hostile,
  );
  const field: AnswerType = {
    kind: 'record',
    fields: { shown: { kind: 'citations' }, year: { kind: 'integer' } },
  };
  return fc
    .tuple(cited, fc.boolean())
    .map(([given, alone]): Case =>
      alone
        ? { type: { kind: 'citations' }, expected: documents, given }
        : { type: field, expected: { shown: documents, year: 1 }, given: { shown: given, year: 1 } },
    );
});

/** Mostly the same value, another of the type, a permutation, or something hostile. */
const generated: fc.Arbitrary<Case> = answerType.chain((type) =>
  valueOf(type).chain((expected) =>
    fc
      .oneof(
        fc.constant(expected),
        Array.isArray(expected)
          ? fc.shuffledSubarray(expected, { minLength: expected.length })
          : valueOf(type),
        valueOf(type),
        hostile,
      )
      .map((given) => ({ type, expected, given })),
  ),
);

function inTypeScript({ type, expected, given }: Case): Json {
  try {
    return compare(type, expected, given).map(({ path, malformed }) => [path, malformed]);
  } catch (thrown) {
    if (thrown instanceof Fault) return 'fault';
    throw thrown;
  }
}

function inPython(source: string, cases: unknown): Json[] {
  const run = spawnSync('python3', ['-c', source], {
    cwd: folder,
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout) as Json[];
}

const matchAll = `
import json, sys
from typed_answer import ExpectedFault, compare
def one(case):
    try:
        return [[path, malformed] for path, _, malformed in compare(case["type"], case["expected"], case["given"], "$")]
    except ExpectedFault:
        return "fault"
print(json.dumps([one(case) for case in json.load(sys.stdin)]))
`;

test('both matchers agree on 4,000 generated answers', { skip: missing }, (context) => {
  const cases = fc.sample(generated, { numRuns: 4000, seed: 20261124 });
  const theirs = inPython(matchAll, cases);
  cases.forEach((found, index) =>
    assert.deepEqual(inTypeScript(found), theirs[index], JSON.stringify(found)),
  );
  const accepted = theirs.filter((result) => Array.isArray(result) && result.length === 0).length;
  const faults = theirs.filter((result) => result === 'fault').length;
  context.diagnostic(
    `${accepted} accepted, ${4000 - accepted - faults} rejected, ${faults} unusable expected values`,
  );
  assert.ok(accepted > 400 && 4000 - accepted - faults > 400, 'both outcomes are well represented');
});

test('both matchers agree on 1,500 generated citations', { skip: missing }, (context) => {
  const cases = fc.sample(citations, { numRuns: 1500, seed: 20261124 });
  const theirs = inPython(matchAll, cases);
  cases.forEach((found, index) =>
    assert.deepEqual(inTypeScript(found), theirs[index], JSON.stringify(found)),
  );
  const accepted = theirs.filter((result) => Array.isArray(result) && result.length === 0).length;
  context.diagnostic(`${accepted} accepted`);
  assert.ok(accepted > 50, 'right citations are well represented');
});

const schemas: Json[] = [
  { type: 'array', items: { type: 'integer', minimum: 0 }, minItems: 1, uniqueItems: true },
  {
    type: 'object',
    properties: {
      a: { enum: [1, 'x', null] },
      b: { type: ['string', 'null'], maxLength: 3, pattern: '^[a-c]*$' },
    },
    required: ['a'],
    additionalProperties: false,
  },
  { anyOf: [{ type: 'boolean' }, { const: 0 }, { type: 'number', exclusiveMaximum: 5 }] },
];
const schemaValue = fc.oneof(
  fc.array(fc.oneof(fc.integer({ min: -1, max: 3 }), fc.constantFrom<Json>(1.5, '1', true)), {
    maxLength: 4,
  }),
  fc.record(
    { a: fc.constantFrom<Json>(1, 'x', null, true, 2), b: fc.constantFrom<Json>('ab', 'abcd', 'd', null, 1) },
    { requiredKeys: [] },
  ),
  fc.constantFrom<Json>(true, 0, 4.5, 5, {}, [], { a: 1, c: 1 }),
) as fc.Arbitrary<Json>;

test('both schema checks agree on 1,000 generated values', { skip: missing }, () => {
  const cases = fc
    .sample(schemaValue, { numRuns: 1000, seed: 7 })
    .flatMap((value) => schemas.map((schema) => ({ schema, value })));
  const source = `
import json, sys
from json_schema import schema_violation
print(json.dumps([schema_violation(case["schema"], case["value"]) for case in json.load(sys.stdin)]))
`;
  const theirs = inPython(source, cases);
  cases.forEach(({ schema, value }, index) =>
    assert.equal(schemaViolation(schema, value), theirs[index], JSON.stringify({ schema, value })),
  );
});
