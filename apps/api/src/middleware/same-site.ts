/**
 * Host and Origin, against DNS rebinding and other people's pages: a name that this server was not given is refused, and so is
 * a browser that acts for another site. No answer carries a CORS header.
 */
import { createMiddleware } from 'hono/factory';
import { ApiFault } from '../http/api-fault.ts';
import type { ApiEnv } from '../http/router.ts';

/** Names without ports; IPv6 in brackets. */
export const loopbackNames = ['localhost', '127.0.0.1', '[::1]'] as const;

export function sameSite({ hosts }: { hosts: readonly string[] }) {
  const names = new Set(hosts.map((host) => host.toLowerCase()));
  return createMiddleware<ApiEnv>(async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    if (!names.has(nameOf(host)))
      throw new ApiFault(`This server does not answer to the name "${nameOf(host)}".`, {
        code: 'host',
        status: 403,
        hint: 'Use the address that it printed, or start it with --allow-host NAME.',
      });
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    const follows = c.req.header('sec-fetch-mode') === 'navigate' && c.req.method === 'GET';
    const foreign = origin !== undefined ? originHost(origin) !== host.toLowerCase() : site === 'cross-site';
    // Frames of frozen documents have no origin; the page's stylesheet tells nobody anything.
    const styles =
      c.req.header('sec-fetch-dest') === 'style' &&
      c.req.method === 'GET' &&
      c.req.path.startsWith('/assets/');
    if (foreign && !follows && !styles)
      throw new ApiFault('A page of another site may not use this server.', {
        code: 'origin',
        status: 403,
        hint: 'Open the page of this server itself, or ask without a browser.',
      });
    await next();
  });
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
