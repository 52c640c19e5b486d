/** Builds everything that serves attempts from the composed rooms: one object for the routes. */
import { hashJson, InputFault, type Json, type TaskId, type ToolHost } from '@touchstone/contracts';
import type { ApiVerdict, EpisodeSummary, outcomesRequestSchema } from '@touchstone/contracts/api';
import {
  blobReader,
  isReleased,
  listEpisodes,
  readOutcomes,
  readRelease,
  recordOutcomes,
  type Database,
  type EpisodeFilter,
  type ReleaseKey,
} from '@touchstone/db';
import { createToolHost, createWorldPool } from '@touchstone/sandboxes';
import type { z } from 'zod';
import type { DriverChoice, Parts } from '../compose.ts';
import type { Cost } from './admission.ts';
import { capacityOf } from './episode-cost.ts';
import { House, type Caller } from './house.ts';
import { IdempotentRequests } from './idempotent.ts';
import { Journal } from './journal.ts';
import { createJudge, type Turns } from './judge.ts';
import { takeLease, type Lease } from './lease.ts';
import type { OpenRequest } from './opening.ts';
import { posteriorOf, type Posterior } from './posteriors.ts';
import { Retirements } from './retirements.ts';
import { Sampler } from './sampler.ts';
import { TaskShelf } from './task-shelf.ts';
import {
  addToTranscript,
  pageOfTranscript,
  type TranscriptChunk,
  type TranscriptPage,
} from './transcripts.ts';
import { verifyBatch, type VerifyBatch } from './verify-batch.ts';

export interface Serving extends AsyncDisposable {
  readonly house: House;
  list(filter: EpisodeFilter, caller: Caller): Promise<EpisodeSummary[]>;
  addToTranscript(wanted: {
    id: string;
    chunk: TranscriptChunk;
    caller: Caller;
    key: string | null;
  }): Promise<number>;
  pageOfTranscript(wanted: {
    id: string;
    from: number;
    to: number;
    bodies: boolean;
    caller: Caller;
  }): Promise<TranscriptPage>;
  verify(wanted: { batch: VerifyBatch; caller: Caller; key: string | null }): Promise<ApiVerdict[]>;
  /** Counts attempts made elsewhere; returns the posteriors then. */
  report(wanted: { outcomes: OutcomeReports; caller: Caller; key: string | null }): Promise<Posterior[]>;
  posteriors(filter: Parameters<typeof readOutcomes>[1]): Promise<Posterior[]>;
  /** Sandboxes and sessions now, for whoever watches. */
  stats(): {
    open: number;
    verifying: number;
    held: Cost;
    capacity: Cost;
    worlds: { hosts: number; sessions: number };
  };
  /** Nothing new; what is open may end for so long, then it ends abstained. */
  drain(forMs: number): Promise<void>;
}

export type OutcomeReports = z.output<typeof outcomesRequestSchema>['outcomes'];

export interface ServingOptions {
  driver: DriverChoice;
  turns: Turns;
  capacity?: Cost;
  /** How long a caller waits for a lost database. */
  patienceMs?: number;
  /** One verification. */
  verificationMs?: number;
  clock?: () => Date;
  /** For tests: tools that are watched. */
  toolHost?: ToolHost;
}

