/**
 * Python packages, from the index that pip itself is set to, read as JSON (PEP 691) or HTML (PEP 503). `pip download`
 * would run a package's build backend; this only ever copies a file.
 */
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { missing, unavailable, wrongHash } from './faults.ts';
import type { Download } from './fetch-package.ts';
import { indexPageBytesMax, packageBytesMax, registrySilenceMsMax } from './limits.ts';
import type { Pin } from './pins.ts';
import { runClient, withoutCredentials } from './run-client.ts';

export const downloadFromPypi: Download = async (pin, folder, { onBytes, signal }) => {
  const index = await askPipForIndex(pin, folder, signal);
  const page = new URL(`${index.replace(/\/*$/, '')}/${pin.name}/`);
  const file = await findFile(pin, page, signal);
  if (file.sha256 !== null && file.sha256 !== pin.sha256) throw wrongHash(pin, file.sha256);
  const target = path.join(folder, pin.file);
  const response = await get(pin, file.url, { accept: '*/*', credentials: page, signal });
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > packageBytesMax) throw unavailable(pin, `more than ${packageBytesMax} bytes came.`);
      onBytes(bytes);
      yield chunk;
    }
  };
  try {
    await pipeline(Readable.fromWeb(response.body as never), counted, createWriteStream(target));
  } catch (thrown) {
    signal.throwIfAborted();
    throw unavailable(pin, 'the connection broke off.', thrown);
  }
  return target;
};

const ASK_PIP = `
from pip._internal.commands import create_command
options, _ = create_command("download").parse_args([])
print("" if options.no_index else options.index_url)
`;

/** pip's own settings: environment, configuration files, built-in default, in pip's order. */
async function askPipForIndex(pin: Pin, cwd: string, signal: AbortSignal): Promise<string> {
  const { stdout, failed } = await runClient(pin, 'python3', ['-c', ASK_PIP], { cwd, signal });
  if (failed !== null) throw missing(pin, `pip did not say which index it uses: ${failed}`);
  const index = stdout.trim();
  if (index === '') throw missing(pin, 'pip is set to use no index (no-index).');
  return index;
}

const pageSchema = z.object({
  files: z.array(
    z.object({ filename: z.string(), url: z.string(), hashes: z.record(z.string(), z.string()).default({}) }),
  ),
});

async function findFile(
  pin: Pin,
  page: URL,
  signal: AbortSignal,
): Promise<{ url: URL; sha256: string | null }> {
  const accept = 'application/vnd.pypi.simple.v1+json, text/html;q=0.1';
  const response = await get(pin, page, { accept, credentials: page, signal });
  const text = await boundedText(pin, response);
  const files = (response.headers.get('content-type') ?? '').includes('json')
    ? parseJsonPage(pin, text)
    : parseHtmlPage(text);
  const file = files.find(({ filename }) => filename === pin.file);
  if (file === undefined) throw missing(pin, `its page lists ${files.length} other files.`);
  return { url: new URL(file.url, response.url || page), sha256: file.sha256 };
}

interface ListedFile {
  filename: string;
  url: string;
  sha256: string | null;
}

function parseJsonPage(pin: Pin, text: string): ListedFile[] {
  let page;
  try {
    page = pageSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw unavailable(pin, 'the index page is not what PEP 691 describes.', thrown);
  }
  return page.files.map(({ filename, url, hashes }) => ({ filename, url, sha256: hashes['sha256'] ?? null }));
}

/** Mirrors that only know PEP 503: anchors whose text is the file name and whose fragment is the hash. */
function parseHtmlPage(text: string): ListedFile[] {
  return [...text.matchAll(/<a\s[^>]*href="([^"]+)"[^>]*>([^<]+)<\/a>/gi)].map(
    ([, href = '', name = '']) => ({
      filename: name.trim(),
      url: href.replaceAll('&amp;', '&'),
      sha256: /#sha256=([0-9a-f]{64})/.exec(href)?.[1] ?? null,
    }),
  );
}

/** A successful answer. A user name and password in the index's address go into a header, to that host only. */
async function get(
  pin: Pin,
  url: URL,
  options: { accept: string; credentials: URL; signal: AbortSignal },
): Promise<Response> {
  const { username, password, host } = options.credentials;
  const address = new URL(url);
  address.username = '';
  address.password = '';
  const headers: Record<string, string> = { accept: options.accept };
  if (username !== '' && address.host === host) {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  let response: Response;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), registrySilenceMsMax);
  try {
    response = await fetch(address, { headers, signal: AbortSignal.any([options.signal, silence.signal]) });
  } catch (thrown) {
    options.signal.throwIfAborted();
    if (silence.signal.aborted)
      throw unavailable(pin, `${address.host} said nothing for ${registrySilenceMsMax / 1000} s.`, thrown);
    const cause =
      thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : String(thrown);
    throw unavailable(pin, `${address.host} did not answer (${withoutCredentials(cause)}).`, thrown);
  } finally {
    clearTimeout(timer);
  }
  if (response.status === 404 || response.status === 410)
    throw missing(pin, `${address.host} answers ${response.status}.`);
  if (!response.ok || response.body === null)
    throw unavailable(pin, `${address.host} answers ${response.status}.`);
  return response;
}

async function boundedText(pin: Pin, response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > indexPageBytesMax) throw unavailable(pin, 'its index page is larger than any known.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
