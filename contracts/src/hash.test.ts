import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { hashJson, hashText, keyedHash } from './hash.ts';

test('a text is hashed as FIPS 180-4 shows for "abc"', () => {
  assert.equal(hashText('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('the hash of a JSON value does not depend on the order of its keys', () => {
  assert.equal(hashJson({ a: 1, b: [2, { d: 3, c: 4 }] }), hashJson({ b: [2, { c: 4, d: 3 }], a: 1 }));
});

test('the keyed hash agrees with the HMAC of the platform', () => {
  assert.equal(keyedHash('key', { item: 1 }), createHmac('sha256', 'key').update('{"item":1}').digest('hex'));
});
