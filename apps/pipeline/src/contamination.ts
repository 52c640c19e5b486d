/**
 * Compares published tasks with lists that a user names (public benchmarks, mostly): instructions, and for code the
 * reference change too. Reads the lists as they are; does not judge what a match means.
 */
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { InputFault, isProgram, type Json, type TaskPublic, type TaskSecret } from '@touchstone/contracts';
import { readSecrets, readTaskIds, readTasks, type TaskFilter } from '@touchstone/db';
import { ngramWordsDefault, sharedTexts, type ListEntry, type SharedText } from '@touchstone/verifiers';
import type { Parts } from './compose.ts';

/** Tasks held in memory at once; the lists are read again for each batch. */
const batchTasks = 5_000;

/** A longer line is no entry of a list. */
const lineCharactersMax = 10_000_000;

export interface ContaminationRequest {
  /** JSON lines (every text of a row is one entry) or plain text (a line an entry). */
  lists: readonly string[];
  filter: TaskFilter;
  words?: number;
  signal: AbortSignal;
  report?: (progress: { compared: number; total: number }) => void;
}

export interface ContaminationReport {
  words: number;
  tasks: number;
  entries: Record<string, number>;
  shared: SharedText[];
}

export async function findContamination(
  parts: Parts,
  { lists, filter, words = ngramWordsDefault, signal, report }: ContaminationRequest,
): Promise<ContaminationReport> {
  const { verify } = await parts.database();
  const ids = await readTaskIds(verify, filter);
  const entries: Record<string, number> = {};
  const shared: SharedText[] = [];
  // Also without a task: a list that cannot be read is told at once.
  for (let start = 0; start === 0 || start < ids.length; start += batchTasks) {
    const batch = ids.slice(start, start + batchTasks);
    const [tasks, secrets] = await Promise.all([readTasks(verify, batch), readSecrets(verify, batch)]);
    const texts = tasks.map(({ id, task }, index) => ({
      id,
      text: comparedText(task, secrets[index] as TaskSecret),
    }));
    shared.push(...(await sharedTexts(texts, entriesOf(lists, entries, signal), words)));
    report?.({ compared: Math.min(start + batchTasks, ids.length), total: ids.length });
  }
  return { words, tasks: ids.length, entries, shared };
}

function comparedText(task: TaskPublic, { reference }: TaskSecret): string {
  if (isProgram(reference) || reference.submission.kind !== 'tree') return task.instruction;
  const added = reference.submission.patch.split('\n').filter((line) => /^\+(?!\+\+ )/.test(line));
  return [task.instruction, ...added.map((line) => line.slice(1))].join('\n');
}

async function* entriesOf(
  lists: readonly string[],
  counts: Record<string, number>,
  signal: AbortSignal,
): AsyncGenerator<ListEntry> {
  for (const path of lists) {
    const list = basename(path);
    let entry = 0;
    for await (const line of linesOf(path, signal)) {
      if (line.trim() === '') continue;
      entry++;
      yield { list, entry, text: path.endsWith('.jsonl') ? textOfRow(line, path, entry) : line };
    }
    counts[list] = entry;
  }
}

async function* linesOf(path: string, signal: AbortSignal): AsyncGenerator<string> {
  const stream = createReadStream(path, { signal });
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      if (line.length > lineCharactersMax)
        throw unusable(path, `a line has more than ${lineCharactersMax} characters`);
      yield line;
    }
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw unusable(path, 'there is no such file');
    if ((thrown as NodeJS.ErrnoException).code === 'EISDIR') throw unusable(path, 'it is a folder');
    throw thrown;
  } finally {
    stream.destroy();
  }
}

function textOfRow(line: string, path: string, entry: number): string {
  try {
    return textsIn(JSON.parse(line) as Json).join('\n');
  } catch (cause) {
    throw unusable(path, `line ${entry} is not JSON`, cause);
  }
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function unusable(path: string, why: string, cause?: unknown): InputFault {
  return new InputFault(`The list ${path} cannot be used: ${why}.`, {
    code: 'list-unusable',
    hint: 'Give JSON lines (.jsonl, every text of a row counts) or plain text with one entry a line.',
    ...(cause === undefined ? {} : { cause }),
  });
}
