/** An API over a database of its own, for the tests of one file: gone, server and all, when they end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { stopEmbedded } from '@touchstone/db';
import { compose, readConfig } from '@touchstone/pipeline';
import { createApp, type AppOptions } from '../../src/app.ts';
import type { ApiRouter } from '../../src/http/router.ts';
import { openApiParts, type OpenedApiParts } from '../../src/open-parts.ts';

export interface TestApi {
  parts: OpenedApiParts;
  app: ApiRouter;
  /** What the log of defects was told. */
  logged: string[];
  /** A request as if it came over a connection from `address`. */
  ask: (path: string, init?: RequestInit & { address?: string; key?: string }) => Promise<Response>;
}

export async function temporaryApi(options: Partial<AppOptions> = {}): Promise<TestApi> {
  const home = mkdtempSync(join(tmpdir(), 'touchstone-api-'));
  const rooms = compose(readConfig({ TOUCHSTONE_HOME: home }));
  const parts = await openApiParts(rooms);
  after(async () => {
    await parts[Symbol.asyncDispose]();
    await rooms[Symbol.asyncDispose]();
    await stopEmbedded({ home }).catch(() => undefined);
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  });
  const logged: string[] = [];
  const app = createApp(parts, { version: '0.0.0', log: (text) => logged.push(text), ...options });
  return {
    parts,
    app,
    logged,
    async ask(path, { address = '127.0.0.1', key, ...init } = {}) {
      const headers = new Headers(init.headers);
      if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
      if (init.body !== undefined && !headers.has('content-type'))
        headers.set('content-type', 'application/json');
      return app.request(path, { ...init, headers }, connectionFrom(address));
    },
  };
}

function connectionFrom(remoteAddress: string) {
  return { incoming: { socket: { remoteAddress, remoteFamily: 'IPv4', remotePort: 1 } } };
}
