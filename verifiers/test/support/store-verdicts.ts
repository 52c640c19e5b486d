/**
 * Writes `stored-verdicts.json`: `node verifiers/test/support/store-verdicts.ts`. Refuses to store a verdict that moved
 * while every version stayed, which is the mistake that the test is for.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { canonicalJson, type Verdict } from '@touchstone/contracts';
import { verifierVersions } from '../../src/index.ts';
import { readStored, replay, storedFile, submissionsToStore, type Stored } from './stored.ts';

const known = existsSync(storedFile) ? readStored() : null;
const sameVersions = known !== null && canonicalJson(known.versions) === canonicalJson(verifierVersions);
const tasks: Stored['tasks'] = [];
for (const { name, task, secret, submissions } of submissionsToStore()) {
  const verdicts = await replay(task, secret, submissions);
  const tries = submissions.map((submission, index) => ({ submission, verdict: verdicts[index] as Verdict }));
  for (const { submission, verdict } of tries) {
    const before = known?.tasks
      .find((stored) => stored.name === name)
      ?.tries.find((tried) => canonicalJson(tried.submission) === canonicalJson(submission));
    if (sameVersions && before && canonicalJson(before.verdict) !== canonicalJson(verdict)) {
      throw new Error(
        `The verdict on ${JSON.stringify(submission)} of "${name}" moved: bump a version in versions.ts.`,
      );
    }
  }
  tasks.push({ name, task, secret, tries });
}
writeFileSync(storedFile, `${JSON.stringify({ versions: verifierVersions, tasks }, null, 1)}\n`);
