import assert from 'node:assert/strict';
import test from 'node:test';
import type { Json } from '@touchstone/contracts';
import { bodyOf } from './body.ts';
import type { TranscriptEvent } from './transcript-store.ts';

const event = (type: TranscriptEvent['type'], body: Json): TranscriptEvent => ({
  ...{ index: 0, type, title: '', isError: false, bytes: 0, at: '2026-11-24T12:00:00.000Z', body },
});

test('source code among the arguments is shown with its lines', () => {
  const { blocks } = bodyOf(
    event('tool-called', {
      tool: 'python',
      arguments: { code: 'a = 1\nb = 2', timeout: 3 },
      result: '2',
      isError: false,
    }),
  );
  assert.deepEqual(
    blocks.map(({ label, kind, text }) => [label, kind, text]),
    [
      ['Arguments', 'json', '{\n  "timeout": 3\n}'],
      ['code', 'code', 'a = 1\nb = 2'],
      ['Result', 'text', '2'],
    ],
  );
});

test('a patch is a diff, an abstention keeps its null reward', () => {
  const [patch] = bodyOf(event('submitted', { kind: 'tree', patch: '--- a\n' })).blocks;
  assert.deepEqual([patch?.kind, patch?.text], ['diff', '--- a\n']);
  const fault = { code: 'sandbox-died', boundary: 'sandbox', message: 'gone', retryable: true };
  const { verdict } = bodyOf(
    event('verdict', {
      outcome: 'abstained',
      reward: null,
      masked: true,
      fault,
      reason: null,
      checks: [],
      verifier: null,
    }),
  );
  assert.equal(verdict?.reward, null);
});

test('a body of a shape nobody knows is shown whole', () => {
  const { blocks } = bodyOf(event('message', { surprising: ['<script>'] }));
  assert.match(blocks[0]?.text ?? '', /surprising/);
});
