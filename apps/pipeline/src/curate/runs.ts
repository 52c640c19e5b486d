/** Runs as a curator watches and steers them. Steering is a wish in the database: every worker heeds it before its next item. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault, gateIds, type Category } from '@touchstone/contracts';
import type { RunSummary, runDetailSchema, runEventSchema, yieldsSchema } from '@touchstone/contracts/api';
import {
  controlRun,
  eventBefore,
  listRuns,
  readFaultGroups,
  readPace,
  readRun,
  readRunControl,
  readRunControls,
  readRunEvents,
  readYieldGroups,
  retryParked,
  type Database,
  type RunControl,
  type YieldGroup,
} from '@touchstone/db';
import type { z } from 'zod';
import type { Parts } from '../compose.ts';
import { eventPollMs, publishedForPaceMin } from '../limits.ts';
import { readProgress, type FamilyProgress, type RunProgress } from '../progress.ts';
import { enqueueWanted } from '../run.ts';

type RunDetail = z.infer<typeof runDetailSchema>;
type Counts = RunSummary['counts'];
type Yields = z.infer<typeof yieldsSchema>;

/** Newest first. */
export async function readRunSummaries(database: Database): Promise<RunSummary[]> {
  const controls = await readRunControls(database.verify);
  const runs = await listRuns(database.verify);
  return Promise.all(
    runs.map(async (run) => {
      const progress = await readProgress(database, run.id);
      return summaryOf(database, { ...run, progress, control: controls.get(run.id) ?? 'running' });
    }),
  );
}

/** By id or name; an `InputFault` (`run-unknown`) where there is none. */
export async function readRunDetail(database: Database, idOrName: string): Promise<RunDetail> {
  const run = await readRun(database.verify, idOrName);
  const progress = await readProgress(database, run.id);
  const control = await readRunControl(database.verify, run.id);
  const queue = await database.jobs();
  const jobs = await queue.counts(run.id);
  return {
    run: await summaryOf(database, { ...run, progress, control }),
    families: progress.families.map((family) => ({
      family: family.family,
      category: family.category,
      quota: family.quota,
      nextItem: family.nextItem,
      counts: countsOf([family]),
      cpuSeconds: family.cost.cpuSeconds,
    })),
    faults: await readFaultGroups(database.verify, run.id),
    jobs: { waiting: jobs.waiting, active: jobs.active, failed: jobs.poison },
  };
}

/** Events of a run as they come, for ever or until the signal. `after` null: the last `tail` first. */
export async function* watchRun(
  database: Database,
  request: { run: string; after: number | null; tail: number; signal: AbortSignal },
): AsyncGenerator<z.infer<typeof runEventSchema>> {
  const { verify } = database;
  const { signal } = request;
  const { id: run } = await readRun(verify, request.run);
  let after = request.after ?? (await eventBefore(verify, { run, count: request.tail }));
  while (!signal.aborted) {
    const events = await readRunEvents(verify, { run, after });
    for (const event of events) {
      yield event;
      after = event.id;
    }
    if (events.length === 0) await sleep(eventPollMs, undefined, { signal }).catch(() => undefined);
  }
}

/** A run that has ended takes no wishes: a `Fault` (`run-state`). */
export async function steerRun(
  parts: Parts,
  request: { run: string; wish: 'pause' | 'resume' | 'stop' | 'retry'; actor: string; now: Date },
): Promise<RunDetail> {
  const { wish, actor, now } = request;
  const database = await parts.database();
  const { verify } = database;
  const { id: run, recipe } = await readRun(verify, request.run);
  if (wish === 'retry') await retryParked(verify, { run, actor, now });
  else {
    const { ended } = await readProgress(database, run);
    if (ended)
      throw new Fault(`The run has ended: there is nothing to ${wish}.`, {
        code: 'run-state',
        boundary: 'input',
        retryable: false,
        hint: 'Retry what was parked, or run a recipe with a larger quota.',
      });
    const states = { pause: 'paused', resume: 'running', stop: 'stopped' } as const;
    await controlRun(verify, { run, state: states[wish], actor, now });
  }
  if (wish === 'resume' || wish === 'retry') await enqueueWanted(parts, run, recipe);
  return readRunDetail(database, run);
}

