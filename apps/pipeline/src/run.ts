/**
 * A run: recipe → quotas per family → jobs over item ranges → each item drafted, proven, recorded → the lowest that pass
 * are published. The way of a task starts here.
 *
 * *Same recipe, same corpus*: an item is a function of (randomSeed, family, item); items are proven in any order by any
 * number of workers and published in item order; the queue only hints at what to do next, the records say what is done.
 */
import { Fault, InputFault, type AnyFamily, type Recipe } from '@touchstone/contracts';
import {
  controlRun,
  openRun,
  publishReady,
  readRecordedItems,
  readRun,
  readRunControl,
  readRunProgress,
  recordItem,
  runIdOf,
  type FamilyFrontier,
  type ItemOutcome,
  type ItemRangeJob,
} from '@touchstone/db';
import { families } from '@touchstone/synth';
import type { Parts } from './compose.ts';
import { createDraftItems, type DraftItems } from './draft-items.ts';
import { decideNew } from './decide-new.ts';
import { patiently } from './patience.ts';
import { standingOf } from './progress.ts';
import { proveItem } from './prove-item.ts';
import type { LoadedRecipe } from './recipe.ts';
import { saltKey } from './salt-key.ts';
import { wantedRanges } from './schedule.ts';

/** A run as a worker holds it. */
export interface OpenRun {
  id: string;
  recipe: Recipe;
  items: DraftItems;
  /** By family: aborts when its quota is met, and with it what is in hand of it here. */
  met: Map<string, AbortController>;
}

/** Begins the run, or joins it where the same recipe was begun before, and queues what it wants first. Returns its id. */
export async function startRun(parts: Parts, { recipe, quotas }: LoadedRecipe): Promise<string> {
  const key = await saltKey(parts.config, recipe.saltKeyEnv);
  const database = await parts.database();
  const { id } = await openRun(database.verify, {
    recipe: identityOf(recipe, quotas),
    saltKeyFingerprint: key.fingerprint,
    families: quotas.map(({ family, tasks }) => ({
      family: family.id,
      version: family.version,
      category: family.category,
      quota: tasks,
    })),
  });
  // Running a recipe is the wish that it goes on, also where somebody had stopped it.
  await controlRun(database.verify, { run: id, state: 'running', actor: 'recipe', now: new Date() });
  await enqueueWanted(parts, id, recipe);
  return id;
}

/** A run as any worker can take it up: all from its record but the key. */
export async function joinRun(parts: Parts, id: string, signal: AbortSignal): Promise<OpenRun> {
  const database = await parts.database();
  const { recipe, saltKeyFingerprint } = await readRun(database.verify, id);
  const key = await saltKey(parts.config, recipe.saltKeyEnv);
  if (key.fingerprint !== saltKeyFingerprint)
    throw new Fault(`The run "${recipe.name}" was begun with another salt key than this process has.`, {
      code: 'salt-key-differs',
      boundary: 'configuration',
      retryable: false,
      hint: `Set ${recipe.saltKeyEnv} to the key that the run was begun with.`,
    });
  const wanted = await readRunProgress(database.verify, id);
  const versions = wanted.map(({ family }) => ({ family, version: familyOf(family).version }));
  if (runIdOf({ recipe, saltKeyFingerprint, families: versions }) !== id)
    throw new InputFault(
      `The run "${recipe.name}" was begun with other versions of its families than this version of Touchstone has.`,
      { code: 'family-version-differs', hint: otherVersionHint },
    );
  const ports = await parts.gamePorts(recipe.driver, signal);
  const items = createDraftItems({ randomSeed: recipe.randomSeed, saltKey: key.key }, ports);
  return { id, recipe, items, met: new Map() };
}

export interface WorkOptions {
  /** Hears of every item that this process recorded. */
  onOutcome?: (outcome: ItemOutcome) => void;
  signal: AbortSignal;
}

