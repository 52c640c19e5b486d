import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AnswerType, Json } from '@touchstone/contracts';
import { compare } from './match.ts';

const accepts = (type: AnswerType, expected: Json, ...given: Json[]) => {
  for (const value of given) assert.deepEqual(compare(type, expected, value), [], JSON.stringify(value));
};
const rejects = (type: AnswerType, expected: Json, ...given: Json[]) => {
  for (const value of given) assert.notDeepEqual(compare(type, expected, value), [], JSON.stringify(value));
};

test('a number is compared as decimal text, exactly at the boundary of its tolerance', () => {
  const type: AnswerType = { kind: 'number', absoluteTolerance: 0.005 };
  // By hand: |1.01 - 1.005| = 0.005 exactly, although in binary floating point it is 0.00499999999999989.
  accepts(type, 1.005, 1.01, 1, '1.010', '201/200');
  rejects(type, 1.005, 1.0100001, 0.9999999, '1.0100000000000001');
  const exact: AnswerType = { kind: 'number', absoluteTolerance: 0 };
  rejects(exact, 0.3, 0.1 + 0.2);
  accepts(exact, 0.3, '0.30', '3/10', '3e-1');
});

test('an integer is lenient in form and strict in value', () => {
  const type: AnswerType = { kind: 'integer' };
  accepts(type, 1342, 1342, '1342', ' 1,342 ', '1342.0', '+1342', '2684/2', '1.342e3');
  rejects(
    type,
    1342,
    1341,
    '1,34,2',
    '13,42',
    '1342.5',
    '12 or 1342',
    '[1342]',
    [1342],
    true,
    '≈1342',
    '1342 km',
  );
  rejects(type, 1342, 'NaN', 'Infinity', '1342±1', null, {}, '', '1_342', '0x53e');
  const large = '123456789012345678901234567890';
  accepts(type, large, large, `${large}.0`);
  rejects(type, large, Number(large), '123456789012345678901234567891');
});

test('a unit may stand behind a number, another may not', () => {
  const type: AnswerType = { kind: 'number', absoluteTolerance: 0.1, unit: 'km' };
  accepts(type, 42, '42 km', '42km', 42);
  rejects(type, 42, '42 m', '42 miles', 'km', '42 km km');
});

test('a fraction is equal in every form, and only then', () => {
  accepts({ kind: 'fraction' }, '3/4', '6/8', '0.75', 0.75, ' 3 / 4 ');
  rejects({ kind: 'fraction' }, '3/4', '4/3', '3/0', '0.7500001', '3/4/1');
});

test('a date is a day of the calendar', () => {
  accepts({ kind: 'date' }, '2024-02-29', '2024-2-29', '2024/02/29', '2024-02-29T00:00:00Z');
  rejects({ kind: 'date' }, '2024-03-01', '2024-02-30', '01-03-2024', '2024-03-01T12:00', 20240301);
});

test('text is folded as NFKC, case and white space say', () => {
  accepts({ kind: 'text' }, ['Straße 5', 'Strasse 5a'], 'STRASSE  5', ' straße 5 ', 'Strasse 5A');
  rejects({ kind: 'text' }, 'Paris', 'Paris or London', 'Paris.', 'Pariss', 5, ['Paris']);
});

describe('an expression', () => {
  const type: AnswerType = { kind: 'expression', variables: ['n', 'k'] };
  test('is equal as a rational function', () => {
    accepts(type, 'n*(n+1)/2', '(n^2+n)/2', 'n(n+1)/2', '0.5*n**2 + n/2', '(n+1)^2 - (n^2+3n+2)/2');
    accepts(type, '(n^2-k^2)/(n-k)', 'n+k', 'k+n');
    accepts(type, '-n^2', '-(n^2)', '0-n*n');
  });
  test('is refused when it differs, is ambiguous, or is no formula of the variables', () => {
    rejects(type, 'n*(n+1)/2', 'n*(n-1)/2', 'n^2/2', 'n*(n+1)/2+1/1000000');
    rejects(type, '-n^2', '(-n)^2');
    rejects(type, 'n', '1/2n', 'n^n', '2^n', 'm', 'n+', '', 'n = n', 'n^2^1', 'sin(n)', 'n/0', '1 000');
  });
});

describe('composite answers', () => {
  const number: AnswerType = { kind: 'number', absoluteTolerance: 0.5 };
  test('a set is matched whole, without duplicates, in any order', () => {
    accepts({ kind: 'set', of: { kind: 'integer' } }, [1, 2, 3], [3, '2', '1.0']);
    rejects(
      { kind: 'set', of: { kind: 'integer' } },
      [1, 2, 3],
      [1, 2],
      [1, 2, 2],
      [1, 2, 3, 3],
      [1, 2, 4],
      '1,2,3',
    );
    // Greedy pairing would give 1.5 to 1.0 and leave 2.0 without a partner.
    accepts({ kind: 'set', of: number }, [1, 2], [1.5, 0.7]);
    accepts({ kind: 'set', of: { kind: 'text' } }, [['Bonn', 'Bonna'], 'Köln'], ['köln', 'BONNA']);
  });
  test('a list keeps its order', () => {
    accepts({ kind: 'list', of: { kind: 'text' } }, ['a', 'b'], ['A', 'B']);
    rejects({ kind: 'list', of: { kind: 'text' } }, ['a', 'b'], ['b', 'a'], ['a'], { 0: 'a', 1: 'b' });
  });
  test('a record has its fields and no others, and says which is wrong', () => {
    const type: AnswerType = {
      kind: 'record',
      fields: { a: { kind: 'integer' }, b: { kind: 'list', of: number } },
    };
    accepts(type, { a: 1, b: [2] }, { b: [2.4], a: '1' });
    const wrong = compare(type, { a: 1, b: [2, 3] }, { a: 2, b: [2, 4], c: 1 });
    assert.deepEqual(
      wrong.map(({ path, malformed }) => [path, malformed]),
      [
        ['$.c', true],
        ['$.a', false],
        ['$.b[1]', false],
      ],
    );
    rejects(type, { a: 1, b: [2] }, JSON.parse('{"a": 1, "b": [2], "__proto__": 1}') as Json, [1, [2]]);
  });
  test('a table may have its rows in any order only where order is free', () => {
    const columns = { city: { kind: 'text' }, share: { kind: 'number', absoluteTolerance: 0.01 } } as const;
    const rows = [
      { city: 'Bonn', share: 0.5 },
      { city: 'Köln', share: 0.25 },
    ];
    accepts({ kind: 'table', columns, ordered: false }, rows, rows.toReversed());
    rejects({ kind: 'table', columns, ordered: true }, rows, rows.toReversed());
    rejects(
      { kind: 'table', columns, ordered: false },
      rows,
      [rows[0] as Json, rows[0] as Json],
      [['Bonn', 0.5]],
    );
  });
  test('details never quote the expected value', () => {
    const [mismatch] = compare({ kind: 'integer' }, 987654321, 5);
    assert.ok(!JSON.stringify(mismatch).includes('987654321'));
  });
});

test('hostile lengths cost no more than their length', () => {
  const padding = ' '.repeat(1_000_000);
  rejects({ kind: 'integer' }, 1, `${padding}x${padding}x`);
  rejects({ kind: 'date' }, '2024-01-01', `${padding}x${padding}x`);
  rejects({ kind: 'text' }, 'x', `${padding}x${padding}y`);
  rejects(
    { kind: 'expression', variables: ['n'] },
    'n',
    '('.repeat(4000),
    `${'1/('.repeat(45)}n${')'.repeat(45)}`,
  );
});
