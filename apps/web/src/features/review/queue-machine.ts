/**
 * A review queue on this side of the wire, as a pure machine: the items reserved for me, what I have decided, what can be
 * undone and done again. A decision shows the next item at once and is taken back where the server refuses it. What must be
 * asked of the server comes out as effects; `queue-runner.ts` carries them out.
 */
import type { z } from 'zod';
import type { ActKind, reasonCodes, reservationResponseSchema } from '@touchstone/contracts/api';

export type QueueItem = z.infer<typeof reservationResponseSchema>['items'][number];
export type ReasonCode = (typeof reasonCodes)[number];

export interface Verdict {
  act: ActKind;
  reasonCode: ReasonCode | null;
  comment: string | null;
}

export interface Decision extends Verdict {
  id: number;
  item: QueueItem;
  /** Milliseconds since 1970. */
  decidedAt: number;
  state: 'sending' | 'saved';
}

export interface QueueFault {
  task: string | null;
  message: string;
}

export interface QueueState {
  /** The first is on screen, the others are prefetched. */
  items: readonly QueueItem[];
  /** In the order decided; undo takes the last. */
  decisions: readonly Decision[];
  /** Taken back, the last one last; a new decision empties it. */
  undone: readonly Decision[];
  /** Put to the end of my queue: they come back when nothing else is left. */
  skipped: readonly string[];
  /** Of the whole queue, as the server said last; null before it did. */
  waiting: number | null;
  reserving: boolean;
  /** The last answer held nothing new. */
  exhausted: boolean;
  fault: QueueFault | null;
  decisionsMade: number;
}

export type QueueEvent =
  | { kind: 'opened' }
  | { kind: 'reserved'; items: readonly QueueItem[]; waiting: number }
  | { kind: 'reserve-failed'; message: string }
  | { kind: 'decided'; verdict: Verdict; at: number }
  | { kind: 'skipped' }
  | { kind: 'brought'; task: string }
  | { kind: 'saved'; decision: number }
  | { kind: 'refused'; decision: number; message: string }
  | { kind: 'undo' }
  | { kind: 'undo-refused'; decision: number; message: string }
  | { kind: 'redo'; at: number }
  | { kind: 'ticked'; now: number }
  | { kind: 'fault-read' };

export type QueueEffect =
  | { kind: 'reserve'; count: number; skip: string[] }
  | { kind: 'decide'; decision: Decision }
  | { kind: 'undo'; decision: Decision };

/** Behind the one on screen. */
export const prefetchItems = 3;
/** A reservation that ends sooner than this is asked for again. */
const renewMs = 60_000;
/** What one request may ask for, see `reservationRequestSchema`. */
const reserveMax = 10;
const skipMax = 400;

export const emptyQueue: QueueState = {
  items: [],
  decisions: [],
  undone: [],
  skipped: [],
  waiting: null,
  reserving: false,
  exhausted: false,
  fault: null,
  decisionsMade: 0,
};

interface Step {
  state: QueueState;
  effects: QueueEffect[];
}

export function step(state: QueueState, event: QueueEvent): Step {
  switch (event.kind) {
    case 'opened':
      return topUp({ ...state, exhausted: false, reserving: false });
    case 'reserved': {
      const next = taken(state, event);
      const goRound = next.items.length === 0 && next.skipped.length > 0;
      return goRound ? reserve({ ...next, skipped: [] }) : { state: next, effects: [] };
    }
    case 'reserve-failed':
      return {
        state: { ...state, reserving: false, fault: { task: null, message: event.message } },
        effects: [],
      };
    case 'decided':
      return decided({ ...state, undone: [] }, event.verdict, event.at);
    case 'skipped': {
      const [first, ...others] = state.items;
      if (first === undefined) return { state, effects: [] };
      return topUp({ ...state, items: others, skipped: [...state.skipped, first.detail.id] });
    }
    case 'brought': {
      const wanted = state.items.find(({ detail }) => detail.id === event.task);
      if (wanted === undefined || wanted === state.items[0]) return { state, effects: [] };
      return { state: { ...state, items: [wanted, ...without(state.items, event.task)] }, effects: [] };
    }
    case 'saved':
      return {
        state: withDecision(state, event.decision, (each) => ({ ...each, state: 'saved' })),
        effects: [],
      };
    case 'refused': {
      const refused = state.decisions.find(({ id }) => id === event.decision);
      const undone = state.undone.filter(({ id }) => id !== event.decision);
      if (refused === undefined) return { state: { ...state, undone }, effects: [] };
      return { state: { ...broughtBack(state, refused, event.message), undone }, effects: [] };
    }
    case 'undo': {
      const last = state.decisions.at(-1);
      if (last === undefined) return { state, effects: [] };
      const back = { ...broughtBack(state, last, null), undone: [...state.undone, last] };
      return { state: back, effects: [{ kind: 'undo', decision: last }] };
    }
    case 'undo-refused':
      return { state: undoRefused(state, event), effects: [] };
    case 'redo': {
      const last = state.undone.at(-1);
      if (last === undefined || !state.items.some(({ detail }) => detail.id === last.item.detail.id))
        return { state, effects: [] };
      const front = [last.item, ...without(state.items, last.item.detail.id)];
      return decided({ ...state, items: front, undone: state.undone.slice(0, -1) }, last, event.at);
    }
    case 'ticked': {
      const ending = state.items.some(({ reservedUntil }) => Date.parse(reservedUntil) - event.now < renewMs);
      return ending && !state.reserving ? reserve(state) : { state, effects: [] };
    }
    case 'fault-read':
      return { state: { ...state, fault: null }, effects: [] };
  }
}

