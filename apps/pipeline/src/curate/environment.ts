/** What a task's environment holds, for people who look at it: files, rows of its world, documents of its web. */
import {
  InputFault,
  jsonSchema,
  type Hash,
  type Json,
  type JsonObject,
  type TaskId,
  type TaskPublic,
  type WebDocument,
} from '@touchstone/contracts';
import { blobReader, readSecrets, readTasks, type Database } from '@touchstone/db';
import { z } from 'zod';
import type { Parts } from '../compose.ts';
import { evidenceSpansMax } from '../limits.ts';
import type { Viewer } from './task-detail.ts';

/** The bytes of a file that the attempt finds at this path. */
export async function readEnvironmentFile(
  { verify, serve }: Database,
  { task, path }: { task: TaskId; path: string },
): Promise<Uint8Array> {
  const { environment } = await readPublic(verify, task);
  const file = environment.files.find((each) => each.path === path);
  if (file === undefined)
    throw new InputFault(`The task ${task} has no file "${path}".`, {
      code: 'file-unknown',
      hint: 'Its environment lists them.',
    });
  return blobReader(serve).readBlob(file.blob);
}

const rowsSchema = z.record(z.string(), z.array(z.record(z.string(), jsonSchema)));

export interface WorldTable {
  name: string;
  create: string;
  count: number;
  rows: JsonObject[];
}

/** The world's tables before an attempt; of each, or of the one that is named, rows `from` and on. */
export async function readWorldTables(
  { verify, serve }: Database,
  task: TaskId,
  { table, from, limit }: { table?: string | undefined; from: number; limit: number },
): Promise<WorldTable[]> {
  const { environment } = await readPublic(verify, task);
  const { world } = environment;
  if (world === null) throw without(task, 'world');
  const blobs = blobReader(serve);
  const text = async (blob: Hash) => Buffer.from(await blobs.readBlob(blob)).toString('utf8');
  const rows = rowsSchema.parse(JSON.parse(await text(world.rows)));
  const statements = createStatements(await text(world.program));
  return Object.entries(rows)
    .filter(([name]) => table === undefined || name === table)
    .map(([name, all]) => ({
      name,
      create: statements.get(name) ?? '',
      count: all.length,
      rows: all.slice(from, from + limit),
    }));
}

/** Of a world's program as the compiler of worlds writes it: `"name": """CREATE TABLE …"""`. The program is read, never run. */
function createStatements(program: string): Map<string, string> {
  const entries = program.matchAll(/^ {4}["'](\w+)["']: """(CREATE TABLE [^]*?)""",?$/gm);
  return new Map([...entries].map(([, name = '', create = '']) => [name, create]));
}

export interface ShownDocument {
  document: WebDocument;
  /** Whether the answer must cite it; null for those who may not know. */
  required: boolean | null;
  /** Where it holds a value of the right answer, in UTF-16 code units of its text; empty for those who may not know. */
  evidence: { start: number; end: number }[];
}

export async function readWebDocument(
  parts: Parts,
  { task, document: id, viewer }: { task: TaskId; document: string; viewer: Viewer },
): Promise<ShownDocument> {
  const { verify, serve } = await parts.database();
  const { environment } = await readPublic(verify, task);
  if (environment.web === null) throw without(task, 'web');
  const web = await parts.webs('auto').resolve(environment.web.hash, blobReader(serve));
  const document = await web.open(id);
  if (document === null)
    throw new InputFault(`The web of the task ${task} has no document "${id}".`, {
      code: 'document-unknown',
      hint: 'Ids are those that the tools of the task give.',
    });
  if (!viewer.seesSecrets) return { document, required: null, evidence: [] };
  const [secret] = await readSecrets(verify, [task]);
  const expected = secret?.verifier.executor === 'typed-answer' ? secret.verifier.expected : null;
  const { required, values } = evidenceOf(expected);
  return { document, required: required.has(id), evidence: spansOf(document.text, values) };
}

/** Documents that a right answer must cite, and its other values as they may stand in a text. */
export function evidenceOf(expected: Json): { required: Set<string>; values: Set<string> } {
  const required = new Set<string>();
  const values = new Set<string>();
  const walk = (value: Json): void => {
    if (typeof value === 'string' || typeof value === 'number') values.add(String(value));
    else if (Array.isArray(value)) value.forEach(walk);
    else if (value !== null && typeof value === 'object') {
      if (Array.isArray(value.required) && 'permitted' in value)
        for (const name of value.required.flat()) {
          if (typeof name === 'string') required.add(name);
        }
      else Object.values(value).forEach(walk);
    }
  };
  walk(expected);
  return { required, values };
}

/** Whole words only, so that a 3 is not found in 1933; in order, without overlaps. */
export function spansOf(text: string, values: ReadonlySet<string>): { start: number; end: number }[] {
  const spans = [...values]
    .filter((value) => value.trim() !== '')
    .flatMap((value) => {
      const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(value)}(?![\\p{L}\\p{N}])`, 'giu');
      return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
        start: index,
        end: index + found.length,
      }));
    })
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const apart: { start: number; end: number }[] = [];
  for (const span of spans) if (span.start >= (apart.at(-1)?.end ?? 0)) apart.push(span);
  return apart.slice(0, evidenceSpansMax);
}

async function readPublic(verify: Database['verify'], task: TaskId): Promise<TaskPublic> {
  const [found] = await readTasks(verify, [task]);
  if (found === undefined) throw new Error(`the task ${task} was not read`);
  return found.task;
}

function without(task: TaskId, what: 'world' | 'web'): InputFault {
  return new InputFault(`The environment of ${task} has no ${what}.`, {
    code: `${what}-unknown`,
    hint: 'Its category says what an environment holds.',
  });
}
