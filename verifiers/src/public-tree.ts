/** Trees of a draft as text, for what is made from them: patches that are tried, lines that are looked for. */
import { applyPatch, isRefusal, type Draft, type Submission, type Tree } from '@touchstone/contracts';

/** The environment's files as an attempt finds them. */
export function publicTree({ task, blobs }: Draft): Tree {
  return new Map(
    task.environment.files.map(({ path, blob }) => [
      path,
      Buffer.from(blobs.get(blob) ?? []).toString('utf8'),
    ]),
  );
}

/** The tree with a submission's change; null for a submission of another kind and for a patch that does not fit. */
export function changedTree(draft: Draft, submission: Submission): Tree | null {
  if (submission.kind !== 'tree') return null;
  const after = applyPatch(publicTree(draft), submission.patch);
  return isRefusal(after) ? null : after;
}
