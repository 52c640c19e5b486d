/**
 * The page: what `apps/web` was built into, and its index for every address that is the page's own. Runs under a strict content
 * security policy: nothing inline, nothing from elsewhere. Does not know what the page shows.
 */
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { ApiFault } from '../http/api-fault.ts';
import { createRouter, type ApiContext, type ApiRouter } from '../http/router.ts';

const compress = promisify(gzip);

const pagePolicy = [
  "default-src 'self'",
  // Figures of notebooks come inside their JSON.
  "img-src 'self' data: blob:",
  // Frozen documents: frames without script, network or origin (sandbox=""), opened at a quote.
  'frame-src blob:',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
  '.wasm': 'application/wasm',
};
const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.map', '.wasm']);

interface StaticFile {
  plain: Uint8Array<ArrayBuffer>;
  gzipped: Uint8Array<ArrayBuffer> | null;
  etag: string;
  type: string;
}

/** `folder` may be built, or built again, while the server runs. */
export function pageRoutes({ folder }: { folder: string }): ApiRouter {
  const read = fileReader(folder);
  const router = createRouter();
  router.get('*', async (c, next) => {
    const { path } = c.req;
    if (/\/(\.|%2e)/i.test(path) || /^\/(api|metrics|healthz|readyz|openapi\.json)(\/|$)/.test(path))
      return next();
    const file = await read(path);
    if (file !== null) return fileResponse(c, file, isHashed(path));
    if (extname(path) !== '' && !c.req.header('accept')?.includes('text/html')) return next();
    const index = await read('/index.html');
    if (index === null) throw notBuilt();
    return fileResponse(c, index, false);
  });
  return router;
}

/** Vite names what it builds by its content. */
function isHashed(path: string): boolean {
  return path.startsWith('/assets/');
}

function fileResponse(c: ApiContext, file: StaticFile, immutable: boolean): Response {
  const headers: Record<string, string> = {
    'content-type': file.type,
    'content-security-policy': pagePolicy,
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: file.etag,
    // Frames of frozen documents have no origin, and take their stylesheet from here.
    ...(file.type.startsWith('text/css') && { 'cross-origin-resource-policy': 'cross-origin' }),
    vary: 'accept-encoding',
  };
  if (c.req.header('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  const zipped = file.gzipped !== null && (c.req.header('accept-encoding') ?? '').includes('gzip');
  return new Response(zipped ? file.gzipped : file.plain, {
    headers: zipped ? { ...headers, 'content-encoding': 'gzip' } : headers,
  });
}

/** Reads a file once and again when it has changed; null where there is none. Never leaves the folder, never shows a dot file. */
function fileReader(folder: string): (path: string) => Promise<StaticFile | null> {
  const kept = new Map<string, StaticFile>();
  return async (path) => {
    const relative = relativePath(path);
    if (relative === null) return null;
    const full = join(folder, relative);
    const found = await stat(full).catch(() => null);
    if (found === null || !found.isFile()) return null;
    const etag = `"${found.size.toString(16)}-${found.mtimeMs.toString(16)}"`;
    const before = kept.get(relative);
    if (before?.etag === etag) return before;
    const extension = extname(relative);
    const plain = new Uint8Array(await readFile(full));
    const file = {
      plain,
      gzipped: compressible.has(extension) ? new Uint8Array(await compress(plain, { level: 9 })) : null,
      etag,
      type: mediaTypes[extension] ?? 'application/octet-stream',
    };
    kept.set(relative, file);
    return file;
  };
}

function relativePath(path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const relative = normalize(decoded).replace(/^\/+/, '');
  return relative === '' || relative.split('/').some((part) => part.startsWith('.')) ? null : relative;
}

function notBuilt(): ApiFault {
  return new ApiFault('The page has not been built here; the API works without it.', {
    code: 'page-not-built',
    status: 404,
    hint: 'Build it: npm run build:web.',
  });
}
