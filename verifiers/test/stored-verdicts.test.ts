import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { verifierVersions } from '../src/index.ts';
import { readStored, replay } from './support/stored.ts';

const stored = readStored();

test('the stored verdicts were made by the versions that are here', () => {
  const advice = 'Run `node verifiers/test/support/store-verdicts.ts` after a version was raised.';
  assert.deepEqual(stored.versions, verifierVersions, advice);
});

describe('a stored submission gets the stored verdict; where it should move, raise a version', () => {
  for (const { name, task, secret, tries } of stored.tasks) {
    test(name, async () => {
      const verdicts = await replay(
        task,
        secret,
        tries.map(({ submission }) => submission),
      );
      tries.forEach(({ submission, verdict }, index) =>
        assert.deepEqual(verdicts[index], verdict, JSON.stringify(submission)),
      );
    });
  }
});
