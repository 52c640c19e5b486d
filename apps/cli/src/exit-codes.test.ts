import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Fault, InputFault, SandboxFault } from '@touchstone/contracts';
import { exitCodeOf, exitCodeTable } from './exit-codes.ts';
import { renderError } from './render/errors.ts';

test('the documentation has exactly the exit codes of the program', () => {
  const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
  for (const [code, text] of exitCodeTable) assert.ok(page.includes(`| ${code} | ${text} |`), String(code));
});

test('each boundary has its exit code', () => {
  const fault = (boundary: 'database' | 'configuration' | 'source') =>
    new Fault('x', { code: 'x', boundary, retryable: false });
  assert.equal(exitCodeOf(new InputFault('x', { code: 'x' })), 2);
  assert.equal(exitCodeOf(fault('configuration')), 4);
  assert.equal(exitCodeOf(fault('source')), 4);
  assert.equal(exitCodeOf(new SandboxFault('x', { code: 'x', retryable: false })), 4);
  assert.equal(exitCodeOf(fault('database')), 5);
  assert.equal(exitCodeOf(new TypeError('x')), 70);
});

test('a full disk is told from other errors, as Node and as Postgres say it, however deep', () => {
  const node = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    path: '/data/c.jsonl',
  });
  const postgres = Object.assign(new Error('could not extend file'), { code: '53100' });
  for (const error of [node, new Error('while writing', { cause: postgres })]) {
    assert.equal(exitCodeOf(error), 4);
    assert.match(renderError(error, false), /The disk is full.*nothing that was acknowledged is lost/s);
  }
  assert.match(renderError(node, false), /writing \/data\/c\.jsonl/);
});

test('an error is its message and the way out, without a stack unless asked for', () => {
  const error = new InputFault('There is no task "x".', { code: 'x', hint: 'List them.' });
  assert.equal(renderError(error, false), 'There is no task "x".\n→ List them.');
  assert.match(renderError(error, true), /exit-codes\.test\.ts/);
});
