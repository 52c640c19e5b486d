/** A submission known to be right, for comparison: the first right trial, else what the reference program hands in. */
import {
  isProgram,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type VerifyPorts,
} from '@touchstone/contracts';

/** Null when the reference program crashes. Throws the sandbox's faults. */
export async function referenceSubmission(
  task: TaskPublic,
  secret: TaskSecret,
  ports: VerifyPorts,
): Promise<Submission | null> {
  const [right] = secret.trials.right;
  if (right) return right;
  const { reference } = secret;
  if (!isProgram(reference)) return reference.submission;
  const result = await ports.attempts.attempt(task.environment, reference, {
    access: 'full',
    ...(ports.signal && { signal: ports.signal }),
  });
  if (result.outcome !== 'answered') return null;
  const { answer, calls } = result;
  return task.answerFormat.kind === 'state' ? { kind: 'state', calls, answer } : { kind: 'answer', answer };
}