/** Decisions of mine that stand, an hour, over the last twenty; null where fewer than three say nothing yet. */
export function itemsPerHour(decisions: readonly Decision[]): number | null {
  const last = decisions.slice(-20);
  const [first, end] = [last[0], last.at(-1)];
  if (first === undefined || end === undefined || last.length < 3 || end.decidedAt <= first.decidedAt)
    return null;
  return ((last.length - 1) * 3_600_000) / (end.decidedAt - first.decidedAt);
}

function decided(state: QueueState, verdict: Verdict, at: number): Step {
  const [item, ...items] = state.items;
  if (item === undefined) return { state, effects: [] };
  const { act, reasonCode, comment } = verdict;
  const decision: Decision = {
    ...{ id: state.decisionsMade + 1, act, reasonCode, comment, item },
    ...{ decidedAt: at, state: 'sending' as const },
  };
  const next = topUp({
    ...state,
    items,
    decisions: [...state.decisions, decision],
    decisionsMade: state.decisionsMade + 1,
    waiting: state.waiting === null ? null : Math.max(0, state.waiting - 1),
    fault: null,
  });
  return { state: next.state, effects: [{ kind: 'decide', decision }, ...next.effects] };
}

/** The decision does not stand: its item is on screen again, with the reason where the server gave one. */
function broughtBack(state: QueueState, decision: Decision, message: string | null): QueueState {
  const task = decision.item.detail.id;
  return {
    ...state,
    items: [decision.item, ...without(state.items, task)],
    decisions: state.decisions.filter(({ id }) => id !== decision.id),
    waiting: state.waiting === null ? null : state.waiting + 1,
    fault: message === null ? state.fault : { task, message },
  };
}

/** The decision stands after all: its item leaves the screen. */
function undoRefused(state: QueueState, event: { decision: number; message: string }): QueueState {
  const decision = state.undone.find(({ id }) => id === event.decision);
  if (decision === undefined) return { ...state, fault: { task: null, message: event.message } };
  const task = decision.item.detail.id;
  return {
    ...state,
    items: without(state.items, task),
    undone: state.undone.filter(({ id }) => id !== event.decision),
    decisions: [...state.decisions, { ...decision, state: 'saved' }],
    waiting: state.waiting === null ? null : Math.max(0, state.waiting - 1),
    fault: { task, message: event.message },
  };
}

function taken(state: QueueState, event: { items: readonly QueueItem[]; waiting: number }): QueueState {
  // An answer to a question from before a decision still holds what was decided.
  const decidedTasks = new Set(state.decisions.map(({ item }) => item.detail.id));
  const known = new Map(state.items.map((item) => [item.detail.id, item]));
  const renewed = new Map(event.items.map((item) => [item.detail.id, item]));
  const fresh = event.items.filter(({ detail }) => !decidedTasks.has(detail.id) && !known.has(detail.id));
  const sending = state.decisions.filter((each) => each.state === 'sending').length;
  return {
    ...state,
    items: [...state.items.map((item) => renewed.get(item.detail.id) ?? item), ...fresh],
    waiting: Math.max(0, event.waiting - sending),
    reserving: false,
    exhausted: fresh.length === 0,
  };
}

function topUp(state: QueueState): Step {
  const enough = state.items.length > prefetchItems;
  const emptyHanded = state.exhausted && state.items.length > 0;
  return enough || emptyHanded || state.reserving ? { state, effects: [] } : reserve(state);
}

/** What I hold is counted in: the server answers with it too, and its time begins anew. */
function reserve(state: QueueState): Step {
  // The server may not have heard yet of what was just decided.
  const sending = state.decisions
    .filter((each) => each.state === 'sending')
    .map(({ item }) => item.detail.id);
  const count = Math.min(reserveMax, Math.max(state.items.length, prefetchItems + 1));
  const skip = [...sending, ...state.skipped.slice(-skipMax)];
  return { state: { ...state, reserving: true }, effects: [{ kind: 'reserve', count, skip }] };
}

function withDecision(state: QueueState, id: number, change: (decision: Decision) => Decision): QueueState {
  const changed = (each: Decision) => (each.id === id ? change(each) : each);
  return { ...state, decisions: state.decisions.map(changed), undone: state.undone.map(changed) };
}

function without(items: readonly QueueItem[], task: string): QueueItem[] {
  return items.filter(({ detail }) => detail.id !== task);
}
