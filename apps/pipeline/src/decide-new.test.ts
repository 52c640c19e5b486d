import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packed, unpacked } from './decide-new.ts';

const signature = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 130, maxLength: 130 });

test('a signature comes back from its bytes, also out of the middle of a larger buffer', () => {
  fc.assert(
    fc.property(signature, (values) => {
      const { minhash } = packed(values);
      assert.deepEqual(unpacked(minhash), values);
      const larger = new Uint8Array([1, 2, 3, ...minhash]);
      assert.deepEqual(unpacked(larger.subarray(3)), values);
    }),
  );
});

test('signatures that agree in four minima of one band are found as near, others are not', () => {
  const one = Array.from({ length: 130 }, (_, index) => index);
  const other = one.map((value, index) => (index >= 8 && index < 12 ? value : value + 1000));
  const shared = packed(one).bands.filter((band) => packed(other).bands.includes(band));
  assert.equal(shared.length, 1);
  // The same values in another band are another band.
  const shifted = [...one.slice(4), 0, 0, 0, 0];
  assert.deepEqual(
    packed(one).bands.filter((band) => packed(shifted).bands.includes(band)),
    [],
  );
});
