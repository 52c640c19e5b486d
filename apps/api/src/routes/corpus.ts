/** The corpus: lists by query, facets, one task and what its environment holds. */
import { createRoute, z } from '@hono/zod-openapi';
import { taskIdSchema, webDocumentSchema } from '@touchstone/contracts';
import {
  certificatesSchema,
  environmentRowsRequestSchema,
  environmentRowsSchema,
  facetsSchema,
  parseQuery,
  queryCharactersMax,
  taskDetailSchema,
  taskListRequestSchema,
  taskPageSchema,
  taskSecretResponseSchema,
} from '@touchstone/contracts/api';
import { countFacets, listRows } from '@touchstone/db';
import {
  asAsked,
  readCertificateStrips,
  readEnvironmentFile,
  readSecretHalf,
  readTaskDetail,
  readWebDocument,
  readWorldTables,
} from '@touchstone/pipeline';
import { createRouter, json, problems, secured, type ApiRouter, type Caller } from '../http/router.ts';
import type { ApiParts } from '../parts.ts';

const all = { tags: ['tasks'], ...secured('any') };
const curators = { tags: ['tasks'], ...secured('curator') };
const ofTask = { params: z.object({ id: taskIdSchema }) };

const list = createRoute({
  method: 'get',
  path: '/tasks',
  summary: 'Tasks that a query finds, a page at a time',
  ...all,
  request: { query: taskListRequestSchema },
  responses: { ...problems(), 200: json(taskPageSchema, 'A page') },
});

const facets = createRoute({
  method: 'get',
  path: '/tasks/facets',
  summary: 'How many tasks a query finds, and how many of each value of each facet',
  ...all,
  request: {
    query: z.object({
      q: z.string().max(queryCharactersMax).default(''),
      exact: z.enum(['true', 'false']).default('false'),
    }),
  },
  responses: { ...problems(), 200: json(facetsSchema, 'Counts') },
});

const show = createRoute({
  method: 'get',
  path: '/tasks/{id}',
  summary: 'One task with its state and certificate strip',
  ...all,
  request: ofTask,
  responses: { ...problems(404), 200: json(taskDetailSchema, 'The task') },
});

const certificates = createRoute({
  method: 'get',
  path: '/tasks/{id}/certificates',
  summary: 'Its current certificates, whole',
  ...curators,
  request: ofTask,
  responses: { ...problems(404), 200: json(certificatesSchema, 'Newest first') },
});

const secret = createRoute({
  method: 'get',
  path: '/tasks/{id}/secret',
  summary: 'Its secret half',
  ...curators,
  request: ofTask,
  responses: { ...problems(404), 200: json(taskSecretResponseSchema, 'The secret half') },
});

const file = createRoute({
  method: 'get',
  path: '/tasks/{id}/environment/files/{path}',
  summary: 'A file of its environment; slashes of the path are escaped as %2F',
  ...all,
  request: { params: ofTask.params.extend({ path: z.string().min(1).max(1_000) }) },
  responses: {
    ...problems(404),
    200: {
      description: 'Its bytes',
      content: { 'application/octet-stream': { schema: z.string() } },
    },
  },
});

const rows = createRoute({
  method: 'get',
  path: '/tasks/{id}/environment/rows',
  summary: 'The tables of its world before an attempt',
  ...all,
  request: { ...ofTask, query: environmentRowsRequestSchema },
  responses: { ...problems(404), 200: json(environmentRowsSchema, 'Tables with some of their rows') },
});

const documentSchema = z.strictObject({
  document: webDocumentSchema,
  /** Whether the answer must cite it; null for a trainer's key. */
  required: z.boolean().nullable(),
  /** Where it holds a value of the right answer, in UTF-16 code units of its text; empty for a trainer's key. */
  evidence: z.array(
    z.strictObject({ start: z.number().int().nonnegative(), end: z.number().int().positive() }),
  ),
});

const document = createRoute({
  method: 'get',
  path: '/tasks/{id}/environment/documents/{document}',
  summary: 'A document of its offline web; curators see where the evidence stands',
  ...all,
  request: { params: ofTask.params.extend({ document: z.string().min(1).max(200) }) },
  responses: { ...problems(404), 200: json(documentSchema, 'The document') },
});

export function corpusRoutes({ parts }: ApiParts): ApiRouter {
  return createRouter()
    .openapi(list, async (c) => {
      const { q, ...page } = c.req.valid('query');
      const { serve } = await parts.database();
      return c.json(
        await listRows(serve, { terms: asAsked(parseQuery(q), c.var.caller.name), ...page }),
        200,
      );
    })
    .openapi(facets, async (c) => {
      const { q, exact } = c.req.valid('query');
      const { serve } = await parts.database();
      const terms = asAsked(parseQuery(q), c.var.caller.name);
      return c.json(await countFacets(serve, terms, { exact: exact === 'true' }), 200);
    })
    .openapi(show, async (c) =>
      c.json(await readTaskDetail(await parts.database(), idOf(c), viewerOf(c.var.caller)), 200),
    )
    .openapi(certificates, async (c) =>
      c.json({ certificates: await readCertificateStrips(await parts.database(), idOf(c)) }, 200),
    )
    .openapi(secret, async (c) => {
      const id = idOf(c);
      return c.json({ id, secret: await readSecretHalf(await parts.database(), id) }, 200);
    })
    .openapi(file, async (c) => {
      const { id, path } = c.req.valid('param');
      const bytes = await readEnvironmentFile(await parts.database(), { task: id, path });
      // Whatever it is, a browser must not take it for a page of ours.
      return c.body(new Uint8Array(bytes), 200, {
        'content-type': 'application/octet-stream',
        'x-content-type-options': 'nosniff',
        'content-disposition': 'attachment',
      });
    })
    .openapi(rows, async (c) => {
      const range = c.req.valid('query');
      return c.json({ tables: await readWorldTables(await parts.database(), idOf(c), range) }, 200);
    })
    .openapi(document, async (c) => {
      const { id, document: name } = c.req.valid('param');
      const viewer = viewerOf(c.var.caller);
      return c.json(await readWebDocument(parts, { task: id, document: name, viewer }), 200);
    });
}

function idOf(c: { req: { valid: (target: 'param') => { id: string } } }): string {
  return c.req.valid('param').id;
}

function viewerOf({ role }: Caller): { seesSecrets: boolean } {
  return { seesSecrets: role === 'curator' };
}
