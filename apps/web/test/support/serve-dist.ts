/** Serves the built page under the policy that the real server sets; every address without a file is the page. */
import { spawnSync } from 'node:child_process';
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const dist = new URL('../../dist/', import.meta.url).pathname;
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** As `apps/api` sends it. */
const pagePolicy =
  "default-src 'self'; img-src 'self' data: blob:; frame-src blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface ServedDist extends AsyncDisposable {
  address: string;
}

export async function serveDist(): Promise<ServedDist> {
  const built = spawnSync(
    process.execPath,
    [new URL('../../../../scripts/build-web.mjs', import.meta.url).pathname],
    {
      encoding: 'utf8',
    },
  );
  if (built.status !== 0) throw new Error(`The page could not be built:\n${built.stderr}`);
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname);
    const file = isFile(join(dist, path)) ? path : '/index.html';
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': pagePolicy,
      'x-content-type-options': 'nosniff',
    });
    createReadStream(join(dist, file)).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    address: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function isFile(path: string): boolean {
  return path.startsWith(dist) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}
