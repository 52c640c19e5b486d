/**
 * The house of live episodes: opens them in groups, finds them by id, takes calls and submissions, and sees to it that each
 * ends once, with a verdict or abstained. What has ended is answered from the database.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  hashJson,
  InputFault,
  type Json,
  type TaskId,
  type ToolCall,
  type ToolHost,
} from '@touchstone/contracts';
import type { ApiVerdict, EpisodeSummary } from '@touchstone/contracts/api';
import {
  insertEpisodes,
  markSubmitted,
  readEpisode,
  readEpisodesById,
  readEventOfRequest,
  type NewEpisode,
  type StoredEpisode,
  type StoredTask,
} from '@touchstone/db';
import { openEpisode } from '../episode.ts';
import { Admission, type Cost, type Ticket } from './admission.ts';
import { Endings, type EndingParts } from './endings.ts';
import { costOf } from './episode-cost.ts';
import type { IdempotentRequests, RequestRecord } from './idempotent.ts';
import type { Turns } from './judge.ts';
import { LiveEpisode, type Budget, type CallAnswer } from './live-episode.ts';
import {
  budgetOf,
  expiry,
  openedResponse,
  timeOrdered,
  type Opened,
  type OpenRequest,
  type StoredOpening,
} from './opening.ts';
import { episodeEnded, episodeUnknown, keyReused, requestRunning } from './refusal.ts';
import { summaryOf } from './summary.ts';

/** Who asks: an API key. */
export interface Caller {
  id: string;
  role: 'curator' | 'trainer';
  episodesMax: number;
}

export interface HouseParts extends EndingParts {
  toolHost: ToolHost;
  requests: IdempotentRequests;
  turns: Turns;
  capacity: Cost;
  /** Which task an opening means; `InputFault` where none fits. */
  choose: (request: OpenRequest) => Promise<TaskId>;
}

export class House {
  readonly admission: Admission;
  readonly #parts: HouseParts;
  readonly #live = new Map<string, { episode: LiveEpisode; ticket: Ticket }>();
  readonly #endings: Endings;

  constructor(parts: HouseParts) {
    this.#parts = parts;
    this.admission = new Admission(parts.capacity, () => parts.clock().getTime());
    this.#endings = new Endings(parts);
  }

  get open(): number {
    return this.#live.size;
  }

