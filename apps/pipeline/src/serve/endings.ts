/**
 * How episodes end in the database: once, with a verdict and its count, or abstained. A number that cannot be stored is
 * never told. What a server left behind with a submission is judged when its owner asks again.
 */
import { submissionSchema, type TaskId } from '@touchstone/contracts';
import type { ApiVerdict } from '@touchstone/contracts/api';
import {
  endEpisode,
  readSubmission,
  recordVerdict,
  reopenForVerdict,
  type Database,
  type EpisodeEnding,
  type NewEpisode,
  type Outcome,
  type StoredEpisode,
} from '@touchstone/db';
import { abstention, apiVerdict, verdictFault } from './api-verdict.ts';
import type { Journal } from './journal.ts';
import type { Judge } from './judge.ts';
import type { Lease } from './lease.ts';
import type { Ended } from './live-episode.ts';
import { requestRunning } from './refusal.ts';
import type { TaskShelf } from './task-shelf.ts';

export interface EndingParts {
  database: Database;
  shelf: TaskShelf;
  journal: Journal;
  lease: () => Lease;
  judge: Judge;
  /** Told after a verdict was counted. */
  counted: (task: TaskId) => void;
  clock: () => Date;
  say: (text: string) => void;
}

export class Endings {
  readonly #parts: EndingParts;
  readonly #judging = new Map<string, Promise<ApiVerdict>>();

  constructor(parts: EndingParts) {
    this.#parts = parts;
  }

  /** The verdict that stands once it is stored. `leave` is called when nothing is left to store. */
  async end(record: NewEpisode, end: Ended, leave: () => void = () => {}): Promise<ApiVerdict> {
    const { journal } = this.#parts;
    const given = { up: false };
    try {
      const stored = await journal.patiently(journal.untilStored(() => this.#store(record, end, given)));
      leave();
      return stored;
    } catch (thrown) {
      // From here on the number must not be stored any more, however late the database comes back.
      given.up = true;
      this.#parts.say(`the verdict of ${record.id} could not be stored (${(thrown as Error).message})`);
      const abstained = withoutVerdict(end, thrown);
      void journal
        .untilStored(() => this.#store(record, abstained, { up: false }))
        .catch(() => undefined)
        .finally(leave);
      return abstained.told;
    }
  }

  /** The submission of an episode whose server died before there was an answer. */
  async judgeLost(stored: StoredEpisode): Promise<ApiVerdict> {
    const running = this.#judging.get(stored.id);
    if (running !== undefined) return running;
    const judging = this.#judgeLost(stored).finally(() => this.#judging.delete(stored.id));
    this.#judging.set(stored.id, judging);
    return judging;
  }

  async #store(record: NewEpisode, end: Ended, given: { up: boolean }): Promise<ApiVerdict> {
    if (given.up) throw new Error('it was told to abstain');
    const { state, told, verdict, lastEvents, request, progress } = end;
    const { database, clock } = this.#parts;
    const ending: EpisodeEnding = {
      id: record.id,
      serverId: record.serverId,
      state,
      endedAt: clock(),
      toolCalls: progress.toolCalls,
      events: progress.events,
      verdict: JSON.stringify(told),
      lastEvents,
      ...request,
    };
    const outcome = outcomeOf(record, told);
    const stored =
      verdict === null
        ? await endEpisode(database.serve, ending)
        : await recordVerdict(database.verify, ending, { document: JSON.stringify(verdict), outcome });
    if (outcome !== null) this.#parts.counted(record.taskId);
    if (stored === null || stored.verdict === null) return told;
    return JSON.parse(stored.verdict) as ApiVerdict;
  }

  async #judgeLost(stored: StoredEpisode): Promise<ApiVerdict> {
    const { database, judge, clock, shelf } = this.#parts;
    const document = await readSubmission(database.serve, stored.id);
    if (document === null) return JSON.parse(stored.verdict ?? 'null') as ApiVerdict;
    const submission = submissionSchema.parse(JSON.parse(document));
    const serverId = this.#parts.lease().id;
    const task = await shelf.get(stored.taskId);
    if (!(await reopenForVerdict(database.serve, { id: stored.id, from: stored.serverId, to: serverId })))
      throw requestRunning();
    const [verdict] = await judge.judge(task, [submission], stored.keyId);
    if (verdict === undefined) throw new Error('a judge gave no verdict');
    const told = apiVerdict(verdict);
    const event = {
      episodeId: stored.id,
      index: stored.events,
      type: 'verdict' as const,
      title: told.outcome === 'abstained' ? `abstained: ${told.fault.code}` : told.outcome,
      isError: told.outcome === 'abstained',
      at: clock(),
      requestKey: null,
      body: JSON.stringify(told),
    };
    const request = { submitKey: stored.submitKey, submitHash: stored.submitHash };
    const progress = { id: stored.id, events: stored.events + 1, toolCalls: stored.toolCalls };
    return this.end(
      { ...stored, serverId },
      { state: told.outcome, told, verdict, lastEvents: [event], request, progress },
    );
  }
}

/** What is told where a verdict could not be stored, and is stored in its place once that is possible. */
function withoutVerdict(end: Ended, thrown: unknown): Ended {
  const fault = verdictFault(thrown, { code: 'verdict-not-stored', boundary: 'database' });
  const told = abstention(fault);
  const lastEvents = end.lastEvents.map((event) =>
    event.type !== 'verdict'
      ? event
      : {
          ...event,
          title: `abstained: ${fault.code}`,
          isError: true,
          body: JSON.stringify(told),
        },
  );
  return {
    ...end,
    state: end.state === 'cancelled' ? 'cancelled' : 'abstained',
    told,
    verdict: null,
    lastEvents,
  };
}

function outcomeOf({ taskId, solver }: NewEpisode, told: ApiVerdict): Outcome | null {
  if (told.outcome === 'abstained') return null;
  return { task: taskId, solver, attempts: 1, passed: told.outcome === 'accepted' ? 1 : 0 };
}
