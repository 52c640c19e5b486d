/**
 * The one way to the server: fetch, an answer checked by a schema of contracts, `problem+json` as an `ApiFault`.
 * Knows no route and keeps nothing; hooks beside the features say what is asked and for how long it is kept.
 */
import { problemSchema } from '@touchstone/contracts/api';
import type { z } from 'zod';
import { ApiFault, problemOf } from './fault.ts';
import { apiKey } from './key.ts';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Left out where undefined, or empty. */
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** For POSTs that must not happen twice. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Throws an `ApiFault`, or an `AbortError` where `signal` asked for it. */
export async function request<T>(
  schema: z.ZodType<T>,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const response = await requestRaw(path, options);
  const answer = schema.safeParse(await jsonOf(response));
  if (answer.success) return answer.data;
  const issue = answer.error.issues[0];
  throw new ApiFault(
    problemOf(
      'unreadable-answer',
      'The answer has another form than expected',
      `${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
      'Reload the page: it may be older than the server.',
    ),
  );
}

/** The response itself, for bytes and streams. */
export async function requestRaw(path: string, options: RequestOptions = {}): Promise<Response> {
  const headers = new Headers({ accept: 'application/json', ...options.headers });
  const key = apiKey();
  if (key !== null) headers.set('authorization', `Bearer ${key}`);
  if (options.idempotencyKey !== undefined) headers.set('idempotency-key', options.idempotencyKey);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  const response = await reach(apiUrl(path, options.query), {
    method: options.method ?? 'GET',
    headers,
    signal: options.signal ?? null,
    body: options.body === undefined ? null : JSON.stringify(options.body),
  });
  if (response.ok) return response;
  throw new ApiFault(await problemIn(response), secondsOf(response.headers.get('retry-after')));
}

function apiUrl(path: string, query: RequestOptions['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  return `/api/v1${path}${search.size === 0 ? '' : `?${search}`}`;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw new ApiFault(
      problemOf(
        'unreachable',
        'The server does not answer',
        'No connection to the Touchstone server.',
        'Start it with "touchstone serve", then try again.',
      ),
    );
  }
}

async function problemIn(response: Response): Promise<z.infer<typeof problemSchema>> {
  const problem = problemSchema.safeParse(await response.json().catch(() => null));
  if (problem.success) return problem.data;
  return {
    ...problemOf(
      'no-problem',
      response.statusText || `Status ${response.status}`,
      '',
      'Look at the log of the server.',
    ),
    status: response.status,
    retryable: response.status >= 500,
  };
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function secondsOf(retryAfter: string | null): number | null {
  const seconds = Number(retryAfter);
  return retryAfter === null || !Number.isFinite(seconds) ? null : seconds;
}
