import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPermissive, licenceIds, licenceText } from './licences.ts';

test('an AND is permissive when all of it is, an OR when one side is', () => {
  assert.ok(isPermissive('CC-BY-4.0 AND CC0-1.0'));
  assert.ok(!isPermissive('CC-BY-4.0 AND ODbL-1.0'));
  assert.ok(isPermissive('GPL-3.0-only OR MIT'));
  assert.ok(!isPermissive('CC-BY-SA-4.0'));
});

test('a public domain statement is permissive, any other reference is not', () => {
  assert.ok(isPermissive('LicenseRef-Public-Domain AND Apache-2.0'));
  assert.ok(isPermissive('LicenseRef-US-Government-Work'));
  assert.ok(!isPermissive('LicenseRef-Secret-Terms'));
});

test('what is no expression is refused with an example', () => {
  assert.throws(() => isPermissive('free to use'), /Expected an SPDX licence expression, got "free to use"/);
});

test('the ids of an expression are listed once', () => {
  assert.deepEqual(licenceIds('MIT AND (CC0-1.0 OR MIT)'), ['CC0-1.0', 'MIT']);
});

test('every licence of the SPDX list has its text, a reference quotes its sources', () => {
  assert.match(licenceText('ODbL-1.0', []), /Open Database License/i);
  const source = { source: 'npm:x@1/y.csv', spdx: 'LicenseRef-Public-Domain', attribution: 'An Author' };
  assert.match(
    licenceText('LicenseRef-Public-Domain', [{ spdx: 'MIT', sources: [source] }]),
    /npm:x@1\/y\.csv: An Author/,
  );
});
