import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Fault, hashText } from '@touchstone/contracts';
import { fetchPackage, type Download } from './fetch-package.ts';
import type { Pin } from './pins.ts';

const body = 'the bytes of a package';
const pin: Pin = {
  registry: 'pypi',
  name: 'stone',
  version: '1.0.0',
  file: 'stone-1.0.0-py3-none-any.whl',
  sha256: hashText(body),
  bytes: body.length,
  spdx: 'MIT',
  attribution: 'nobody',
  visibility: 'public',
};

const serving =
  (text: string): Download =>
  async (_pin, folder) => {
    const file = path.join(folder, 'file');
    await writeFile(file, text);
    return file;
  };
const offline: Download = async () => {
  throw new Error('the network was asked');
};

describe('fetching a pinned package', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'touchstone-sources-'));
  });
  after(() => rm(home, { recursive: true, force: true }));
  const fresh = async () => mkdtemp(path.join(home, 'home-'));

  test('it lands in the cache under its hash, nothing else is left there, and it is not fetched again', async () => {
    const home = await fresh();
    const file = await fetchPackage(pin, { home, download: serving(body) });
    assert.equal(file, path.join(home, 'sources', pin.sha256));
    assert.deepEqual(await readdir(path.join(home, 'sources')), [pin.sha256]);
    assert.equal(await fetchPackage(pin, { home, download: offline }), file);
  });

  test('a damaged file in the cache is fetched anew', async () => {
    const home = await fresh();
    await mkdir(path.join(home, 'sources'));
    await writeFile(path.join(home, 'sources', pin.sha256), 'half of it');
    const file = await fetchPackage(pin, { home, download: serving(body) });
    assert.equal(await readFile(file, 'utf8'), body);
  });

  test('other bytes than the pinned ones are refused at once and not kept', async () => {
    const home = await fresh();
    let attempts = 0;
    const download: Download = (...given) => {
      attempts += 1;
      return serving('other bytes')(...given);
    };
    await assert.rejects(
      fetchPackage(pin, { home, download }),
      (thrown) =>
        thrown instanceof Fault &&
        thrown.code === 'source-hash-mismatch' &&
        thrown.boundary === 'source' &&
        thrown.message.includes(pin.sha256) &&
        thrown.hint?.includes('still works') === true,
    );
    assert.equal(attempts, 1);
    assert.deepEqual(await readdir(path.join(home, 'sources')), []);
  });

  test('many callers at once all get the same file', async () => {
    const home = await fresh();
    const files = await Promise.all(
      Array.from({ length: 8 }, () => fetchPackage(pin, { home, download: serving(body) })),
    );
    assert.equal(new Set(files).size, 1);
    assert.deepEqual(await readdir(path.join(home, 'sources')), [pin.sha256]);
  });

  test('an abort ends it as an abort', async () => {
    const controller = new AbortController();
    const download: Download = async (_pin, _folder, { signal }) => {
      controller.abort();
      signal.throwIfAborted();
      return '';
    };
    await assert.rejects(fetchPackage(pin, { home: await fresh(), download, signal: controller.signal }), {
      name: 'AbortError',
    });
  });

  for (const form of ['json', 'html'] as const)
    test(`a wheel comes from the index that pip is set to, its page in ${form}, after one failed answer`, async () => {
      const asked: string[] = [];
      await using index = await serveIndex(form, asked);
      const restore = setEnvironment({ PIP_INDEX_URL: `http://user:secret@127.0.0.1:${index.port}/simple` });
      try {
        const file = await fetchPackage(pin, { home: await fresh() });
        assert.equal(await readFile(file, 'utf8'), body);
        const authorization = `Basic ${Buffer.from('user:secret').toString('base64')}`;
        assert.deepEqual(asked, [
          `/simple/stone/ ${authorization}`,
          `/simple/stone/ ${authorization}`,
          `/files/stone.whl ${authorization}`,
        ]);
        await assert.rejects(
          fetchPackage({ ...pin, name: 'pebble', sha256: hashText('pebble') }, { home: await fresh() }),
          (thrown) =>
            thrown instanceof Fault &&
            thrown.code === 'source-missing' &&
            !thrown.retryable &&
            !thrown.message.includes('secret'),
        );
      } finally {
        restore();
      }
    });
});

/** A package index that fails its first answer. */
async function serveIndex(
  form: 'json' | 'html',
  asked: string[],
): Promise<AsyncDisposable & { port: number }> {
  let failed = false;
  const server = createServer((request, response) => {
    if (request.url?.includes('pebble')) return void response.writeHead(404).end();
    asked.push(`${request.url} ${request.headers.authorization}`);
    if (request.url === '/files/stone.whl') return void response.end(body);
    if (!failed) {
      failed = true;
      return void response.writeHead(503).end();
    }
    if (form === 'html') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return void response.end(
        `<a href="/files/stone.whl#sha256=${pin.sha256}" data-x="1"> ${pin.file}</a><br>`,
      );
    }
    response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' });
    response.end(
      JSON.stringify({
        files: [{ filename: pin.file, url: '/files/stone.whl', hashes: { sha256: pin.sha256 } }],
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function setEnvironment(values: Record<string, string>): () => void {
  const before = Object.fromEntries(Object.keys(values).map((name) => [name, process.env[name]]));
  Object.assign(process.env, values);
  return () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
