import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shellText } from './shell-text.ts';

const ended = {
  ending: 'exited' as const,
  exitCode: 2,
  stdout: Buffer.from('out'),
  stderr: Buffer.from(''),
  droppedBytes: 0,
};

test('output is followed by how the command ended', () => {
  assert.equal(shellText(ended, 100), 'out\n[exit code 2]');
  assert.equal(shellText({ ...ended, stdout: Buffer.from(''), exitCode: 0 }, 100), '[exit code 0]');
  assert.equal(
    shellText({ ...ended, ending: 'cpu-limit', exitCode: null, droppedBytes: 7 }, 100),
    'out\n[7 more bytes were dropped]\n[stopped: cpu-limit] it used more CPU seconds than one command may.',
  );
});

test('long output is cut in the middle, and the note says how much', () => {
  const text = shellText({ ...ended, stdout: Buffer.from(`${'a'.repeat(50)}${'b'.repeat(50)}`) }, 20);
  assert.equal(
    text,
    `${'a'.repeat(10)}\n[… 80 characters of output left out …]\n${'b'.repeat(10)}\n[exit code 2]`,
  );
});
