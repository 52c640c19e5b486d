/** A verification function over the answer, the rows of the world and its own data. It does not know the solution. */
import {
  jsonObjectSchema,
  type Json,
  type Submission,
  type TaskPublic,
  type TaskSecret,
  type Verdict,
  type Verifier,
  type VerifyPorts,
} from '@touchstone/contracts';
import { judgeByProgram } from './judged-by-program.ts';

export async function verifyByFunction(
  task: TaskPublic,
  secret: TaskSecret & { verifier: Extract<Verifier, { executor: 'function' }> },
  submissions: readonly Submission[],
  ports: VerifyPorts,
): Promise<Verdict[]> {
  const { program, data, rubric } = secret.verifier;
  const rows = await worldRows(task, ports);
  return judgeByProgram({ task, secret, ports }, submissions, {
    program: { source: program, common: { rows, data } },
    rubric,
    casesOf: async (wellFormed) =>
      wellFormed.map((submission) => ({
        case: { answer: 'answer' in submission ? submission.answer : null },
      })),
  });
}

/** The world's rows as the task stores them, null without a world. Read here on the host: no sandbox is asked for them. */
async function worldRows(task: TaskPublic, ports: VerifyPorts): Promise<Json> {
  const { world } = task.environment;
  if (!world) return null;
  const bytes = await ports.blobs.readBlob(world.rows);
  return jsonObjectSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
