/** Every answer gets an id, a time, and headers under which nothing in it can run; defects go to the log with their stack. */
import { randomUUID } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import type { ApiEnv } from '../http/router.ts';
import type { Metrics } from '../metrics.ts';

/** For whatever is not the page itself: a document that is opened anyway neither runs nor loads anything. */
const inertPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

export function observe({ metrics, clock }: { metrics: Metrics; clock: () => number }) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const startedAt = clock();
    c.set('requestId', randomUUID());
    await next();
    const { headers } = c.res;
    headers.set('x-request-id', c.var.requestId);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    if (!headers.has('cross-origin-resource-policy'))
      headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    if (!headers.has('content-security-policy')) headers.set('content-security-policy', inertPolicy);
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    metrics.answered({
      method: c.req.method,
      route: routePath(c, -1),
      status: c.res.status,
      seconds: (clock() - startedAt) / 1000,
    });
  });
}
