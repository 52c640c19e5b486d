/** One item: draft → certify → outcome. An item without a verdict is tried again, then parked, visibly. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Fault,
  isRefusal,
  splitOf,
  type AnyFamily,
  type Certification,
  type Draft,
  type Split,
} from '@touchstone/contracts';
import type { Cost, ItemKey, ItemOutcome } from '@touchstone/db';
import { certifyDraft } from './certify-draft.ts';
import type { Parts } from './compose.ts';
import { provingPauseMs, provingTriesMax } from './limits.ts';
import { requireWorkingSandbox } from './require-working-sandbox.ts';
import type { OpenRun } from './run.ts';

/** Throws an abort, and a `Fault` that concerns the whole machine; everything else is the item's outcome. */
export async function proveItem(
  parts: Parts,
  run: OpenRun,
  family: AnyFamily,
  item: number,
  signal: AbortSignal,
): Promise<ItemOutcome> {
  const key: ItemKey = { run: run.id, family: family.id, item };
  const startedAt = performance.now();
  for (let tries = 1; ; tries++) {
    const outcome = await proveOnce(parts, run, family, key, signal);
    const parked = outcome.status === 'parked';
    if (!parked || tries === provingTriesMax) {
      // Parking leaves a hole in the corpus for good: only where the item, not this machine, is at fault.
      if (parked) await requireWorkingSandbox(await parts.driver(run.recipe.driver), outcome.reason, signal);
      // What earlier tries cost, and drafting, is part of the item's time.
      return { ...outcome, cost: { ...outcome.cost, wallSeconds: (performance.now() - startedAt) / 1000 } };
    }
    parts.say(`an item reached no verdict (${outcome.reason}); trying it again`);
    await sleep(provingPauseMs * 2 ** (tries - 1), undefined, { signal });
  }
}

async function proveOnce(
  parts: Parts,
  run: OpenRun,
  family: AnyFamily,
  key: ItemKey,
  signal: AbortSignal,
): Promise<ItemOutcome> {
  try {
    const draft = await run.items.draft(family, key.item);
    if (isRefusal(draft))
      return {
        ...key,
        status: 'refused',
        gate: null,
        code: draft.code,
        reason: draft.reason,
        lineage: null,
        cost: noCost,
      };
    const { lineage, splitKey } = draft.secret;
    const split = splitOf(splitKey);
    if (run.recipe.splits && !run.recipe.splits.includes(split)) {
      const reason = `It falls into ${split}, which the recipe does not keep.`;
      return { ...key, status: 'refused', gate: null, code: 'other-split', reason, lineage, cost: noCost };
    }
    const siblings = await run.items.siblings(family, key.item);
    const certification = await certifyDraft(
      parts,
      { driver: run.recipe.driver, gates: run.recipe.gates, draft, siblings },
      signal,
    );
    return outcomeOf(key, { draft, split }, certification);
  } catch (thrown) {
    signal.throwIfAborted();
    if (concernsTheMachine(thrown) || isDatabaseFault(thrown)) throw thrown;
    return { ...key, status: 'parked', gate: null, ...describeFault(thrown), lineage: null, cost: noCost };
  }
}

function outcomeOf(
  key: ItemKey,
  { draft, split }: { draft: Draft; split: Split },
  certification: Certification,
): ItemOutcome {
  if (certification.outcome === 'certified') {
    const { certificate } = certification;
    return {
      ...key,
      status: 'certified',
      draft,
      split,
      certificate,
      cost: { ...certificate.cost, costUsd: 0 },
    };
  }
  const { outcome: status, gate, reason, cost } = certification;
  const { lineage } = draft.secret;
  return { ...key, status, gate, code: gate, reason, lineage, cost: { ...cost, costUsd: 0 } };
}

const noCost: Cost = { sandboxRuns: 0, cpuSeconds: 0, wallSeconds: 0, costUsd: 0 };

/**
 * Nothing that another item, or another try, would fare better with: a missing package, a wrong key, no sandbox at all.
 * A worker that meets it stops and leaves its jobs to others.
 */
export function concernsTheMachine(thrown: unknown): boolean {
  if (!(thrown instanceof Fault)) return false;
  // Fetching has its own retries: what still cannot be had stays away for the next item too.
  if (thrown.boundary === 'source') return true;
  return !thrown.retryable && ['configuration', 'sandbox', 'input', 'database'].includes(thrown.boundary);
}

/** Says nothing about the item: the job is tried again once the database is back. */
function isDatabaseFault(thrown: unknown): boolean {
  return thrown instanceof Fault && thrown.boundary === 'database';
}

function describeFault(thrown: unknown): { code: string; reason: string } {
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: thrown instanceof Fault ? thrown.code : 'internal-fault', reason };
}
