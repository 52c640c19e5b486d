/**
 * Whatever is thrown, as an RFC 9457 body with a way out. A `Fault` says what it is by its code; anything else is a defect of
 * ours, whose message stays in the log.
 */
import { Fault } from '@touchstone/contracts';
import { QueryFault, type Problem } from '@touchstone/contracts/api';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { retryAfterSeconds } from '../limits.ts';
import { ApiFault } from './api-fault.ts';

/** Codes whose boundary alone does not say the status. Those that end in `-unknown` are 404 by themselves. */
const statusByCode: Readonly<Record<string, ContentfulStatusCode>> = {
  'task-missing': 404,
  'episode-ended': 409,
  'revision-moved': 409,
  'idempotency-key-reused': 409,
  'release-exists': 409,
  'op-state': 409,
  'run-state': 409,
  'too-many-episodes': 429,
  'house-full': 503,
  // Until a person has made room: not a defect, and the same request works then.
  'disk-full': 503,
  'too-many-waiting': 429,
  'request-running': 409,
  'episode-elsewhere': 409,
};

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'No usable key',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request took too long to arrive',
  409: 'Conflict',
  413: 'Request too large',
  415: 'Unsupported media type',
  421: 'Misdirected request',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Not available right now',
};

export interface Answer {
  problem: Problem & { status: ContentfulStatusCode };
  headers: Record<string, string>;
  /** A defect of ours, to be logged with its stack. */
  defect: boolean;
}

export function answerTo(thrown: unknown): Answer {
  if (thrown instanceof Fault) return answerToFault(thrown);
  if (thrown instanceof HTTPException) return answerToHttpException(thrown);
  return {
    problem: problem(500, {
      code: 'internal',
      detail: 'Something went wrong that should not have.',
      hint: 'Report it with the x-request-id of this answer; the log of the server has the rest.',
    }),
    headers: {},
    defect: true,
  };
}

function answerToFault(fault: Fault): Answer {
  const status = statusOf(fault);
  const defect = status === 500;
  const wait = retryAfterOf(fault, status);
  return {
    problem: problem(status, {
      code: fault.code,
      // What a defect says may quote what the asker must not see.
      detail: fault.boundary === 'internal' ? 'Something went wrong that should not have.' : fault.message,
      hint: fault.hint ?? null,
      retryable: fault.retryable || status === 503,
      place: placeOf(fault),
    }),
    headers: {
      ...(fault instanceof ApiFault && fault.headers),
      ...(wait !== null && { 'retry-after': String(Math.max(1, Math.ceil(wait))) }),
    },
    defect,
  };
}

function statusOf(fault: Fault): ContentfulStatusCode {
  if (fault instanceof ApiFault) return fault.status;
  const known = statusByCode[fault.code];
  if (known !== undefined) return known;
  if (fault.boundary === 'input') return fault.code.endsWith('-unknown') ? 404 : 400;
  return fault.retryable ? 503 : 500;
}

/** A room that knows how long to wait says so in a field of its fault. */
function retryAfterOf(fault: Fault, status: number): number | null {
  const said = (fault as Fault & { retryAfterSeconds?: unknown }).retryAfterSeconds;
  if (typeof said === 'number') return said;
  return status === 503 || status === 429 ? retryAfterSeconds : null;
}

function placeOf(fault: Fault): Problem['place'] {
  if (fault instanceof QueryFault) return { path: 'q', at: fault.at, length: fault.length };
  return fault instanceof ApiFault ? fault.place : null;
}

function answerToHttpException(thrown: HTTPException): Answer {
  const malformed = thrown.status === 400 && thrown.message.includes('JSON');
  return {
    problem: problem(thrown.status, {
      code: malformed ? 'malformed-json' : `http-${thrown.status}`,
      detail: thrown.message || (titles[thrown.status] ?? 'Refused'),
      hint: malformed ? 'Send one JSON value, with content-type application/json.' : null,
    }),
    headers: {},
    defect: thrown.status >= 500,
  };
}

function problem(
  status: ContentfulStatusCode,
  fields: Pick<Problem, 'code' | 'detail' | 'hint'> & Partial<Problem>,
): Problem & { status: ContentfulStatusCode } {
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Refused',
    retryable: false,
    place: null,
    ...fields,
    status,
  };
}

export function problemResponse({ problem: body, headers }: Answer): Response {
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}
