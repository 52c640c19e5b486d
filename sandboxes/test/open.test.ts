import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inspectDrivers, openDriver } from '../src/open.ts';
import { driverOrSkip } from './skip-or-fail.ts';
import { testHome } from './test-home.ts';

const bwrap = await driverOrSkip('bwrap', () => openDriver({ name: 'bwrap', home: testHome }));
await bwrap?.[Symbol.asyncDispose]();

describe('choosing a driver where no Docker engine answers', { skip: bwrap === null }, () => {
  const engine = process.env['DOCKER_HOST'];
  before(() => {
    process.env['DOCKER_HOST'] = 'unix:///nonexistent/docker.sock';
  });
  after(() => {
    if (engine === undefined) delete process.env['DOCKER_HOST'];
    else process.env['DOCKER_HOST'] = engine;
  });

  test('whoever names Docker gets a fault that says why and what to do', async () => {
    await assert.rejects(openDriver({ name: 'docker', home: testHome }), {
      code: 'docker-absent',
      boundary: 'sandbox',
      hint: /DOCKER_HOST/,
    });
  });

  test('`auto` takes the next one that works', async () => {
    await using driver = await openDriver({ name: 'auto', home: testHome });
    assert.equal(driver.name, 'bwrap');
  });

  test('the inspection says of each driver what it offers or why it does not work', async () => {
    const reports = await inspectDrivers({ home: testHome });
    assert.deepEqual(
      reports.map((report) => report.name),
      ['docker', 'bwrap', 'embedded'],
    );
    const [docker, second] = reports;
    assert.ok(docker?.works === false && docker.wayOut !== null);
    assert.ok(second?.works === true);
    assert.match(second.runtimes.python?.runtime ?? '', /^CPython 3\./);
  });

  test('an abort while a driver is being opened is not taken for a driver that does not work', async () => {
    const signal = AbortSignal.abort(new DOMException('no', 'AbortError'));
    await assert.rejects(openDriver({ name: 'auto', home: testHome, signal }), { name: 'AbortError' });
  });
});
