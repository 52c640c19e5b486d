/**
 * An open episode: its tools, its budgets, its clock, and what it has answered so far. Calls are made one after the other;
 * the same request twice is executed once. Does not know who may ask, nor how many others are open.
 */
import {
  Fault,
  hashJson,
  type Json,
  type Submission,
  type ToolCall,
  type Verdict,
} from '@touchstone/contracts';
import type { ApiVerdict } from '@touchstone/contracts/api';
import type { EpisodeEvent, EpisodeProgress, NewEpisode, StoredTask } from '@touchstone/db';
import type { LiveEpisode as Attempt } from '../episode.ts';
import { abstention, apiVerdict, verdictFault } from './api-verdict.ts';
import type { Journal } from './journal.ts';
import { keptAnswersMax, openingTriesMax, titleCharactersMax, waitingCallsMax } from './limits.ts';
import { episodeEnded, keyReused, Refusal } from './refusal.ts';

export interface Budget {
  toolCallsMax: number;
  secondsMax: number;
  resultBytesMax: number;
  idleSecondsMax: number;
}

export interface CallAnswer {
  text: string;
  isError: boolean;
  toolCallsLeft: number;
}

/** How it ended, for whoever records it. */
export interface Ended {
  state: 'accepted' | 'rejected' | 'abstained' | 'cancelled';
  told: ApiVerdict;
  /** With what was expected; null where no verifier spoke. */
  verdict: Verdict | null;
  /** The submission, if there was one, and the verdict. */
  lastEvents: EpisodeEvent[];
  request: { submitKey: string | null; submitHash: string | null };
  progress: EpisodeProgress;
}

export interface LiveEpisodeParts {
  record: NewEpisode;
  task: StoredTask;
  budget: Budget;
  journal: Journal;
  clock: () => Date;
  /** Opens the tools. What it hands to `judge` is what the attempt hands in. */
  open(judge: (submission: Submission) => Promise<Verdict>): Promise<Attempt>;
  /** The submission is stored before it is judged. */
  submitted(event: EpisodeEvent, request: { submitKey: string | null; submitHash: string }): Promise<void>;
  judge(submission: Submission): Promise<Verdict>;
  /** Stores the end, once, and returns the verdict that stands: somebody else may have ended it before. */
  ended(end: Ended): Promise<ApiVerdict>;
}

/** A call that was made: its answer is told once its event is stored. */
interface Made {
  answer: CallAnswer;
  stored: Promise<unknown>;
}

export class LiveEpisode {
  readonly record: NewEpisode;
  readonly task: StoredTask;
  readonly budget: Budget;
  readonly #parts: LiveEpisodeParts;
  #attempt: Attempt | null = null;
  #events = 0;
  #resultBytes = 0;
  #toolCalls = 0;
  #waiting = 0;
  #queue: Promise<unknown> = Promise.resolve();
  /** By idempotency key. */
  readonly #made = new Map<string, { hash: string; made: Promise<Made> }>();
  #submission: { key: string | null; hash: string; verdict: Promise<ApiVerdict> } | null = null;
  #submitted: EpisodeEvent | null = null;
  /** Set once nothing more can happen in it. */
  #ending: Promise<ApiVerdict> | null = null;
  #idleTimer: NodeJS.Timeout | undefined;
  readonly #clockTimer: NodeJS.Timeout;

