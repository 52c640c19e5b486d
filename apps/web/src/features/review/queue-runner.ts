/**
 * Carries out what a review queue asks of the server. Acts on one task run one after the other, so that an undo waits for
 * the decision it takes back, and a decision made again names the revision that the undo left. Does not know the page.
 */
import type { Op, TaskDetail } from '@touchstone/contracts/api';
import {
  emptyQueue,
  step,
  type Decision,
  type QueueEffect,
  type QueueEvent,
  type QueueItem,
  type QueueState,
} from './queue-machine.ts';

/** The server, as far as a queue needs it; every function rejects with an error that a person can read. */
export interface QueueServer {
  reserve(wanted: {
    count: number;
    skip: readonly string[];
  }): Promise<{ items: QueueItem[]; waiting: number }>;
  decide(decision: Decision, revision: number): Promise<Op>;
  undo(op: string): Promise<Op>;
  task(id: string): Promise<TaskDetail>;
}

export class QueueRunner {
  readonly #server: QueueServer;
  readonly #listeners = new Set<() => void>();
  /** The last act on each task that was acted on here. */
  readonly #acts = new Map<string, Promise<void>>();
  readonly #ops = new Map<number, string>();
  #state: QueueState = emptyQueue;
  #closed = false;

  constructor(server: QueueServer) {
    this.#server = server;
  }

  get state(): QueueState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The first reservation; again after `close`, the queue goes on where it was. */
  open(): void {
    this.#closed = false;
    this.send({ kind: 'opened' });
  }

  send(event: QueueEvent): void {
    if (this.#closed) return;
    const { state, effects } = step(this.#state, event);
    this.#state = state;
    for (const listener of this.#listeners) listener();
    for (const effect of effects) this.#carryOut(effect);
  }

  /** Acts already sent go on; nothing more is shown. Answers the acts that stand, oldest first: they can still be undone. */
  async close(): Promise<string[]> {
    this.#closed = true;
    await this.settled();
    return this.#state.decisions.flatMap(({ id }) => this.#ops.get(id) ?? []);
  }

  /** Resolves when nothing is on its way. */
  async settled(): Promise<void> {
    await Promise.all(this.#acts.values());
  }

  #carryOut(effect: QueueEffect): void {
    if (effect.kind === 'reserve') {
      this.#server.reserve(effect).then(
        (answer) => this.send({ kind: 'reserved', ...answer }),
        (thrown: unknown) => this.send({ kind: 'reserve-failed', message: messageOf(thrown) }),
      );
      return;
    }
    const task = effect.decision.item.detail.id;
    const before = this.#acts.get(task);
    const act = async () => {
      await before;
      await (effect.kind === 'decide'
        ? this.#decide(effect.decision, before !== undefined)
        : this.#undo(effect.decision));
    };
    this.#acts.set(task, act());
  }

  async #decide(decision: Decision, actedBefore: boolean): Promise<void> {
    const { id, state } = decision.item.detail;
    try {
      const revision = actedBefore ? (await this.#server.task(id)).state.revision : state.revision;
      const op = await this.#server.decide(decision, revision);
      this.#ops.set(decision.id, op.id);
      this.send({ kind: 'saved', decision: decision.id });
    } catch (thrown) {
      this.send({ kind: 'refused', decision: decision.id, message: messageOf(thrown) });
    }
  }

  async #undo(decision: Decision): Promise<void> {
    const op = this.#ops.get(decision.id);
    // The decision itself was refused: there is nothing to take back.
    if (op === undefined) return;
    try {
      await this.#server.undo(op);
    } catch (thrown) {
      this.send({ kind: 'undo-refused', decision: decision.id, message: messageOf(thrown) });
    }
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
