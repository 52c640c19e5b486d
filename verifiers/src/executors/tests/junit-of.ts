/** The hidden tests over a submission as JUnit XML. Holds names of hidden tests: for people who may read secret halves. */
import {
  InputFault,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type VerifyPorts,
} from '@touchstone/contracts';
import { toJUnit } from './junit.ts';
import { hiddenTestResults } from './verify-tree.ts';

/** `InputFault` for a task that has no tests, and for a submission that is no change of its tree. */
export async function junitOf(
  task: TaskPublic,
  secret: TaskSecret,
  submission: Submission,
  ports: VerifyPorts,
): Promise<string> {
  const { verifier } = secret;
  if (verifier.executor !== 'tests')
    throw new InputFault('This task is not verified by tests.', {
      code: 'no-tests',
      hint: 'JUnit XML is to be had for code tasks: "touchstone tasks list --category code".',
    });
  const results = await hiddenTestResults(task, { ...secret, verifier }, submission, ports);
  if (typeof results === 'string')
    throw new InputFault(`The submission cannot be run: ${results}.`, { code: 'malformed-submission' });
  return toJUnit(results);
}
