/** Judges a submission to a published task, and certifies a published task again. Both read its secret half. */
import { readFile } from 'node:fs/promises';
import {
  InputFault,
  submissionSchema,
  type Draft,
  type Submission,
  type Verdict,
} from '@touchstone/contracts';
import { blobReader, findTask, readSecrets, readTaskBlobs, readTasks } from '@touchstone/db';
import { junitOf, verify } from '@touchstone/verifiers';
import type { DriverChoice, Parts } from './compose.ts';

/** No honest submission is larger; a file that is, is not read. */
const SUBMISSION_BYTES_MAX = 4_000_000;

/** A submission from a file or a text; an `InputFault` that says what is wrong with it. `name` stands in messages. */
function parseSubmission(text: string, name: string): Submission {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed(name, `it is not JSON (${(error as Error).message})`, error);
  }
  const parsed = submissionSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw malformed(name, `${issue?.path.join('.') || 'at the top'}: ${issue?.message ?? 'not usable'}`);
}

export async function readSubmission(path: string): Promise<Submission> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new InputFault(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `Cannot read ${path}: ${error.message}.`,
      { code: 'submission-unreadable', hint: 'Give the path of a JSON file.', cause: error },
    );
  });
  if (bytes.length > SUBMISSION_BYTES_MAX)
    throw malformed(path, `it has ${bytes.length} bytes, at most ${SUBMISSION_BYTES_MAX} are taken`);
  const text = bytes.toString('utf8');
  return /\.(patch|diff)$/.test(path) ? { kind: 'tree', patch: text } : parseSubmission(text, path);
}

function malformed(name: string, why: string, cause?: unknown): InputFault {
  return new InputFault(`${name} is not a submission: ${why}.`, {
    code: 'malformed-submission',
    hint: 'A submission is {"kind": "answer", "answer": …}, {"kind": "state", "calls": [{"tool": …, "arguments": {…}}, …], "answer": …}, or for code {"kind": "tree", "patch": "a unified diff"} (a file that ends in .patch or .diff may hold the diff itself).',
    ...(cause === undefined ? {} : { cause }),
  });
}

export interface VerifyRequest {
  task: string;
  submission: Submission;
  driver: DriverChoice;
  signal?: AbortSignal;
}

export async function verifySubmission(
  parts: Parts,
  request: VerifyRequest,
): Promise<{ id: string; verdict: Verdict }> {
  const { id, task, secret, ports } = await opened(parts, request);
  return { id, verdict: await verify(task, secret, request.submission, ports) };
}

/** The hidden tests over the submission as JUnit XML, run once more and as they are. `InputFault` for what has no tests. */
export async function junitOfSubmission(parts: Parts, request: VerifyRequest): Promise<string> {
  const { task, secret, ports } = await opened(parts, request);
  return junitOf(task, secret, request.submission, ports);
}

async function opened(parts: Parts, { task: wanted, driver, signal }: VerifyRequest) {
  const database = await parts.database();
  const id = await findTask(database.verify, wanted);
  const [task] = await readTasks(database.verify, [id]);
  const [secret] = await readSecrets(database.verify, [id]);
  if (!task || !secret) throw new Error(`the found task ${id} was not read`);
  const blobs = blobReader(database.verify);
  const ports = await parts.verifyPorts(driver, { blobs, ...(signal && { signal }) });
  return { id, task: task.task, secret, ports };
}

/** A published task as the draft that it was, bytes included. */
export async function draftOf(parts: Parts, id: string): Promise<Draft> {
  const { verify: connection } = await parts.database();
  const [stored] = await readTasks(connection, [id]);
  const [secret] = await readSecrets(connection, [id]);
  if (!stored || !secret) throw new Error(`the found task ${id} was not read`);
  return { task: stored.task, secret, blobs: await readTaskBlobs(connection, id) };
}
