import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from './json.ts';

test('keys are sorted by UTF-16 code units and numbers printed as RFC 8785 shows them', () => {
  // The example of RFC 8785, section 3.2.2 and 3.2.3, without its string field.
  assert.equal(
    canonicalJson({
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      literals: [null, true, false],
    }),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
  );
  assert.equal(
    canonicalJson({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }),
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
  );
});

test('what JSON cannot hold is refused with the path where it stands', () => {
  assert.throws(() => canonicalJson({ a: [1, Number.NaN] }), /\$\.a\[1\].*NaN/);
  assert.throws(() => canonicalJson({ a: '\ud800' }), /lone surrogate/);
  assert.throws(() => canonicalJson({ a: new Map() }), /Map/);
});
