/** Whether a submission has the form that the task asks for, before any value in it is judged. */
import { canonicalJson, type Submission, type SubmissionKind, type TaskPublic } from '@touchstone/contracts';
import { submissionBytesMax, submissionDepthMax } from './limits.ts';
import { schemaViolation } from './matchers/json-schema.ts';

/** Null when well formed, else one sentence. Throws a `Fault` when the task's own schema is unusable. */
export function malformation(task: TaskPublic, submission: Submission): string | null {
  const wanted = wantedKind(task);
  if (submission.kind !== wanted) return `expected a submission of kind ${wanted}, got ${submission.kind}`;
  if (depthExceeds(submission, submissionDepthMax + 2)) return `nested more than ${submissionDepthMax} deep`;
  let text: string;
  try {
    text = canonicalJson(submission);
  } catch {
    return 'not a JSON value';
  }
  if (Buffer.byteLength(text) > submissionBytesMax) return `larger than ${submissionBytesMax} bytes`;
  if (submission.kind === 'state' && submission.calls.length > task.budget.toolCallsMax) {
    return `${submission.calls.length} tool calls, allowed are ${task.budget.toolCallsMax}`;
  }
  return 'schema' in task.answerFormat && submission.kind !== 'tree'
    ? schemaViolation(task.answerFormat.schema, submission.answer)
    : null;
}

function wantedKind({ answerFormat }: TaskPublic): SubmissionKind {
  return answerFormat.kind === 'state' || answerFormat.kind === 'tree' ? answerFormat.kind : 'answer';
}

/** Breadth first and without recursion: depth itself may be the attack. */
function depthExceeds(value: unknown, depthMax: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthMax) return true;
    level = level.flatMap((element) =>
      typeof element === 'object' && element !== null ? (Object.values(element) as unknown[]) : [],
    );
  }
  return false;
}