export async function openServing(parts: Parts, options: ServingOptions): Promise<Serving> {
  const { clock = () => new Date(), turns } = options;
  const database = await parts.database();
  const driver = await parts.driver(options.driver);
  const worlds = createWorldPool({ driver });
  const blobs = blobReader(database.serve);
  const toolHost =
    options.toolHost ?? createToolHost({ driver, blobs, webs: parts.webs(options.driver), worlds });
  const journal = new Journal(database.serve, parts.say, { patienceMs: options.patienceMs });
  let house: House | null = null;
  const lease: Lease = await takeLease(database.serve, {
    say: parts.say,
    onLost: () => void house?.abandonAll(),
  });
  const requests = new IdempotentRequests(database.serve, () => lease.id);
  const shelf = new TaskShelf(database.serve);
  const sampler = new Sampler(database.serve, () => clock().getTime());
  const retirements = new Retirements(database, clock, parts.say);
  const counted = (task: TaskId) => retirements.notice(task);
  const judge = createJudge({
    database,
    turns,
    say: parts.say,
    timeoutMs: options.verificationMs,
    verifyPorts: (signal) =>
      parts.verifyPorts(options.driver, { blobs: blobReader(database.verify), signal }),
  });
  house = new House({
    database,
    toolHost,
    shelf,
    journal,
    requests,
    lease: () => lease,
    judge,
    turns,
    capacity: options.capacity ?? capacityOf(process.availableMemory()),
    choose: (request) => choose(request, sampler, database.serve),
    counted,
    clock,
    say: parts.say,
  });
  const opened = house;
  const transcripts = { database, house: opened, journal, clock };
  let ended: Promise<void> | null = null;
  const drain = async (forMs: number) => {
    await opened.drain(forMs);
    await journal.close();
    await retirements[Symbol.asyncDispose]();
    await worlds[Symbol.asyncDispose]();
    await lease.end();
  };
  const drainOnce = (forMs: number) => (ended ??= drain(forMs));
  return {
    house: opened,
    list: async (filter, caller) => {
      const own = caller.role === 'trainer' ? { ...filter, keyId: caller.id } : filter;
      return (await listEpisodes(database.serve, own)).map((stored) => opened.summaryOf(stored));
    },
    addToTranscript: (wanted) => addToTranscript(transcripts, wanted),
    pageOfTranscript: (wanted) => pageOfTranscript(transcripts, wanted),
    verify: (wanted) => verifyBatch({ database, shelf, judge, requests, counted }, wanted),
    report: async ({ outcomes, caller, key }) => {
      requirePossible(outcomes);
      for (const { task } of outcomes) await shelf.get(task);
      const name = key === null ? null : { keyId: caller.id, operation: 'outcomes', idempotencyKey: key };
      return requests.once(name, hashJson(outcomes as unknown as Json), {
        async execute(record) {
          await recordOutcomes(database.serve, outcomes, record?.('[]') ?? null);
          for (const { task } of outcomes) counted(task);
          return posteriorsOf(outcomes);
        },
        replay: () => posteriorsOf(outcomes),
      });
    },
    posteriors: async (filter) => (await readOutcomes(database.serve, filter)).map(posteriorOf),
    stats: () => ({
      ...opened.counts(),
      held: opened.admission.held,
      capacity: opened.admission.capacity,
      worlds: worlds.stats(),
    }),
    drain: drainOnce,
    [Symbol.asyncDispose]: () => drainOnce(0),
  };

  async function posteriorsOf(outcomes: OutcomeReports): Promise<Posterior[]> {
    const wanted = new Set(outcomes.map(({ task, solver }) => `${task} ${solver}`));
    const tasks = [...new Set(outcomes.map(({ task }) => task))];
    const found = await readOutcomes(database.serve, { tasks });
    return found.filter(({ task, solver }) => wanted.has(`${task} ${solver}`)).map(posteriorOf);
  }
}

async function choose(
  { task, sampler: sampling, solver, release }: OpenRequest,
  sampler: Sampler,
  serve: Database['serve'],
): Promise<TaskId> {
  const pinned = release === undefined ? null : await releaseOf(serve, release);
  if (task === undefined) {
    if (sampling === undefined)
      throw new InputFault('Expected a task or a sampler; neither came.', {
        code: 'task-or-sampler',
        hint: 'Send "task": an id, or "sampler": {} for any of split train.',
      });
    return sampler.draw(sampling, solver, pinned);
  }
  if (sampling !== undefined)
    throw new InputFault('Expected a task or a sampler; both came.', {
      code: 'task-or-sampler',
      hint: 'Leave one of them out.',
    });
  if (pinned !== null && !(await isReleased(serve, pinned, task)))
    throw new InputFault(`Task ${task} is not in release ${pinned.name}@${pinned.version}.`, {
      code: 'task-not-in-release',
      hint: 'Open a task of the release, or leave the release out.',
    });
  return task;
}

async function releaseOf(serve: Database['serve'], text: string): Promise<ReleaseKey> {
  const at = text.lastIndexOf('@');
  const key = { name: text.slice(0, Math.max(0, at)), version: text.slice(at + 1) };
  if (at > 0 && (await readRelease(serve, key)) !== null) return key;
  throw new InputFault(`There is no release ${text}.`, {
    code: 'release-unknown',
    hint: 'Name one as name@version; GET /api/v1/releases lists them.',
  });
}

function requirePossible(outcomes: OutcomeReports): void {
  const wrong = outcomes.findIndex(({ attempts, passed }) => passed > attempts);
  if (wrong < 0) return;
  throw new InputFault(`outcomes[${wrong}] has more passes than attempts.`, { code: 'outcome-impossible' });
}
