/**
 * `verify`: a submission in, a verdict out. Faults are attributed as the design says: what the submission causes is
 * rejected, what is ours abstains and never becomes a number. Writes nothing and knows no family.
 */
import {
  Fault,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type Verdict,
  type Verifier,
  type VerifyPorts,
} from '@touchstone/contracts';
import { verifyByFunction } from './executors/function.ts';
import { verifyState } from './executors/state.ts';
import { verifyTrees } from './executors/tests/verify-tree.ts';
import { verifyTypedAnswer } from './executors/typed-answer.ts';
import { malformation } from './submission-form.ts';
import { abstained, malformedVerdict, verifierName } from './verdicts.ts';
import { verifierVersions } from './versions.ts';

export async function verify(
  task: TaskPublic,
  secret: TaskSecret,
  submission: Submission,
  ports: VerifyPorts,
): Promise<Verdict> {
  const [verdict] = await verifyMany(task, secret, [submission], ports);
  return verdict as Verdict;
}

/** The same verdicts as one by one; data submissions share one fresh verifier process. Throws only a caller's abort. */
export async function verifyMany(
  task: TaskPublic,
  secret: TaskSecret,
  submissions: readonly Submission[],
  ports: VerifyPorts,
): Promise<Verdict[]> {
  ports.signal?.throwIfAborted();
  if (submissions.length === 0) return [];
  const name = verifierName(secret);
  try {
    requireKnownVersion(secret.verifier);
    const verdicts = await dispatch(task, secret, submissions, ports);
    ports.signal?.throwIfAborted();
    return verdicts;
  } catch (thrown) {
    ports.signal?.throwIfAborted();
    return submissions.map(() => abstained(name, thrown));
  }
}

async function dispatch(
  task: TaskPublic,
  secret: TaskSecret,
  submissions: readonly Submission[],
  ports: VerifyPorts,
): Promise<Verdict[]> {
  const { verifier } = secret;
  switch (verifier.executor) {
    case 'typed-answer':
      return submissions.map((submission) => {
        const detail = malformation(task, submission);
        return detail === null
          ? verifyTypedAnswer(task, secret, submission)
          : malformedVerdict(verifierName(secret), detail);
      });
    case 'function':
      return verifyByFunction(task, { ...secret, verifier }, submissions, ports);
    case 'state':
      return verifyState(task, { ...secret, verifier }, submissions, ports);
    case 'tests':
      return verifyTrees(task, { ...secret, verifier }, submissions, ports);
  }
}

/** The version named in the task runs, or nothing does: a reward must be the same in a year. */
function requireKnownVersion(verifier: Verifier): void {
  const current = verifierVersions.executors[verifier.executor];
  if (verifier.version === current) return;
  throw new Fault(
    `This task was made for version ${verifier.version} of the executor "${verifier.executor}"; here is version ${current}.`,
    {
      code: 'verifier-version',
      boundary: 'verifier',
      retryable: false,
      hint: 'Verify it with the Touchstone version that certified it, or certify it again.',
    },
  );
}
