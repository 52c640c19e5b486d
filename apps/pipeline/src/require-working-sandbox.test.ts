import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SandboxDriver } from '@touchstone/contracts';
import { requireWorkingSandbox } from './require-working-sandbox.ts';

function driverThatPrints(text: string | Error): SandboxDriver {
  return {
    name: 'bwrap',
    open: () =>
      text instanceof Error
        ? Promise.reject(text)
        : Promise.resolve({
            exec: () => Promise.resolve({ ending: 'exited', stdout: new TextEncoder().encode(text) }),
            [Symbol.asyncDispose]: () => Promise.resolve(),
          }),
  } as unknown as SandboxDriver;
}
const signal = new AbortController().signal;

test('a sandbox in which Python runs is taken for working', async () => {
  await requireWorkingSandbox(driverThatPrints('42\n'), 'a doubt', signal);
});

test('a sandbox that does not open or prints something else is the machine’s fault, with the doubt in the message', async () => {
  for (const driver of [driverThatPrints(''), driverThatPrints(new Error('no such user'))])
    await assert.rejects(requireWorkingSandbox(driver, 'a doubt', signal), {
      code: 'sandboxes-fail',
      retryable: false,
      message: /driver bwrap do not work .*a doubt/,
    });
});
