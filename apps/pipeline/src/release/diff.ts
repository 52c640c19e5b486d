/** What lies between two sets of tasks: added, retired, and tasks of both whose certificates now answer otherwise. */
import { hashJson, type Certificate, type GateId, type GateOutcome } from '@touchstone/contracts';
import { readReleaseTasks, type Database } from '@touchstone/db';
import { corpusSource } from '../export/corpus-source.ts';
import type { ExportSource } from '../export/export-source.ts';
import { findRelease } from './release-key.ts';
import { releaseSource } from './release-source.ts';

export interface FlippedTask {
  id: string;
  /** `absent`: that certificate has no answer of this gate. */
  answers: { gate: GateId; before: GateOutcome | 'absent'; after: GateOutcome | 'absent' }[];
}

export interface CorpusDiff {
  before: string;
  after: string;
  /** Tasks of both, whatever their certificates say. */
  kept: number;
  added: string[];
  retired: string[];
  flipped: FlippedTask[];
}

/** Stands for the corpus as it is, without what a curator withdrew. */
export const presentCorpus = 'corpus';

/** Each side is `name@1.2.0`, or `corpus` for what is there now. */
export async function diffCorpora(database: Database, before: string, after: string): Promise<CorpusDiff> {
  const [left, right] = [await openSet(database, before), await openSet(database, after)];
  const kept = [...left.ids].filter((id) => right.ids.has(id));
  return {
    before,
    after,
    kept: kept.length,
    added: [...right.ids].filter((id) => !left.ids.has(id)),
    retired: [...left.ids].filter((id) => !right.ids.has(id)),
    flipped: await flippedAmong(kept, left, right),
  };
}

interface TaskSet {
  ids: ReadonlySet<string>;
  source: ExportSource;
  /** Hash of a task's certificate where it is known without reading it. */
  hashes: ReadonlyMap<string, string>;
}

async function openSet(database: Database, named: string): Promise<TaskSet> {
  if (named === presentCorpus) {
    const source = corpusSource(database);
    return { ids: new Set(await source.ids({})), source, hashes: new Map() };
  }
  const release = await findRelease(database.verify, named);
  const tasks = await readReleaseTasks(database.verify, release);
  return {
    ids: new Set<string>(tasks.map(({ id }) => id)),
    source: await releaseSource(database, release),
    hashes: new Map(tasks.map(({ id, certificate }) => [id, certificate])),
  };
}

/** Certificates compared at once, some 20 kB each. */
const batchTasks = 200;

async function flippedAmong(ids: readonly string[], left: TaskSet, right: TaskSet): Promise<FlippedTask[]> {
  const unequal = ids.filter((id) => {
    const [a, b] = [left.hashes.get(id), right.hashes.get(id)];
    return a === undefined || b === undefined || a !== b;
  });
  const flipped: FlippedTask[] = [];
  for (let start = 0; start < unequal.length; start += batchTasks) {
    const batch = unequal.slice(start, start + batchTasks);
    const [before, after] = await Promise.all([left.source.rows(batch), right.source.rows(batch)]);
    for (const [index, { id, certificate }] of before.entries()) {
      const now = after[index]?.certificate;
      if (now === undefined || hashJson(now) === hashJson(certificate)) continue;
      const answers = answersThatDiffer(certificate, now);
      if (answers.length > 0) flipped.push({ id, answers });
    }
  }
  return flipped;
}

function answersThatDiffer(before: Certificate, after: Certificate): FlippedTask['answers'] {
  const outcomes = ({ gates }: Certificate) => new Map(gates.map(({ gate, outcome }) => [gate, outcome]));
  const [left, right] = [outcomes(before), outcomes(after)];
  return [...new Set([...left.keys(), ...right.keys()])].flatMap((gate) => {
    const answer = {
      gate,
      before: left.get(gate) ?? ('absent' as const),
      after: right.get(gate) ?? ('absent' as const),
    };
    return answer.before === answer.after ? [] : [answer];
  });
}
