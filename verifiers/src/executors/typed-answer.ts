/** Typed answers: data against data in this process, no sandbox. All or nothing: a part of an answer earns no reward. */
import {
  InputFault,
  type AnswerType,
  type Check,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type Verdict,
} from '@touchstone/contracts';
import { compare } from '../matchers/match.ts';
import type { Mismatch } from '../matchers/mismatch.ts';
import { abstained, accepted, rejected, verifierName } from '../verdicts.ts';

export function verifyTypedAnswer(task: TaskPublic, secret: TaskSecret, submission: Submission): Verdict {
  const name = verifierName(secret);
  try {
    if (secret.verifier.executor !== 'typed-answer' || task.answerFormat.kind !== 'typed') {
      throw new InputFault('A typed answer needs the format "typed" and the executor "typed-answer".', {
        code: 'executor-mismatch',
      });
    }
    const { type } = task.answerFormat;
    if (submission.kind !== 'answer') return rejected(name, 'malformed', []);
    const { expected, alternatives } = secret.verifier;
    const mismatches = compare(type, expected, submission.answer);
    const right =
      mismatches.length === 0 ||
      alternatives.some((other) => compare(type, other, submission.answer).length === 0);
    if (right) return accepted(name, 1, checksOf(type, []));
    const reason = mismatches.some((mismatch) => mismatch.malformed)
      ? 'malformed'
      : (mismatches[0]?.path ?? '$');
    return rejected(name, reason, checksOf(type, mismatches));
  } catch (thrown) {
    return abstained(name, thrown);
  }
}

/** For a record one check a field, so that a reader sees what was right too. */
function checksOf(type: AnswerType, mismatches: readonly Mismatch[]): Check[] {
  const failed = mismatches.map(({ path, detail }) => ({ id: path, met: false, detail }));
  if (type.kind !== 'record') return failed.length > 0 ? failed : [{ id: '$', met: true, detail: 'equal' }];
  const right = Object.keys(type.fields)
    .map((name) => `$.${name}`)
    .filter(
      (path) =>
        !failed.some(
          ({ id }) => id === path || id === '$' || id.startsWith(`${path}.`) || id.startsWith(`${path}[`),
        ),
    )
    .map((path) => ({ id: path, met: true, detail: 'equal' }));
  return [...right, ...failed];
}
