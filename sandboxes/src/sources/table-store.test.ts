import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Fault, InputFault } from '@touchstone/contracts';
import { zipSync } from 'fflate';
import { pinId, pins } from './pins.ts';
import { pythonPins } from './python-pins.ts';
import { pythonPackagesFolder, unpackWheel } from './python-packages.ts';
import { createTableStore } from './table-store.ts';

const refusedWith = (code: string) => (thrown: unknown) =>
  thrown instanceof Fault && thrown.code === code && thrown.boundary === 'source';

describe('reading tables', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'touchstone-tables-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  test('a file whose licence nobody has read is refused before anything is fetched', async () => {
    const store = createTableStore({ home });
    for (const file of ['data/movies.json', 'package.json', '../airports.json', '__proto__'])
      await assert.rejects(store.read('npm:vega-datasets@3.2.1', file), refusedWith('source-file-refused'));
    await assert.rejects(
      store.read('npm:vega-datasets@9.9.9', 'data/weather.csv'),
      refusedWith('source-unknown'),
    );
    await assert.rejects(store.read('pypi:sympy@1.14.0', 'LICENSE'), refusedWith('source-unknown'));
    assert.deepEqual(await readdir(home), []);
  });

  test('every pin has a hash of its own, and every listed file says whom to thank', () => {
    assert.equal(new Set([...pins.values()].map((pin) => pin.sha256)).size, pins.size);
    for (const [id, pin] of pins) {
      assert.equal(id, pinId(pin));
      for (const licence of [pin, ...Object.values(pin.files ?? {})]) {
        assert.match(licence.spdx, /^[A-Za-z0-9.-]+$/);
        assert.ok(licence.attribution.length > 3);
      }
    }
  });
});

describe('unpacking wheels', () => {
  const [pin] = [...pythonPins.values()];
  assert.ok(pin);
  const bytes = new TextEncoder().encode('x = 1\n');
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'touchstone-wheels-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('members are written, tests are left out', async () => {
    await unpackWheel(
      pin,
      zipSync({ 'a/__init__.py': bytes, 'a/tests/test_a.py': bytes, 'a/b/c.py': bytes }),
      folder,
    );
    assert.deepEqual((await readdir(folder, { recursive: true })).toSorted(), [
      'a',
      'a/__init__.py',
      'a/b',
      'a/b/c.py',
    ]);
  });

  test('a member that points out of the folder is refused', async () => {
    for (const name of ['../evil.py', '/evil.py', 'a/../../evil.py', 'a\\evil.py'])
      await assert.rejects(
        unpackWheel(pin, zipSync({ [name]: bytes }), folder),
        refusedWith('source-unreadable'),
      );
    await assert.rejects(unpackWheel(pin, bytes, folder), refusedWith('source-unreadable'));
  });

  test('a package without a pin is refused by name', async () => {
    await assert.rejects(
      pythonPackagesFolder(['numpy'], { home: folder }),
      (thrown) => thrown instanceof InputFault && thrown.message.includes('numpy'),
    );
  });
});
