/** A request with an idempotency key is executed once: in this process, in another, or in one that died. */
import {
  beginRequest,
  forgetRequest,
  hasServerEnded,
  takeOverRequest,
  type Database,
  type RequestName,
} from '@touchstone/db';
import { keyReused, requestRunning } from './refusal.ts';

/** Stored with what the request did, in one transaction. */
export interface RequestRecord {
  name: RequestName;
  answer: string;
}

export interface Execution<T> {
  /** `record` makes the record of the answer; null where no key was sent. */
  execute(record: ((answer: string) => RequestRecord) | null): Promise<T>;
  /** The result again, from the stored answer; null where that has become void and the request is executed anew. */
  replay(answer: string): Promise<T | null>;
}

export class IdempotentRequests {
  readonly #serve: Database['serve'];
  readonly #serverId: () => string;
  readonly #running = new Map<string, { requestHash: string; result: Promise<unknown> }>();

  constructor(serve: Database['serve'], serverId: () => string) {
    this.#serve = serve;
    this.#serverId = serverId;
  }

  async once<T>(name: RequestName | null, requestHash: string, execution: Execution<T>): Promise<T> {
    if (name === null) return execution.execute(null);
    const place = JSON.stringify([name.keyId, name.operation, name.idempotencyKey]);
    const running = this.#running.get(place);
    if (running !== undefined) {
      if (running.requestHash !== requestHash) throw keyReused();
      return running.result as Promise<T>;
    }
    const result = this.#resolve(name, requestHash, execution).finally(() => this.#running.delete(place));
    this.#running.set(place, { requestHash, result });
    return result;
  }

  async #resolve<T>(name: RequestName, requestHash: string, execution: Execution<T>): Promise<T> {
    const serverId = this.#serverId();
    const begun = await beginRequest(this.#serve, name, { requestHash, serverId });
    switch (begun.state) {
      case 'different':
        throw keyReused();
      case 'answered': {
        const again = await execution.replay(begun.answer);
        if (again !== null) return again;
        await this.#takeOver(name, begun.serverId);
        break;
      }
      case 'running':
        // Ours, and not in the table above: its execution failed and could not be forgotten.
        if (begun.serverId !== serverId && !(await hasServerEnded(this.#serve, begun.serverId)))
          throw requestRunning();
        await this.#takeOver(name, begun.serverId);
        break;
      case 'begun':
        break;
    }
    return this.#execute(name, execution);
  }

  async #takeOver(name: RequestName, from: string): Promise<void> {
    if (!(await takeOverRequest(this.#serve, name, { from, to: this.#serverId() }))) throw requestRunning();
  }

  async #execute<T>(name: RequestName, execution: Execution<T>): Promise<T> {
    try {
      return await execution.execute((answer) => ({ name, answer }));
    } catch (thrown) {
      // Whoever asks again executes it; if even this fails, the case `running` above finds it.
      await forgetRequest(this.#serve, name).catch(() => undefined);
      throw thrown;
    }
  }
}