/** One job: its items in order, until they are done, the family needs no more or a curator paused the run. Safe to run twice and to be killed. */
export async function workRange(
  parts: Parts,
  run: OpenRun,
  range: ItemRangeJob,
  options: WorkOptions,
): Promise<void> {
  const { signal } = options;
  const { verify } = await parts.database();
  const family = familyOf(range.family);
  const ask = <T>(act: () => Promise<T>) => patiently(act, { say: parts.say, signal });
  const met = run.met.get(range.family) ?? new AbortController();
  run.met.set(range.family, met);
  const whileWanted = AbortSignal.any([signal, met.signal]);

  const recorded = await ask(() => readRecordedItems(verify, range));
  let frontier = await ask(() => publish(parts, run, family, signal));
  for (let item = range.start; item < range.end; item++) {
    signal.throwIfAborted();
    if (frontier.published >= frontier.quota) break;
    if (item < frontier.nextItem || recorded.has(item)) continue;
    if ((await ask(() => readRunControl(verify, run.id))) !== 'running') return;
    const outcome = await proveItem(parts, run, family, item, whileWanted).catch((thrown: unknown) => {
      if (met.signal.aborted && !signal.aborted) return null;
      throw thrown;
    });
    if (outcome === null) break;
    await ask(() => recordItem(verify, outcome));
    options.onOutcome?.(outcome);
    frontier = await ask(() => publish(parts, run, family, signal));
  }
  if (frontier.published >= frontier.quota) met.abort();
  await ask(() => enqueueWanted(parts, run.id, run.recipe));
}

async function publish(
  parts: Parts,
  run: OpenRun,
  family: AnyFamily,
  signal: AbortSignal,
): Promise<FamilyFrontier> {
  const { verify } = await parts.database();
  return publishReady(verify, {
    run: run.id,
    family: family.id,
    decide: (candidate) => decideNew(verify, { run: run.id, family: family.id, candidate }),
    signal,
  });
}

/** Any worker may ask for more, at any time: jobs that already wait or run are left alone. Nothing of a run that was paused or stopped. */
export async function enqueueWanted(parts: Parts, id: string, recipe: Recipe): Promise<void> {
  const database = await parts.database();
  if ((await readRunControl(database.verify, id)) !== 'running') return;
  const progress = await readRunProgress(database.verify, id);
  const options = { itemsPerJob: recipe.itemsPerJob, draftsPerTaskMax: recipe.budgets.draftsPerTaskMax };
  const jobs = progress.flatMap((family) =>
    wantedRanges(standingOf(family), options).map((range) => ({ run: id, family: family.family, ...range })),
  );
  // Each family's lowest range first: what lies higher may turn out not to be needed.
  jobs.sort((a, b) => a.start - b.start || (a.family < b.family ? -1 : 1));
  const queue = await database.jobs();
  for (const level of new Set(jobs.map((job) => job.start)))
    await queue.enqueue(jobs.filter((job) => job.start === level));
}

/**
 * What makes two recipes the same run: families with their weights written out, so that a later version with more
 * families is another run; without what changes no task (words for people, how long to work).
 */
function identityOf(recipe: Recipe, quotas: LoadedRecipe['quotas']): Recipe {
  const { description: _, ...rest } = recipe;
  const { wallMinutesMax: __, ...budgets } = recipe.budgets;
  const categories = Object.fromEntries(
    Object.entries(recipe.categories).map(([category, wanted]) => [
      category,
      {
        ...wanted,
        families:
          wanted.families ??
          Object.fromEntries(
            quotas.filter(({ family }) => family.category === category).map(({ family }) => [family.id, 1]),
          ),
      },
    ]),
  );
  return { ...rest, budgets, categories };
}

function familyOf(id: string): AnyFamily {
  const family = families.find((each) => each.id === id);
  if (family !== undefined) return family;
  throw new InputFault(
    `A run wants items of the family ${id}, which this version of Touchstone does not have.`,
    {
      code: 'family-unknown',
      hint: otherVersionHint,
    },
  );
}

const otherVersionHint =
  'Run the worker from the version that began the run, or begin it anew: run its recipe again.';
