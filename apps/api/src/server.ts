/**
 * Listens, and ends gracefully: after the signal nothing new is begun, what runs may finish within a limit, then whatever is left is
 * cut off. Does not know what is served.
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { InputFault } from '@touchstone/contracts';
import {
  connectionCheckMs,
  connectionsMax,
  drainCheckMs,
  drainMsMax,
  headerBytesMax,
  headersMsMax,
  keepAliveMs,
  receiveMsMax,
} from './limits.ts';
import type { ApiRouter } from './http/router.ts';
import type { Drain } from './drain.ts';

export interface ServeOptions {
  host: string;
  /** 0: any free one. */
  port: number;
}

export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  /** `http://…` as a person would open it. */
  readonly address: string;
}

/** Throws an `InputFault` (`port-taken`, `address-unusable`) where it cannot listen. Disposing it drains. */
export async function serve(
  app: ApiRouter,
  { host, port }: ServeOptions,
  {
    drain,
    drainMs = drainMsMax,
    headersMs = headersMsMax,
    checkMs = connectionCheckMs,
  }: { drain: Drain; drainMs?: number; headersMs?: number; checkMs?: number },
): Promise<RunningServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      maxHeaderSize: headerBytesMax,
      headersTimeout: headersMs,
      requestTimeout: receiveMsMax,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: checkMs,
    },
  }) as Server;
  server.maxConnections = connectionsMax;
  server.on('clientError', refuseUnreadable);
  await listen(server, { host, port });
  const { port: bound } = server.address() as AddressInfo;
  let ended: Promise<void> | null = null;
  return {
    port: bound,
    address: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${bound}`,
    [Symbol.asyncDispose]: () => (ended ??= end(server, drain, drainMs)),
  };
}

async function listen(server: Server, { host, port }: ServeOptions): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new InputFault(`Port ${port} of ${host} is taken.`, {
        code: 'port-taken',
        hint: 'End what listens there, or choose another with --port.',
      });
    throw new InputFault(`Cannot listen on ${host} port ${port}: ${(thrown as Error).message}.`, {
      code: 'address-unusable',
      hint: 'Give an address of this machine with --host and a free port with --port.',
    });
  }
}

async function end(server: Server, drain: Drain, drainMs: number): Promise<void> {
  drain.begin();
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  // A kept connection whose last request ends now would stay open for its client's next one.
  const idle = setInterval(() => server.closeIdleConnections(), drainCheckMs);
  const cut = setTimeout(() => server.closeAllConnections(), drainMs);
  await closed;
  clearTimeout(cut);
  clearInterval(idle);
}

/** What Node's parser refuses never reaches the application: it gets the same kind of answer here. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, title, code, hint] = unreadable(error.code);
  const body = JSON.stringify({
    type: 'about:blank',
    title,
    status,
    detail: title + '.',
    code,
    hint,
    retryable: false,
    place: null,
  });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function unreadable(code: string | undefined): [number, string, string, string] {
  if (code === 'HPE_HEADER_OVERFLOW')
    return [431, 'Headers too large', 'headers-too-large', `Send at most ${headerBytesMax} bytes of them.`];
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return [408, 'Request took too long to arrive', 'request-too-slow', 'Send it at once.'];
  return [400, 'Not HTTP', 'not-http', 'Speak HTTP/1.1.'];
}
