import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault } from '@touchstone/contracts';
import { patiently } from './patience.ts';

const lost = new Fault('The connection to the database was lost.', {
  code: 'database-lost',
  boundary: 'database',
  retryable: true,
});

test('a lost database is waited for, aloud, and the answer is that of the act that got through', async () => {
  let failures = 2;
  const said: string[] = [];
  const act = () => (failures-- > 0 ? Promise.reject(lost) : Promise.resolve(7));
  assert.equal(await patiently(act, { say: (text) => said.push(text) }), 7);
  assert.equal(said.length, 2);
  assert.match(said[0] ?? '', /waiting for the database/);
});

test('what is not a passing fault of the database is thrown at once', async () => {
  let calls = 0;
  const act = () => {
    calls++;
    return Promise.reject(new Error('a defect'));
  };
  await assert.rejects(patiently(act, { say: () => {} }), /a defect/);
  assert.equal(calls, 1);
});

test('waiting ends when somebody asks to stop', async () => {
  const controller = new AbortController();
  const waiting = patiently(() => Promise.reject(lost), {
    say: () => controller.abort(),
    signal: controller.signal,
  });
  await assert.rejects(waiting, { name: 'AbortError' });
});
