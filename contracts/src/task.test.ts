import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitOf } from './source.ts';
import {
  saltOf,
  taskId,
  taskPublicSchema,
  taskSecretSchema,
  type TaskPublic,
  type TaskSecret,
} from './task.ts';

const task: TaskPublic = taskPublicSchema.parse({
  schemaVersion: 1,
  category: 'interpreter',
  language: 'en',
  instruction: 'How many?',
  environment: {
    runtime: { language: 'python', version: '>=3.11', packages: [] },
    files: [],
    world: null,
    web: null,
    tools: [],
    network: 'none',
    limits: {
      cpuSecondsMax: 1,
      wallSecondsMax: 1,
      memoryBytesMax: 1,
      processesMax: 1,
      diskBytesMax: 1,
      outputBytesMax: 1,
    },
    user: null,
  },
  answerFormat: { kind: 'typed', type: { kind: 'integer' } },
  budget: { toolCallsMax: 5 },
  licence: { spdx: 'Apache-2.0', sources: [] },
});
const secret: TaskSecret = taskSecretSchema.parse({
  schemaVersion: 1,
  salt: saltOf('key', 'interpreter.x', 1, 2),
  reference: { name: 'reference', how: 'counts', source: 'def solve(tools): return 3' },
  verifier: { executor: 'typed-answer', version: 1, expected: 3, alternatives: [] },
  trials: { right: [], wrong: [], solvers: [], chance: 0 },
  lineage: {
    family: 'interpreter.x',
    familyVersion: 1,
    randomSeed: 1,
    item: 2,
    sources: [],
    proposer: { kind: 'seeded', model: null },
    moves: [],
    parent: null,
  },
  splitKey: 'interpreter.x/0',
});

test('an id moves when either half moves, and with nothing else', () => {
  const id = taskId(task, secret);
  assert.match(id, /^task_[0-9a-f]{64}$/);
  assert.equal(taskId(structuredClone(task), structuredClone(secret)), id);
  assert.notEqual(taskId({ ...task, instruction: 'How many are there?' }, secret), id);
  assert.notEqual(taskId(task, { ...secret, salt: saltOf('other key', 'interpreter.x', 1, 2) }), id);
});

test('a salt is a function of key, family, random seed and item', () => {
  const salt = saltOf('key', 'f', 1, 2);
  assert.equal(saltOf('key', 'f', 1, 2), salt);
  for (const other of [
    saltOf('k', 'f', 1, 2),
    saltOf('key', 'g', 1, 2),
    saltOf('key', 'f', 2, 2),
    saltOf('key', 'f', 1, 3),
  ])
    assert.notEqual(other, salt);
});

test('unknown fields are refused, so that nothing secret travels in the public half unseen', () => {
  assert.throws(() => taskPublicSchema.parse({ ...task, expected: 3 }), /expected/);
});

test('splits hold nine tenths, a twentieth and a twentieth of many keys', () => {
  const counts = { train: 0, validation: 0, test: 0 };
  for (let i = 0; i < 20_000; i++) counts[splitOf(`key-${i}`)] += 1;
  // Three standard deviations of a binomial with n = 20,000: 127 at p = 0.9, 92 at p = 0.05.
  assert.ok(Math.abs(counts.train - 18_000) < 127, JSON.stringify(counts));
  assert.ok(Math.abs(counts.validation - 1_000) < 92, JSON.stringify(counts));
});

test('a published split never moves', () => {
  assert.deepEqual(['example-0', 'example-29', 'example-3'].map(splitOf), ['train', 'validation', 'test']);
});