  constructor(parts: LiveEpisodeParts) {
    this.#parts = parts;
    this.record = parts.record;
    this.task = parts.task;
    this.budget = parts.budget;
    this.#clockTimer = setTimeout(
      () => void this.#expire('time-budget', `it was open for ${parts.budget.secondsMax} seconds`),
      parts.budget.secondsMax * 1000,
    );
  }

  async open(): Promise<void> {
    try {
      this.#attempt = await this.#openPatiently();
      this.#rest();
    } catch (thrown) {
      clearTimeout(this.#clockTimer);
      throw thrown;
    }
  }

  /** A sandbox that was found dead, or died under way, is no reason to refuse: nothing has been done in it yet. */
  async #openPatiently(): Promise<Attempt> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#parts.open((submission) => this.#judge(submission));
      } catch (thrown) {
        const mayPass = thrown instanceof Fault && thrown.boundary === 'sandbox' && thrown.retryable;
        if (!mayPass || tries >= openingTriesMax) throw thrown;
      }
    }
  }

  get state(): 'open' | 'verifying' {
    return this.#submission === null ? 'open' : 'verifying';
  }

  get progress(): EpisodeProgress {
    return { id: this.record.id, events: this.#events, toolCalls: this.#toolCalls };
  }

  /** A call that cannot be recorded now is a `Refusal`; with the same key it is told later and not made again. */
  async call(call: ToolCall, key: string | null): Promise<CallAnswer> {
    const hash = hashJson({ tool: call.tool, arguments: call.arguments });
    const known = key === null ? undefined : this.#made.get(key);
    if (known !== undefined) {
      if (known.hash !== hash) throw keyReused();
      return this.#tell(known.made);
    }
    if (this.#submission !== null || this.#ending !== null)
      throw episodeEnded(this.record.id, 'it was submitted');
    if (this.#waiting >= waitingCallsMax) throw tooManyWaiting();
    this.#parts.journal.requireRoom();
    const made = this.#inTurn(() => this.#call(call, key));
    if (key !== null) this.#remember(key, hash, made);
    return this.#tell(made);
  }

  /** The verdict; the same request again is told the same. */
  async submit(answer: Json, key: string | null): Promise<ApiVerdict> {
    const hash = hashJson({ answer });
    const before = this.#submission;
    if (before !== null) {
      if (key === null || before.key !== key) throw episodeEnded(this.record.id, 'it was submitted');
      if (before.hash !== hash) throw keyReused();
      return before.verdict;
    }
    if (this.#ending !== null) throw episodeEnded(this.record.id, 'it ran out of time or was cancelled');
    this.#parts.journal.requireRoom();
    clearTimeout(this.#clockTimer);
    clearTimeout(this.#idleTimer);
    const verdict = Promise.withResolvers<ApiVerdict>();
    verdict.promise.catch(() => undefined);
    this.#submission = { key, hash, verdict: verdict.promise };
    verdict.resolve(this.#queue.then(() => this.#submit(answer)));
    return verdict.promise;
  }

  /** Ends it without a verdict, unless one is on its way, which is then waited for. */
  async end(state: 'abstained' | 'cancelled', fault: Parameters<typeof abstention>[0]): Promise<ApiVerdict> {
    if (this.#submission !== null) return this.#submission.verdict;
    return this.#end(() => ({ state, told: abstention(fault), verdict: null }));
  }

  /** Somebody else has ended it, in the database: only what is here is left to close. */
  async abandon(): Promise<void> {
    this.#ending ??= Promise.reject(episodeEnded(this.record.id, 'its server was taken for gone'));
    this.#ending.catch(() => undefined);
    await this.#close();
  }

  /** Adds what the trainer says; positions are given here while it is open. Returns the number of events. */
  async say(messages: readonly { title: string; body: string }[], key: string): Promise<number> {
    const known = this.#made.get(`say ${key}`);
    if (known === undefined) {
      this.#parts.journal.requireRoom();
      const stored = messages.map((message, position) =>
        this.#append({ type: 'message', isError: false, requestKey: `${key}/${position}`, ...message }),
      );
      const answer = { text: '', isError: false, toolCallsLeft: 0 };
      this.#remember(`say ${key}`, '', Promise.resolve({ answer, stored: Promise.all(stored) }));
    }
    await this.#tell((known ?? this.#made.get(`say ${key}`))?.made);
    return this.#events;
  }

  #remember(key: string, hash: string, made: Promise<Made>): void {
    made.catch(() => undefined);
    this.#made.set(key, { hash, made });
    const [oldest] = this.#made.keys();
    if (this.#made.size > keptAnswersMax && oldest !== undefined) this.#made.delete(oldest);
  }

  /** Nothing is told before it is stored. */
  async #tell(made: Promise<Made> | undefined): Promise<CallAnswer> {
    const { answer, stored } = (await made) as Made;
    await this.#parts.journal.patiently(stored);
    return answer;
  }

  async #inTurn<T>(act: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    clearTimeout(this.#idleTimer);
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#rest();
    }
  }

  async #call(call: ToolCall, key: string | null): Promise<Made> {
    if (this.#ending !== null) throw episodeEnded(this.record.id, 'it ended before the call was made');
    const { resultBytesMax } = this.budget;
    const left = resultBytesMax - this.#resultBytes;
    if (left <= 0) return this.#note(call, { text: bytesUsedUp(resultBytesMax), isError: true }, key);
    try {
      const attempt = alive(this.#attempt);
      const result = await attempt.call(call);
      this.#toolCalls = this.budget.toolCallsMax - attempt.toolCallsLeft;
      const bytes = Buffer.byteLength(result.text);
      this.#resultBytes += bytes;
      const text =
        bytes > left ? `${beginning(result.text, left)}\n[${bytesUsedUp(resultBytesMax)}]` : result.text;
      return this.#note(call, { ...result, text }, key);
    } catch (thrown) {
      const fault = verdictFault(thrown, { code: 'tools-broke', boundary: 'internal' });
      await this.#end(() => ({ state: 'abstained', told: abstention(fault), verdict: null }));
      throw episodeEnded(this.record.id, `abstained, ${fault.code}: ${fault.message}`);
    }
  }

  #note(call: ToolCall, result: { text: string; isError: boolean }, key: string | null): Made {
    const stored = this.#append({
      type: 'tool-called',
      title: titleOf(`${call.tool} ${JSON.stringify(call.arguments)}`),
      isError: result.isError,
      requestKey: key,
      body: JSON.stringify({ ...call, result: result.text, isError: result.isError }),
    });
    return { answer: { ...result, toolCallsLeft: this.budget.toolCallsMax - this.#toolCalls }, stored };
  }

  async #submit(answer: Json): Promise<ApiVerdict> {
    try {
      const { verdict } = await alive(this.#attempt).submit(answer);
      if (verdict === null) throw new Error('an attempt ended without a verdict');
      return await this.#end(() => ({ state: verdict.outcome, told: apiVerdict(verdict), verdict }));
    } catch (thrown) {
      if (this.#ending !== null) return this.#ending;
      const fault = verdictFault(thrown, { code: 'submission-broke', boundary: 'internal' });
      return await this.#end(() => ({ state: 'abstained', told: abstention(fault), verdict: null }));
    }
  }

  async #judge(submission: Submission): Promise<Verdict> {
    const event = this.#event({
      type: 'submitted',
      title: submission.kind,
      isError: false,
      requestKey: null,
      body: JSON.stringify(submission),
    });
    this.#submitted = event;
    const { key = null, hash = '' } = this.#submission ?? {};
    await this.#parts.submitted(event, { submitKey: key, submitHash: hash });
    return this.#parts.judge(submission);
  }

  #end(how: () => Pick<Ended, 'state' | 'told' | 'verdict'>): Promise<ApiVerdict> {
    this.#ending ??= this.#finish(how());
    return this.#ending;
  }

  async #finish({ state, told, verdict }: Pick<Ended, 'state' | 'told' | 'verdict'>): Promise<ApiVerdict> {
    const event = this.#event({
      type: 'verdict',
      title: told.outcome === 'abstained' ? `abstained: ${told.fault.code}` : told.outcome,
      isError: told.outcome === 'abstained',
      requestKey: null,
      body: JSON.stringify(told),
    });
    await this.#close();
    const lastEvents = this.#submitted === null ? [event] : [this.#submitted, event];
    const { key = null, hash = null } = this.#submission ?? {};
    const request = { submitKey: key, submitHash: hash };
    return this.#parts.ended({ state, told, verdict, lastEvents, request, progress: this.progress });
  }

  async #close(): Promise<void> {
    clearTimeout(this.#clockTimer);
    clearTimeout(this.#idleTimer);
    // A sandbox that is dead need not be closed.
    await Promise.resolve(this.#attempt?.[Symbol.asyncDispose]()).catch(() => undefined);
  }

  #rest(): void {
    clearTimeout(this.#idleTimer);
    if (this.#ending !== null || this.#submission !== null) return;
    const { idleSecondsMax } = this.budget;
    this.#idleTimer = setTimeout(
      () => void this.#expire('idle', `nothing came for ${idleSecondsMax} seconds`),
      idleSecondsMax * 1000,
    );
  }

  async #expire(code: string, why: string): Promise<void> {
    const fault = {
      code,
      boundary: 'input' as const,
      message: `The episode was ended: ${why}.`,
      retryable: true,
    };
    await this.end('abstained', fault).catch(() => undefined);
  }

  #append(event: Pick<EpisodeEvent, 'type' | 'title' | 'isError' | 'requestKey' | 'body'>): Promise<void> {
    return this.#parts.journal.append(this.#event(event), this.progress);
  }

  #event(event: Pick<EpisodeEvent, 'type' | 'title' | 'isError' | 'requestKey' | 'body'>): EpisodeEvent {
    return { ...event, episodeId: this.record.id, index: this.#events++, at: this.#parts.clock() };
  }
}

/** The first line, for outlines. */
export function titleOf(text: string): string {
  const [line = ''] = text.slice(0, 4 * titleCharactersMax).split('\n', 1);
  return line
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, titleCharactersMax)
    .toWellFormed();
}

/** So many bytes of UTF-8, no half characters. */
function beginning(text: string, bytes: number): string {
  return Buffer.from(text)
    .subarray(0, bytes)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}

function bytesUsedUp(bytes: number): string {
  return `The budget of ${bytes} bytes of results is used up. Submit your answer.`;
}

function tooManyWaiting(): Refusal {
  return new Refusal(`${waitingCallsMax} calls of this episode are waiting already.`, {
    code: 'too-many-waiting',
    boundary: 'sandbox',
    hint: 'Calls are made one after the other: wait for their answers.',
    retryAfterSeconds: 1,
  });
}

function alive(attempt: Attempt | null): Attempt {
  if (attempt !== null) return attempt;
  throw new Fault('The tools of the episode are not open.', {
    code: 'session-closed',
    boundary: 'internal',
    retryable: false,
  });
}
