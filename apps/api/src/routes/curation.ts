/** What curators do: decisions, bulk acts with receipt and undo, queues, the audit log. */
import { createRoute, z } from '@hono/zod-openapi';
import { taskIdSchema } from '@touchstone/contracts';
import {
  auditEntrySchema,
  decisionRequestSchema,
  opRowSchema,
  opSchema,
  applyRequestSchema,
  previewRequestSchema,
  previewResponseSchema,
  queueSchema,
  reservationRequestSchema,
  reservationResponseSchema,
} from '@touchstone/contracts/api';
import { listOps, readAudit, readOp, readOpRows } from '@touchstone/db';
import { openDesk } from '@touchstone/pipeline';
import {
  createRouter,
  json,
  jsonBody,
  problems,
  secured,
  type ApiRouter,
  type Caller,
} from '../http/router.ts';
import type { ApiParts } from '../parts.ts';

const curators = { tags: ['curation'], ...secured('curator') };
const pageOf = (after: z.ZodType<string>) => ({
  after: after.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
/** The page sends an empty one for the first page. */
const orFirst = (pattern: RegExp) => z.string().regex(pattern);
const opId = z.string().regex(/^op_\d{1,18}$/);
const ofOp = { params: z.object({ id: opId }) };
const ofQueue = { params: z.object({ id: z.string().max(100) }) };
const next = z.string().nullable();

const decision = createRoute({
  method: 'post',
  path: '/tasks/{id}/decision',
  summary: 'Decide on one task; refused where it has moved on since the revision that was seen',
  ...curators,
  request: { params: z.object({ id: taskIdSchema }), ...jsonBody(decisionRequestSchema) },
  responses: { ...problems(404, 409), 200: json(opSchema, 'The receipt') },
});

const preview = createRoute({
  method: 'post',
  path: '/ops',
  summary: 'Freeze the set that a query finds, for an act on all of it; changes nothing',
  ...curators,
  request: jsonBody(previewRequestSchema),
  responses: { ...problems(), 201: json(previewResponseSchema, 'What would be acted on') },
});

const apply = createRoute({
  method: 'post',
  path: '/ops/{id}/apply',
  summary: 'Act on the frozen set; what has moved on since is skipped and listed',
  ...curators,
  request: { ...ofOp, ...jsonBody(applyRequestSchema) },
  responses: { ...problems(404, 409), 200: json(opSchema, 'The receipt') },
});

const undo = createRoute({
  method: 'post',
  path: '/ops/{id}/undo',
  summary: 'Put back what stood there before the act; what has moved on since is skipped and listed',
  ...curators,
  request: ofOp,
  responses: { ...problems(404, 409), 200: json(opSchema, 'The receipt') },
});

const ops = createRoute({
  method: 'get',
  path: '/ops',
  summary: 'Decisions and bulk acts, newest first',
  ...curators,
  request: { query: z.object(pageOf(orFirst(/^(op_\d{1,18})?$/))) },
  responses: { ...problems(), 200: json(z.strictObject({ ops: z.array(opSchema), next }), 'A page') },
});

const op = createRoute({
  method: 'get',
  path: '/ops/{id}',
  summary: 'One act',
  ...curators,
  request: ofOp,
  responses: { ...problems(404), 200: json(opSchema, 'The act') },
});

const opRows = createRoute({
  method: 'get',
  path: '/ops/{id}/rows',
  summary: 'The tasks of an act and what became of each',
  ...curators,
  request: {
    ...ofOp,
    query: z.object({
      ...pageOf(orFirst(/^(task_[0-9a-f]{64})?$/)),
      outcome: opRowSchema.shape.outcome.optional(),
    }),
  },
  responses: { ...problems(404), 200: json(z.strictObject({ rows: z.array(opRowSchema), next }), 'A page') },
});

const queues = createRoute({
  method: 'get',
  path: '/queues',
  summary: 'The review queues with what waits in them',
  ...curators,
  responses: { ...problems(), 200: json(z.strictObject({ queues: z.array(queueSchema) }), 'Queues') },
});

const reserve = createRoute({
  method: 'post',
  path: '/queues/{id}/reserve',
  summary: 'Reserve the next tasks of a queue for ten minutes',
  ...curators,
  request: { ...ofQueue, ...jsonBody(reservationRequestSchema) },
  responses: { ...problems(404), 200: json(reservationResponseSchema, 'Reserved for the asker') },
});

const release = createRoute({
  method: 'delete',
  path: '/queues/{id}/reservations',
  summary: 'Let others have what the asker holds of a queue',
  ...curators,
  request: ofQueue,
  responses: { ...problems(404), 204: { description: 'Released' } },
});

const audit = createRoute({
  method: 'get',
  path: '/audit',
  summary: 'Every act with actor and reason, newest first',
  ...curators,
  request: {
    query: z.object({ ...pageOf(orFirst(/^\d{0,18}$/)), task: taskIdSchema.optional() }),
  },
  responses: {
    ...problems(),
    200: json(z.strictObject({ entries: z.array(auditEntrySchema), next }), 'A page'),
  },
});

export function curationRoutes({ parts, clock }: ApiParts): ApiRouter {
  const curate = async () => (await parts.database()).curate;
  const deskOf = async ({ name }: Caller) => openDesk(await parts.database(), { actor: name, clock });
  return createRouter()
    .openapi(decision, async (c) => {
      const desk = await deskOf(c.var.caller);
      return c.json(await desk.decide(c.req.valid('param').id, c.req.valid('json')), 200);
    })
    .openapi(preview, async (c) =>
      c.json(await (await deskOf(c.var.caller)).preview(c.req.valid('json')), 201),
    )
    .openapi(apply, async (c) =>
      c.json(
        await (await deskOf(c.var.caller)).apply(c.req.valid('param').id, c.req.valid('json').reason),
        200,
      ),
    )
    .openapi(undo, async (c) => c.json(await (await deskOf(c.var.caller)).undo(c.req.valid('param').id), 200))
    .openapi(ops, async (c) => c.json(await listOps(await curate(), pageAsked(c.req.valid('query'))), 200))
    .openapi(op, async (c) => c.json(await readOp(await curate(), c.req.valid('param').id), 200))
    .openapi(opRows, async (c) => {
      const query = c.req.valid('query');
      const request = { ...pageAsked(query), outcome: query.outcome };
      return c.json(await readOpRows(await curate(), c.req.valid('param').id, request), 200);
    })
    .openapi(queues, async (c) => c.json({ queues: await (await deskOf(c.var.caller)).queues() }, 200))
    .openapi(reserve, async (c) => {
      const desk = await deskOf(c.var.caller);
      return c.json(await desk.reserve(c.req.valid('param').id, c.req.valid('json')), 200);
    })
    .openapi(release, async (c) => {
      await (await deskOf(c.var.caller)).release(c.req.valid('param').id);
      return c.body(null, 204);
    })
    .openapi(audit, async (c) => {
      const query = c.req.valid('query');
      const request = { ...pageAsked(query), task: query.task };
      return c.json(await readAudit(await curate(), request), 200);
    });
}

function pageAsked({ after, limit }: { after?: string | undefined; limit: number }) {
  return { after: after === '' ? undefined : after, limit };
}
