/** What route files begin with: a router whose refusals are problems, and the pieces of a route's description. */
import type { z } from '@hono/zod-openapi';
import { OpenAPIHono } from '@hono/zod-openapi';
import { problemSchema, type KeyRole } from '@touchstone/contracts/api';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { HttpBindings } from '@hono/node-server';
import { issuesShownMax } from '../limits.ts';
import { ApiFault } from './api-fault.ts';

/** Who asks. On loopback, while no key exists, a curator named `local`. */
export interface Caller {
  id: string;
  name: string;
  role: KeyRole;
  requestsPerMinuteMax: number;
  episodesMax: number;
}

export interface ApiEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { caller: Caller; requestId: string };
}
export type ApiContext = Context<ApiEnv>;
export type ApiRouter = OpenAPIHono<ApiEnv>;

/** What does not fit its schema is refused with the place. */
export function createRouter(): ApiRouter {
  return new OpenAPIHono<ApiEnv>({
    defaultHook(result) {
      if (result.success) return;
      throw schemaFault(result.target, result.error.issues);
    },
  });
}

/** Path names as `params`, `query`, `header` and `body` say where. */
function schemaFault(target: string, issues: readonly z.core.$ZodIssue[]): ApiFault {
  const where = target === 'json' ? 'body' : target;
  const shown = issues.slice(0, issuesShownMax).map((issue) => {
    const path = pathOf(where, issue.path);
    return { path, text: `${path}: ${issue.message}` };
  });
  const more = issues.length - shown.length;
  return new ApiFault(shown.map(({ text }) => text).join('; ') + (more > 0 ? `; and ${more} more` : ''), {
    code: 'schema',
    status: 400,
    hint: 'Correct what is named; /openapi.json has the schema.',
    place: { path: shown[0]?.path ?? where, at: null, length: null },
  });
}

function pathOf(where: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => text + (typeof part === 'number' ? `[${part}]` : `.${String(part)}`),
    where,
  );
}

/** Spread into `createRoute`: who may ask. `any` is every key. */
export function secured<R extends KeyRole | 'any'>(role: R) {
  return {
    security: [{ key: [] as string[] }],
    'x-role': role,
    middleware: requireRole(role),
  };
}

function requireRole(role: KeyRole | 'any') {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const { caller } = c.var;
    if (role !== 'any' && caller.role !== role)
      throw new ApiFault(`This needs a key of role ${role}; "${caller.name}" is a ${caller.role}'s.`, {
        code: 'role',
        status: 403,
        hint: `Ask a curator, or make a key: touchstone keys make NAME --role ${role}.`,
      });
    await next();
  });
}

/** A response (or other content) of one schema. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A request's body; one is required. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { body: { required: true, content: { 'application/json': { schema } } } };
}

const problemContent = { 'application/problem+json': { schema: problemSchema } };
const refusals = {
  400: 'Does not fit the schema, or cannot be used',
  401: 'No key, or one that is wrong or revoked',
  403: 'The key, host or origin may not',
  404: 'There is no such thing',
  409: 'It has moved on since',
  413: 'Too large',
  415: 'Not JSON',
  429: 'Too many: Retry-After says when',
  431: 'Headers too large',
  503: 'Not right now: Retry-After says when',
} as const;
type Refusal = keyof typeof refusals;

/** Refusals that a route has of its own, beside those that every route has. */
export function problems<S extends 404 | 409>(...statuses: S[]) {
  const entry = (status: Refusal) =>
    [status, { description: refusals[status], content: problemContent }] as const;
  const common = [400, 401, 403, 413, 415, 429, 431, 503] as const;
  return Object.fromEntries([...common, ...statuses].map(entry)) as Record<
    (typeof common)[number] | S,
    { description: string; content: typeof problemContent }
  >;
}
