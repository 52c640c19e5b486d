import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@touchstone/contracts';
import { typedTask } from '../../test/support/tasks.ts';
import { answerNew } from './answer-new.ts';
import { nearDuplicateSignature, permutations, similarity } from './signature.ts';

const sentence = (words: number, from = 0) =>
  Array.from({ length: words }, (_, index) => `word${from + index}`).join(' ');

function sign(instruction: string, expected: Json, blob?: string): number[] {
  const { task, secret } = typedTask({ kind: 'integer' }, expected);
  const files = blob === undefined ? [] : [{ path: 'data.csv', blob: blob.repeat(64), bytes: 1 }];
  return nearDuplicateSignature(
    { ...task, instruction, environment: { ...task.environment, files } },
    secret,
  );
}

test('a signature is 128 minima and two hashes, all 32-bit and the same every time', () => {
  const signature = sign(sentence(40), 1);
  assert.equal(signature.length, permutations + 2);
  assert.ok(signature.every((entry) => Number.isInteger(entry) && entry >= 0 && entry < 2 ** 32));
  assert.deepEqual(sign(sentence(40), 1), signature);
});

test('the estimate is near the Jaccard similarity of the shingles', () => {
  // 98 shared shingles of 198 in each: 98 / (198 + 198 - 98) = 0.329; one standard error at 128 minima is 0.042.
  const estimate = similarity(sign(sentence(200), 1), sign(sentence(200, 100), 2));
  assert.ok(Math.abs(estimate - 0.329) < 3 * 0.042, String(estimate));
});

test('the same question over the same material is a near-duplicate, over other material it is not', () => {
  const earlier = [{ id: 'task_a', signature: sign(sentence(100), 1, 'a') }];
  assert.equal(answerNew(sign(sentence(100), 2, 'a'), earlier).outcome, 'failed');
  assert.equal(answerNew(sign(sentence(100), 2, 'b'), earlier).outcome, 'passed');
});

test('the same answer in nearly the same words is a near-duplicate, another answer is not', () => {
  const reworded = `${sentence(95)} quite otherwise here`;
  const earlier = [{ id: 'task_a', signature: sign(sentence(100), 1, 'a') }];
  assert.equal(answerNew(sign(reworded, 1, 'b'), earlier).outcome, 'failed');
  assert.equal(answerNew(sign(reworded, 2, 'b'), earlier).outcome, 'passed');
});

test('other numbers in a short instruction make another task', () => {
  const ask = (n: number, m: number) =>
    `How many ways are there to tile a hall of ${n} by ${m} with mats of 1 by 2?`;
  const answer = answerNew(sign(ask(4, 8), 153), [{ id: 'task_a', signature: sign(ask(6, 10), 1) }]);
  assert.equal(answer.outcome, 'passed');
  assert.match(answer.reason, /1 earlier/);
});
