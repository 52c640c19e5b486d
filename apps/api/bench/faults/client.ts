/** A trainer that sends every request again under the same key until it is answered, and remembers what it was told. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json, Submission, TaskSecret } from '@touchstone/contracts';
import type { ApiVerdict } from '@touchstone/contracts/api';

export interface Attempt {
  name: string;
  task: string;
  right: Submission;
  /** Hands in what is right; else something that is surely wrong. */
  honest: boolean;
}

export interface Made {
  attempt: Attempt;
  /** Null where not even an episode could be opened. */
  episode: string | null;
  told: ApiVerdict | null;
  /** Status and code of the answer after which there was nothing more to ask. */
  last: string;
  /** Results of calls that were acknowledged. */
  calls: string[];
}

interface Answer {
  status: number;
  body: unknown;
}

/** How long one request is tried. */
const patienceMs = 90_000;

export class Client {
  readonly #address: () => string;

  constructor(address: () => string) {
    this.#address = address;
  }

  async secretOf(task: string): Promise<TaskSecret> {
    const { body } = await this.#ask('GET', `/tasks/${task}/secret`);
    return (body as { secret: TaskSecret }).secret;
  }

  async attempt(attempt: Attempt): Promise<Made> {
    const made: Made = { attempt, episode: null, told: null, last: '', calls: [] };
    const opened = await this.#ask('POST', '/episodes', {
      once: `${attempt.name}-open`,
      body: { task: attempt.task, solver: 'faults' },
    });
    made.last = describe('open', opened);
    if (opened.status !== 201) return made;
    const { episodes, tools } = opened.body as { episodes: { id: string }[]; tools: { name: string }[] };
    const id = episodes[0]?.id ?? '';
    made.episode = id;
    const { right, honest } = attempt;
    const calls =
      right.kind === 'state' && honest ? right.calls : [{ tool: tools[0]?.name ?? '', arguments: {} }];
    for (const [index, call] of calls.entries()) {
      const once = `${attempt.name}-call-${index}`;
      const answer = await this.#ask('POST', `/episodes/${id}/calls`, { once, body: call });
      made.last = describe('call', answer);
      if (answer.status !== 200) return { ...made, told: await this.#verdictOf(id) };
      made.calls.push((answer.body as { text: string }).text);
    }
    const answer: Json = honest && right.kind !== 'tree' ? right.answer : { surely: 'wrong' };
    const submitted = await this.#ask('POST', `/episodes/${id}/submit`, {
      once: `${attempt.name}-submit`,
      body: { answer },
    });
    const told = submitted.status === 200 ? (submitted.body as ApiVerdict) : await this.#verdictOf(id);
    return { ...made, told, last: describe('submit', submitted) };
  }

  async stored(id: string): Promise<{ verdict: unknown; results: string[] }> {
    const { body } = await this.#ask('GET', `/episodes/${id}`);
    const page = await this.#ask('GET', `/episodes/${id}/events?bodies=true`);
    const { events } = page.body as {
      events: { index: number; type: string; body: { result: string } | null }[];
    };
    const results = [];
    for (const { type, index, body: event } of events) {
      if (type !== 'tool-called') continue;
      results.push(event?.result ?? (await this.#resultAt(id, index)));
    }
    return { verdict: (body as { verdict: unknown }).verdict, results };
  }

  async #resultAt(id: string, index: number): Promise<string> {
    const path = `/episodes/${id}/events?bodies=true&from=${index}&to=${index + 1}`;
    const { body } = await this.#ask('GET', path);
    return (body as { events: { body: { result: string } }[] }).events[0]?.body.result ?? '';
  }

  async #verdictOf(id: string): Promise<ApiVerdict | null> {
    const { status, body } = await this.#ask('GET', `/episodes/${id}`);
    return status === 200 ? (body as { verdict: ApiVerdict | null }).verdict : null;
  }

  async #ask(
    method: string,
    path: string,
    { body, once }: { body?: object; once?: string } = {},
  ): Promise<Answer> {
    const until = performance.now() + patienceMs;
    let last: Answer = { status: 0, body: null };
    while (performance.now() < until) {
      try {
        const response = await fetch(`${this.#address()}/api/v1${path}`, {
          method,
          headers: {
            ...(body && { 'content-type': 'application/json' }),
            ...(once !== undefined && { 'idempotency-key': once }),
          },
          ...(body && { body: JSON.stringify(body) }),
        });
        last = { status: response.status, body: await response.json() };
        if (!(last.body as { retryable?: boolean }).retryable) return last;
      } catch {
        // The API is down, or went down under the request.
      }
      await sleep(300);
    }
    return last;
  }
}

function describe(act: string, { status, body }: Answer): string {
  return `${act} ${status} ${(body as { code?: string } | null)?.code ?? ''}`;
}
