/** The application: what every request passes, then the route files. Does not listen: `server.ts` does. */
import { getConnInfo } from '@hono/node-server/conninfo';
import { createMiddleware } from 'hono/factory';
import { ApiFault } from './http/api-fault.ts';
import { openApiDocument } from './http/openapi.ts';
import { answerTo, problemResponse } from './http/problem.ts';
import { createRouter, secured, type ApiContext, type ApiEnv, type ApiRouter } from './http/router.ts';
import { answerMsMax } from './limits.ts';
import { authenticate } from './middleware/authenticate.ts';
import { limitBytes, limitJson } from './middleware/bodies.ts';
import { limitTime } from './middleware/limit-time.ts';
import { observe } from './middleware/observe.ts';
import { loopbackNames, sameSite } from './middleware/same-site.ts';
import type { ApiParts } from './parts.ts';
import { corpusRoutes } from './routes/corpus.ts';
import { curationRoutes } from './routes/curation.ts';
import { episodeRoutes } from './routes/episodes.ts';
import { keyRoutes } from './routes/keys.ts';
import { mcpRoutes } from './routes/mcp.ts';
import { outcomeRoutes } from './routes/outcomes.ts';
import { pageRoutes } from './routes/page.ts';
import { runRoutes } from './routes/runs.ts';
import { systemRoutes } from './routes/system.ts';
import { verifyRoutes } from './routes/verify.ts';

/** Every route file of `/api/v1`, in the order of the document. */
const routeFiles: readonly ((parts: ApiParts) => ApiRouter)[] = [
  keyRoutes,
  corpusRoutes,
  curationRoutes,
  runRoutes,
  episodeRoutes,
  verifyRoutes,
  outcomeRoutes,
  mcpRoutes,
];

export interface AppOptions {
  version: string;
  /** What `apps/web` was built into; left out: no page. */
  pageFolder?: string;
  /** Names beside those of loopback that this server answers to, without ports. */
  hosts?: readonly string[];
  /** Where a request came from; null where it did not come by a connection. */
  addressOf?: (c: ApiContext) => string | null;
  /** Told of defects, with what was thrown. */
  log?: (text: string) => void;
}

export function createApp(parts: ApiParts, options: AppOptions): ApiRouter {
  const { clock, keyring } = parts;
  const { addressOf = connectionAddress, log = () => {}, hosts = [], version } = options;
  const app = createRouter();
  const authenticated = authenticate({ keyring, clock, addressOf });
  const curatorsOnly = secured('curator').middleware;

  app.use(observe({ metrics: parts.metrics, clock }));
  app.use(sameSite({ hosts: [...loopbackNames, ...hosts] }));
  app.use('/api/*', authenticated, limitBytes, limitJson, limitTime(answerMsMax));
  app.use('/metrics', authenticated, curatorsOnly);
  app.use(closeWhenDraining(parts));

  app.route('/', systemRoutes(parts));
  for (const routes of routeFiles) app.route('/api/v1', routes(parts));

  let document: string | null = null;
  app.get('/openapi.json', (c) => {
    document ??= JSON.stringify(openApiDocument(app, { version }));
    return c.body(document, 200, { 'content-type': 'application/json' });
  });
  if (options.pageFolder !== undefined) app.route('/', pageRoutes({ folder: options.pageFolder }));
  app.notFound((c) => problemResponse(answerTo(noSuchRoute(app, c as ApiContext))));
  app.onError((thrown, c) => {
    const answer = answerTo(thrown);
    if (answer.defect)
      log(`${c.req.method} ${c.req.path} ${c.get('requestId')}: ${thrown.stack ?? String(thrown)}`);
    return problemResponse(answer);
  });
  return app;
}

function connectionAddress(c: ApiContext): string | null {
  return c.env?.incoming === undefined ? null : (getConnInfo(c).remote.address ?? null);
}

/** A kept connection would be used again; its client must find another process. */
function closeWhenDraining({ drain }: ApiParts) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    if (drain.draining) c.res.headers.set('connection', 'close');
  });
}

/** 405 with what is allowed where another method has the path, else 404. */
function noSuchRoute(app: ApiRouter, c: ApiContext): ApiFault {
  const allowed = app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.endsWith('*') && pathMatches(path, c.req.path))
    .map(({ method }) => method);
  const { method, path } = c.req;
  if (allowed.length === 0 || allowed.includes(method))
    return new ApiFault(`There is nothing at ${path}.`, {
      code: 'route-unknown',
      status: 404,
      hint: 'GET /openapi.json lists every route.',
    });
  const allow = [...new Set(allowed)].join(', ');
  return new ApiFault(`${path} takes ${allow}, not ${method}.`, {
    code: 'method',
    status: 405,
    hint: 'GET /openapi.json lists every route.',
    headers: { allow },
  });
}

function pathMatches(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length &&
    parts.every((part, at) => (part.startsWith(':') ? given[at] !== '' : part === given[at]))
  );
}
