/**
 * The live board of one run: what the server said last, carried forward by events until it says more. An event that comes
 * twice counts once. Does not fetch.
 */
import type { z } from 'zod';
import type { runDetailSchema, runEventSchema } from '@touchstone/contracts/api';

export type RunDetail = z.infer<typeof runDetailSchema>;
export type RunEvent = z.infer<typeof runEventSchema>;
export type RunAct = 'pause' | 'resume' | 'stop' | 'retry';

/** Lines of the tail: more than a screen, little enough to hold for days. */
export const tailEventsMax = 300;

export interface Board {
  /** Newest first. */
  tail: readonly RunEvent[];
  /** The highest id seen: from where a stream resumes. */
  lastId: number;
  /** Since the page was opened. */
  seen: Readonly<Record<RunEvent['status'], number>>;
}

export const emptyBoard: Board = {
  tail: [],
  lastId: 0,
  seen: { certified: 0, published: 0, refused: 0, parked: 0, surplus: 0 },
};

export function withEvent(board: Board, event: RunEvent): Board {
  if (event.id <= board.lastId) return board;
  return {
    tail: [event, ...board.tail].slice(0, tailEventsMax),
    lastId: event.id,
    seen: { ...board.seen, [event.status]: board.seen[event.status] + 1 },
  };
}

/** The stages an item goes through, with what stands in each; nothing is in two. */
export function stagesOf({
  run,
  jobs,
}: RunDetail): { stage: string; title: string; count: number; own: boolean }[] {
  const { drafted, certified, published, refused, parked, surplus } = run.counts;
  return [
    { stage: 'waiting', title: 'Waiting', count: jobs.waiting, own: false },
    { stage: 'active', title: 'In work', count: jobs.active, own: false },
    { stage: 'drafted', title: 'Drafted', count: drafted, own: false },
    { stage: 'certified', title: 'Certified', count: certified, own: false },
    { stage: 'published', title: 'Published', count: published, own: false },
    { stage: 'refused', title: 'Refused', count: refused, own: false },
    { stage: 'surplus', title: 'Surplus', count: surplus, own: false },
    // Our own failures: shown apart, so that nobody reads them as a verdict on a draft.
    { stage: 'parked', title: 'Parked', count: parked, own: true },
    { stage: 'failed', title: 'Failed jobs', count: jobs.failed, own: true },
  ];
}

export interface FaultGroup {
  /** Gate at which the faults came, or where there was none. */
  gate: string;
  count: number;
  faults: { code: string; count: number; example: string }[];
}

/** By gate, most first. */
export function faultGroups(faults: RunDetail['faults']): FaultGroup[] {
  const groups = Map.groupBy(faults, ({ gate }) => gate ?? 'outside the gates');
  return [...groups]
    .map(([gate, of]) => ({
      gate,
      count: of.reduce((sum, { count }) => sum + count, 0),
      faults: of.toSorted((a, b) => b.count - a.count),
    }))
    .toSorted((a, b) => b.count - a.count);
}

/** What can be done to a run now, and what it does, in words for a person about to do it. */
export function actsOf({ run, jobs }: RunDetail): { act: RunAct; title: string; effect: string }[] {
  const { state, counts } = run;
  const failures = counts.parked + jobs.failed;
  const acts: { act: RunAct; title: string; effect: string; offered: boolean }[] = [
    {
      act: 'pause',
      title: 'Pause',
      effect: `No new item is begun. ${plural(jobs.active, 'item')} in work will finish. Resume goes on from there.`,
      offered: state === 'running',
    },
    {
      act: 'resume',
      title: 'Resume',
      effect: `${plural(jobs.waiting, 'waiting job')} will be worked on again.`,
      offered: state === 'paused',
    },
    {
      act: 'stop',
      title: 'Stop',
      effect: `${plural(jobs.waiting, 'waiting job')} will not be done. What is published stays.`,
      offered: state === 'running' || state === 'paused',
    },
    {
      act: 'retry',
      title: 'Retry infrastructure failures',
      effect: `${plural(counts.parked, 'parked item')} and ${plural(jobs.failed, 'failed job')} are tried again. The ${counts.refused} refused are not: a gate decided on them.`,
      offered: failures > 0,
    },
  ];
  return acts.filter(({ offered }) => offered).map(({ act, title, effect }) => ({ act, title, effect }));
}

/** For example `3 items`, `1 item`. */
function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