async function summaryOf(
  { verify }: Database,
  given: { id: string; name: string; startedAt: Date; progress: RunProgress; control: RunControl },
): Promise<RunSummary> {
  const { id, name, startedAt, progress, control } = given;
  const { families, ended } = progress;
  const counts = countsOf(families);
  const sum = (of: (family: FamilyProgress) => number) =>
    families.reduce((total, family) => total + of(family), 0);
  const quota = sum((family) => family.quota);
  const left = sum((family) => (family.givenUp ? 0 : Math.max(0, family.quota - family.published)));
  const met = families.every((family) => family.published >= family.quota);
  const state = ended ? (met ? 'done' : 'incomplete') : control;
  const pace =
    state === 'running' && counts.published >= publishedForPaceMin ? await readPace(verify, id) : null;
  return {
    ...{ id, name, state, quota, counts },
    startedAt: startedAt.toISOString(),
    sandboxRuns: sum((family) => family.cost.sandboxRuns),
    cpuSeconds: sum((family) => family.cost.cpuSeconds),
    costUsd: sum((family) => family.cost.costUsd),
    secondsLeft: pace === null ? null : (left * pace.seconds) / pace.items,
  };
}

function countsOf(families: readonly FamilyProgress[]): Counts {
  const sum = (of: (family: FamilyProgress) => number) =>
    families.reduce((total, family) => total + of(family), 0);
  return {
    drafted: sum((family) => family.drafted),
    certified: sum((family) => family.waiting),
    published: sum((family) => family.published),
    refused: sum((family) => Object.values(family.refused).reduce((total, count) => total + count, 0)),
    parked: sum((family) => family.parked),
    surplus: sum((family) => family.surplus),
  };
}

const steps = [
  { step: 'drafted', title: 'A draft was made' },
  ...gateIds.map((gate) => ({ step: gate, title: `Passed: ${gate.replaceAll('-', ' ')}` })),
  { step: 'published', title: 'Published' },
];
const reasonsMax = 3;

/**
 * From item to published task. What drafting or a gate refused is lost at that step; gates are asked in the order of their
 * cost, so an item lost at one may not have been asked the ones shown above it. Parked items stand beside.
 */
export async function readYields(
  { verify }: Database,
  request: { run?: string | undefined; category?: Category | undefined },
): Promise<Yields> {
  const run = request.run === undefined ? undefined : (await readRun(verify, request.run)).id;
  const groups = await readYieldGroups(verify, { run, category: request.category });
  const sum = (of: readonly YieldGroup[], field: 'count' | 'cpuSeconds' | 'costUsd') =>
    of.reduce((total, group) => total + group[field], 0);
  const inFunnel = groups.filter(({ status }) => status !== 'parked');
  let left = sum(inFunnel, 'count');
  const funnel: Yields['steps'] = [
    { step: 'items', title: 'Items begun', count: left, lost: 0, cpuSeconds: 0, reasons: [] },
  ];
  for (const { step, title } of steps) {
    const lost = inFunnel.filter((group) => stepOf(group) === step);
    left -= sum(lost, 'count');
    funnel.push({
      ...{ step, title, count: left, lost: sum(lost, 'count') },
      cpuSeconds: sum(lost, 'cpuSeconds'),
      reasons: lost.slice(0, reasonsMax).map(({ status, code, count, example }) => ({
        code: status === 'refused' ? code : status,
        count,
        example:
          status === 'surplus'
            ? 'The quota was met before its turn.'
            : status === 'certified'
              ? 'Waits for lower items.'
              : example,
      })),
    });
  }
  const published = sum(
    groups.filter(({ status }) => status === 'published'),
    'count',
  );
  const enough = published >= publishedForPaceMin;
  const pace = enough ? await readPace(verify, run ?? null) : null;
  return {
    steps: funnel,
    parked: sum(groups, 'count') - sum(inFunnel, 'count'),
    cpuSecondsPerTask: enough ? sum(groups, 'cpuSeconds') / published : null,
    costUsdPerTask: enough ? sum(groups, 'costUsd') / published : null,
    tasksPerHour: pace === null || pace.seconds === 0 ? null : (3600 * pace.items) / pace.seconds,
  };
}

/** Where a group leaves the funnel; published ones do not. */
function stepOf({ status, gate }: YieldGroup): string | null {
  if (status === 'refused') return gate ?? 'drafted';
  return status === 'surplus' || status === 'certified' ? 'published' : null;
}