  /** By state, for whoever watches. */
  counts(): { open: number; verifying: number } {
    const states = [...this.#live.values()].map(({ episode }) => episode.state);
    const verifying = states.filter((state) => state === 'verifying').length;
    return { open: states.length - verifying, verifying };
  }

  async openGroup(request: OpenRequest, caller: Caller, key: string | null): Promise<Opened> {
    const name = key === null ? null : { keyId: caller.id, operation: 'open', idempotencyKey: key };
    return this.#parts.requests.once(name, hashJson(request as unknown as Json), {
      execute: (record) => this.#openGroup(request, caller, record),
      replay: async (answer) => this.#replay(JSON.parse(answer) as StoredOpening),
    });
  }

  async call(id: string, call: ToolCall, caller: Caller, key: string | null): Promise<CallAnswer> {
    const live = this.#live.get(id)?.episode;
    if (live !== undefined) {
      requireOwn(live.record, caller, 'use');
      return live.call(call, key);
    }
    const stored = await this.#stored(id, caller, 'use');
    // Made before it ended, and asked for again.
    const made = key === null ? null : await readEventOfRequest(this.#parts.database.serve, id, key);
    if (made === null || made.body === null) throw endedOrElsewhere(stored);
    const event = JSON.parse(made.body) as ToolCall & { result: string; isError: boolean };
    if (hashJson({ tool: event.tool, arguments: event.arguments }) !== hashJson({ ...call }))
      throw keyReused();
    const toolCallsLeft = Math.max(0, stored.toolCallsMax - made.callsUpTo);
    return { text: event.result, isError: event.isError, toolCallsLeft };
  }

  async submit(id: string, answer: Json, caller: Caller, key: string | null): Promise<ApiVerdict> {
    const live = this.#live.get(id)?.episode;
    if (live !== undefined) {
      requireOwn(live.record, caller, 'use');
      return live.submit(answer, key);
    }
    const stored = await this.#stored(id, caller, 'use');
    if (key === null || stored.submitKey !== key) throw endedOrElsewhere(stored);
    if (stored.submitHash !== hashJson({ answer })) throw keyReused();
    const told = stored.verdict === null ? null : (JSON.parse(stored.verdict) as ApiVerdict);
    // Its server died before there was an answer: what was handed in is judged now, here, by whoever asked first.
    if (told?.fault?.code === 'server-lost' || (told === null && stored.serverId === this.#parts.lease().id))
      return this.#endings.judgeLost(stored);
    if (told === null) throw requestRunning();
    return told;
  }

  async cancel(id: string, caller: Caller): Promise<EpisodeSummary> {
    const live = this.#live.get(id)?.episode;
    if (live !== undefined) {
      requireOwn(live.record, caller, 'use');
      const fault = {
        code: 'cancelled',
        boundary: 'input' as const,
        message: 'It was cancelled.',
        retryable: true,
      };
      await live.end('cancelled', fault);
    }
    return this.status(id, caller);
  }

  async status(id: string, caller: Caller): Promise<EpisodeSummary> {
    const live = this.#live.get(id)?.episode;
    if (live === undefined) return summaryOf(await this.#stored(id, caller, 'see'));
    requireOwn(live.record, caller, 'see');
    return this.#liveSummary(live);
  }

  /** What a page of stored episodes says, with what is newer here. */
  summaryOf(stored: StoredEpisode): EpisodeSummary {
    const live = this.#live.get(stored.id)?.episode;
    return live === undefined ? summaryOf(stored) : this.#liveSummary(live);
  }

  /** The open episode, for whoever adds to its transcript; null where it has ended. */
  async find(id: string, caller: Caller, to: 'use' | 'see'): Promise<LiveEpisode | null> {
    const live = this.#live.get(id)?.episode;
    if (live !== undefined) requireOwn(live.record, caller, to);
    else {
      const stored = await this.#stored(id, caller, to);
      if (to === 'use' && stored.endedAt === null) throw endedOrElsewhere(stored);
    }
    return live ?? null;
  }

  /** The task of an episode, open or ended. */
  async taskOf(id: string, caller: Caller): Promise<StoredTask> {
    const live = this.#live.get(id)?.episode;
    if (live !== undefined) requireOwn(live.record, caller, 'see');
    return live?.task ?? this.#parts.shelf.get((await this.#stored(id, caller, 'see')).taskId);
  }

  /** Nothing new is opened; what is open may end for so long, then it is ended, abstained. */
  async drain(forMs: number): Promise<void> {
    this.admission.close();
    const deadline = performance.now() + forMs;
    while (this.#live.size > 0 && performance.now() < deadline) await sleep(50);
    const fault = {
      code: 'server-stopping',
      boundary: 'internal' as const,
      message: 'The server was stopped while the episode was open.',
      retryable: true,
    };
    await Promise.all(
      [...this.#live.values()].map(({ episode }) => episode.end('abstained', fault).catch(() => undefined)),
    );
  }

  /** This server was taken for gone: its episodes have been ended in the database. */
  async abandonAll(): Promise<void> {
    await Promise.all(
      [...this.#live.values()].map(async ({ episode, ticket }) => {
        this.#live.delete(episode.record.id);
        ticket.release();
        await episode.abandon();
      }),
    );
  }

  async #openGroup(
    request: OpenRequest,
    caller: Caller,
    record: ((answer: string) => RequestRecord) | null,
  ): Promise<Opened> {
    const task = await this.#parts.shelf.get(await this.#parts.choose(request));
    const cost = costOf(task.task.environment);
    const costs = Array.from({ length: request.n }, () => cost);
    const tickets = this.admission.admit(caller.id, caller.episodesMax, costs);
    const budget = budgetOf(request, task);
    const groupId = `group_${timeOrdered(this.#parts.clock())}`;
    const opened = tickets.map((ticket) => ({
      ticket,
      episode: this.#newEpisode({ request, caller, task, budget, groupId }),
    }));
    try {
      await this.#openAll(opened, caller, cost);
      const answer: StoredOpening = {
        group: groupId,
        task: task.id,
        ids: opened.map(({ episode }) => ({ id: episode.record.id, expiresAt: expiry(episode) })),
      };
      const records = opened.map(({ episode }) => episode.record);
      await this.#parts.journal.patiently(
        insertEpisodes(this.#parts.database.serve, records, record?.(JSON.stringify(answer)) ?? null),
      );
      for (const each of opened) this.#live.set(each.episode.record.id, each);
      return openedResponse(task, answer);
    } catch (thrown) {
      for (const { episode, ticket } of opened) {
        ticket.release();
        await episode.abandon();
      }
      throw thrown;
    }
  }

  async #openAll(opened: readonly { episode: LiveEpisode }[], caller: Caller, cost: Cost): Promise<void> {
    const openings = opened.map(async ({ episode }) => {
      using _turn = cost.sandboxes > 0 ? await this.#parts.turns.enter(caller.id) : null;
      await episode.open();
    });
    const settled = await Promise.allSettled(openings);
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  #newEpisode(opening: {
    request: OpenRequest;
    caller: Caller;
    task: StoredTask;
    budget: Budget;
    groupId: string;
  }): LiveEpisode {
    const { request, caller, task, budget, groupId } = opening;
    const { database, journal, judge, clock, toolHost } = this.#parts;
    const openedAt = clock();
    const record: NewEpisode = {
      id: `episode_${timeOrdered(openedAt)}`,
      groupId,
      taskId: task.id,
      solver: request.solver,
      keyId: caller.id,
      serverId: this.#parts.lease().id,
      openedAt,
      toolCallsMax: budget.toolCallsMax,
    };
    const limited = { ...task.task, budget: { toolCallsMax: budget.toolCallsMax } };
    const attempt = { id: record.id, taskId: task.id, task: limited, solver: request.solver };
    const { serverId } = record;
    return new LiveEpisode({
      record,
      task,
      budget,
      journal,
      clock,
      open: (verify) => openEpisode(attempt, { toolHost, verify }),
      submitted: (event, keyAndHash) =>
        journal.patiently(
          journal.untilStored(() => markSubmitted(database.serve, { serverId, event, ...keyAndHash })),
        ),
      judge: async (submission) => {
        const [verdict] = await judge.judge(task, [submission], caller.id);
        if (verdict === undefined) throw new Error('a judge gave no verdict');
        return verdict;
      },
      ended: (end) =>
        this.#endings.end(record, end, () => {
          this.#live.get(record.id)?.ticket.release();
          this.#live.delete(record.id);
        }),
    });
  }

  async #replay({ group, task, ids }: StoredOpening): Promise<Opened | null> {
    const { database, shelf } = this.#parts;
    const stored = await readEpisodesById(
      database.serve,
      ids.map(({ id }) => id),
    );
    // Nobody ever used them: whoever asks again gets episodes that live.
    const isVoid =
      stored.length > 0 &&
      stored.every(({ verdict, toolCalls, submitHash }) => {
        const told = verdict === null ? null : (JSON.parse(verdict) as ApiVerdict);
        return told?.fault?.code === 'server-lost' && toolCalls === 0 && submitHash === null;
      });
    return isVoid ? null : openedResponse(await shelf.get(task), { group, task, ids });
  }

  async #stored(id: string, caller: Caller, to: 'use' | 'see'): Promise<StoredEpisode> {
    const stored = await readEpisode(this.#parts.database.serve, id);
    if (stored === null) throw episodeUnknown(id);
    requireOwn(stored, caller, to);
    return stored;
  }

  #liveSummary({ record, state, progress }: LiveEpisode): EpisodeSummary {
    return {
      id: record.id,
      group: record.groupId,
      task: record.taskId,
      solver: record.solver,
      state,
      openedAt: record.openedAt.toISOString(),
      endedAt: null,
      toolCalls: progress.toolCalls,
      toolCallsMax: record.toolCallsMax,
      events: progress.events,
      verdict: null,
    };
  }
}

/** Another key's episode is as good as none; a curator sees all and uses its own. */
function requireOwn({ id, keyId }: { id: string; keyId: string }, caller: Caller, to: 'use' | 'see'): void {
  if (keyId === caller.id || (to === 'see' && caller.role === 'curator')) return;
  throw episodeUnknown(id);
}

function endedOrElsewhere({ id, state, endedAt }: StoredEpisode): InputFault {
  if (endedAt !== null) return episodeEnded(id, state);
  return new InputFault(`Episode ${id} is held by another server.`, {
    code: 'episode-elsewhere',
    hint: 'Send requests of one episode to the server that opened it; if that died, its episodes end abstained shortly.',
  });
}
