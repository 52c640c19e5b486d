import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { InputFault, Fault } from '@touchstone/contracts';
import { keySchema, parseQuery, problemSchema, type Problem } from '@touchstone/contracts/api';
import { createApp } from '../src/app.ts';
import { bodyBytesMax, bodyDepthMax, wrongKeysPerMinuteMax } from '../src/limits.ts';
import { temporaryApi } from './support/api.ts';

const folder = mkdtempSync(join(tmpdir(), 'touchstone-page-'));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
writeFileSync(join(folder, 'assets/index-abc.js'), 'export {}');
writeFileSync(join(folder, '.built-from'), 'a fingerprint');
writeFileSync(join(folder, '..', `${folder.split('/').at(-1)}.secret`), 'outside');
after(() => rmSync(`${folder}.secret`, { force: true }));

const { app, ask, parts, logged } = await temporaryApi({ pageFolder: folder });

async function problemOf(response: Response, status: number): Promise<Problem> {
  assert.equal(response.status, status, await response.clone().text());
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  return problemSchema.parse(await response.json());
}
const makeBody = (fields: object) => ({ method: 'POST', body: JSON.stringify(fields) });

test('it lives and is ready without a key', async () => {
  assert.deepEqual(await (await ask('/healthz')).json(), { status: 'healthy' });
  assert.deepEqual(await (await ask('/readyz')).json(), { status: 'ready' });
});

test('while no key was ever made, loopback is a curator and nobody else is anybody', async () => {
  assert.equal((await ask('/api/v1/keys')).status, 200);
  assert.equal((await ask('/metrics')).status, 200);
  for (const address of ['10.0.0.7', '192.0.2.1', '::ffff:10.0.0.7'])
    assert.equal((await problemOf(await ask('/api/v1/keys', { address }), 401)).code, 'key-missing');
  const throughProxy = await ask('/api/v1/keys', { headers: { 'x-forwarded-for': '203.0.113.9' } });
  assert.equal((await problemOf(throughProxy, 401)).code, 'key-missing');
  assert.equal((await app.request('/api/v1/keys')).status, 401);
});

test('a name that is not this server’s is refused, whoever asks', async () => {
  for (const host of ['evil.example', 'evil.example:4400', 'localhost.evil.example', '169.254.169.254'])
    for (const path of ['/api/v1/keys', '/healthz', '/', '/openapi.json'])
      assert.equal((await problemOf(await ask(path, { headers: { host } }), 403)).code, 'host');
  for (const host of ['localhost:4400', '127.0.0.1', '[::1]:4400', 'LOCALHOST'])
    assert.equal((await ask('/healthz', { headers: { host } })).status, 200);
});

test('another site’s page is refused, this one’s and plain clients are not', async () => {
  const host = 'localhost:4400';
  for (const headers of [
    { host, origin: 'https://evil.example' },
    { host, origin: 'null' },
    { host, origin: 'http://localhost:9999' },
    { host, 'sec-fetch-site': 'cross-site' },
  ])
    assert.equal((await problemOf(await ask('/api/v1/keys', { headers }), 403)).code, 'origin');
  assert.equal(
    (await ask('/api/v1/keys', { headers: { host, origin: 'http://localhost:4400' } })).status,
    200,
  );
  const link = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  assert.equal((await ask('/', { headers: link })).status, 200);
  const answer = await ask('/api/v1/keys', { headers: { host, origin: 'http://localhost:4400' } });
  assert.equal(answer.headers.get('access-control-allow-origin'), null);
});

test('what does not fit its schema is refused with the place', async () => {
  const wrong = await problemOf(await ask('/api/v1/keys', makeBody({ name: '', role: 'x' })), 400);
  assert.equal(wrong.code, 'schema');
  assert.deepEqual(wrong.place, { path: 'body.name', at: null, length: null });
  assert.match(wrong.detail, /body\.name: .*; body\.role: /);
  const extra = await problemOf(
    await ask('/api/v1/keys', makeBody({ name: 'a', role: 'trainer', x: 1 })),
    400,
  );
  assert.match(extra.detail, /x/);
  const broken = await problemOf(await ask('/api/v1/keys', { method: 'POST', body: '{' }), 400);
  assert.equal(broken.code, 'malformed-json');
  assert.equal((await problemOf(await ask('/api/v1/keys', { method: 'POST' }), 400)).code, 'schema');
});

test('a body that is too large, too deep or no JSON is refused before it is read', async () => {
  const large = { method: 'POST', body: `"${'x'.repeat(bodyBytesMax)}"` };
  assert.equal((await problemOf(await ask('/api/v1/keys', large), 413)).code, 'body-too-large');
  const deep = { method: 'POST', body: '['.repeat(bodyDepthMax + 1) + ']'.repeat(bodyDepthMax + 1) };
  assert.equal((await problemOf(await ask('/api/v1/keys', deep), 400)).code, 'body-too-deep');
  const form = { ...makeBody({ name: 'a', role: 'trainer' }), headers: { 'content-type': 'text/plain' } };
  assert.equal((await problemOf(await ask('/api/v1/keys', form), 415)).code, 'media-type');
});

test('an unknown address is 404, a known one with another method 405 with what it takes', async () => {
  assert.equal((await problemOf(await ask('/api/v1/nothing'), 404)).code, 'route-unknown');
  const wrong = await ask('/api/v1/keys', { method: 'PUT' });
  assert.deepEqual(wrong.headers.get('allow')?.split(', ').sort(), ['GET', 'POST']);
  assert.equal((await problemOf(wrong, 405)).code, 'method');
});

test('every operation of the API says who may, refuses with problems, and names no schema that is missing', async () => {
  const document = (await (await ask('/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { 'x-role'?: string; responses: Record<string, unknown> }>>;
    components: { schemas: Record<string, unknown> };
  };
  assert.equal(document.openapi, '3.1.0');
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  for (const { path, method, operation } of operations) {
    if (!path.startsWith('/api/v1/')) continue;
    assert.ok(['curator', 'trainer', 'any'].includes(operation['x-role'] ?? ''), `${method} ${path}`);
    for (const status of ['400', '401', '403', '429', '503'])
      assert.ok(status in operation.responses, `${method} ${path} does not say ${status}`);
  }
  const served = app.routes.filter(({ path, method }) => path.startsWith('/api/v1/') && method !== 'ALL');
  for (const { path, method } of served) {
    const described = path.replace(/:([A-Za-z]+)(\{[^}]*\})?/g, '{$1}');
    assert.ok(document.paths[described]?.[method.toLowerCase()], `${method} ${path} is not in the document`);
  }
  const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g);
  const { schemas } = document.components;
  for (const [, reference = ''] of references)
    assert.ok(reference.replace('#/components/schemas/', '') in schemas, reference);
  for (const [name, schema] of Object.entries(schemas)) {
    assert.doesNotMatch(name, /^__/, 'a schema without a name would be mistaken for another');
    assert.ok(!('$ref' in (schema as object)), `${name} only points elsewhere`);
  }
});

test('the page is served under a strict policy, its addresses lead to it, nothing else of the disk does', async () => {
  const html = { headers: { accept: 'text/html' } };
  for (const path of ['/', '/tasks', '/tasks/task_ab?tab=brief', '/runs/a.b']) {
    const page = await ask(path, html);
    assert.match(await page.text(), /<title>page/);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe|\*/);
  }
  const script = await ask('/assets/index-abc.js');
  assert.match(script.headers.get('content-type') ?? '', /javascript/);
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  const again = await ask('/assets/index-abc.js', {
    headers: { 'if-none-match': script.headers.get('etag') ?? '' },
  });
  assert.equal(again.status, 304);
  for (const path of [
    '/assets/absent.js',
    '/.built-from',
    `/..%2f${folder.split('/').at(-1)}.secret`,
    '/assets/%2e%2e/.built-from',
    '/%00.js',
  ])
    assert.equal((await ask(path)).status, 404, path);
  assert.equal((await ask('/api/v1/tasks-of-nobody', html)).status, 404);
});

test('what is not the page can run nothing and load nothing', async () => {
  for (const path of ['/api/v1/keys', '/healthz', '/metrics', '/openapi.json', '/api/v1/nothing']) {
    const { headers } = await ask(path);
    assert.equal(
      headers.get('content-security-policy'),
      "default-src 'none'; frame-ancestors 'none'; sandbox",
    );
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
  }
});

test('faults are problems with a way out; a defect tells its story to the log only', async () => {
  const broken = createApp(parts, { version: '0.0.0', log: (text) => logged.push(text) });
  const throws = (path: string, thrown: Error) =>
    broken.get(path, () => {
      throw thrown;
    });
  throws('/input', new InputFault('No such thing.', { code: 'thing-unknown', hint: 'List things.' }));
  throws('/lost', new Fault('Gone.', { code: 'database-lost', boundary: 'database', retryable: true }));
  throws('/defect', new TypeError('the answer is 42'));
  throws('/internal', new Fault('the answer is 42', { code: 'x', boundary: 'internal', retryable: false }));
  broken.get('/query', () => {
    parseQuery('cat:');
    return new Response();
  });
  const get = (path: string) => broken.request(path, { headers: { host: 'localhost' } });

  const input = await problemOf(await get('/input'), 404);
  assert.deepEqual(
    [input.code, input.detail, input.hint],
    ['thing-unknown', 'No such thing.', 'List things.'],
  );
  const lost = await get('/lost');
  assert.ok(Number(lost.headers.get('retry-after')) >= 1);
  assert.equal((await problemOf(lost, 503)).retryable, true);
  const query = await problemOf(await get('/query'), 400);
  assert.equal(query.code, 'query');
  assert.equal(typeof query.place?.at, 'number');
  for (const path of ['/defect', '/internal']) {
    const defect = await get(path);
    const id = defect.headers.get('x-request-id') ?? 'none';
    assert.doesNotMatch((await problemOf(defect, 500)).detail, /42/);
    assert.ok(logged.some((line) => line.includes('42') && line.includes(id)));
  }
});

test('counts are by pattern of a route, never by what was asked for', async () => {
  await ask('/api/v1/keys/key_0123456789ab', { method: 'DELETE' });
  const text = await (await ask('/metrics')).text();
  assert.match(
    text,
    /touchstone_http_requests_total\{method="DELETE",route="\/api\/v1\/keys\/:id",status="404"\} 1/,
  );
  assert.doesNotMatch(text, /0123456789ab/);
});

// From here on a key exists.
test('a key is shown once, does what its role may, and loopback needs one from then on', async () => {
  const made = await ask('/api/v1/keys', makeBody({ name: 'first', role: 'curator' }));
  assert.equal(made.status, 201);
  const { key, secret } = (await made.json()) as { key: unknown; secret: string };
  keySchema.parse(key);
  assert.equal((await problemOf(await ask('/api/v1/keys'), 401)).code, 'key-missing');
  assert.equal((await ask('/metrics')).status, 401);

  const trainer = await parts.keyring.make({
    name: 'trainer',
    role: 'trainer',
    requestsPerMinuteMax: 5,
    episodesMax: 1,
  });
  const listed = await ask('/api/v1/keys', { key: secret, address: '10.0.0.7' });
  const text = await listed.text();
  assert.equal(listed.status, 200);
  assert.ok(!text.includes(secret) && !text.includes('hash'));
  for (const path of ['/api/v1/keys', '/metrics'])
    assert.equal((await problemOf(await ask(path, { key: trainer.secret }), 403)).code, 'role');

  const answers: Response[] = [];
  for (let i = 0; i < 8; i++) answers.push(await ask('/api/v1/keys', { key: trainer.secret }));
  const refused = answers.find(({ status }) => status === 429);
  assert.ok(refused !== undefined && Number(refused.headers.get('retry-after')) >= 1);
  assert.equal((await problemOf(refused, 429)).code, 'rate-limit');
  assert.equal((await ask('/api/v1/keys', { key: secret })).status, 200, 'another key is not held up');

  const id = trainer.key.id;
  assert.equal((await ask(`/api/v1/keys/${id}`, { method: 'DELETE', key: secret })).status, 200);
  const revoked = await problemOf(await ask('/api/v1/keys', { key: trainer.secret }), 401);
  assert.equal(revoked.code, 'key-wrong');
  const twice = await ask(`/api/v1/keys/${id}`, { method: 'DELETE', key: secret });
  assert.equal(twice.status, 200, 'twice is once');
});

test('a wrong key is refused and nobody tries many', async () => {
  const wrong = `ts_0123456789ab_${'a'.repeat(43)}`;
  const answer = await ask('/api/v1/keys', { key: wrong, address: '10.0.0.8' });
  assert.equal((await problemOf(answer, 401)).code, 'key-wrong');
  for (let i = 0; i < wrongKeysPerMinuteMax; i++)
    await ask('/api/v1/keys', { key: wrong, address: '10.0.0.8' });
  assert.equal((await ask('/api/v1/keys', { key: wrong, address: '10.0.0.8' })).status, 429);
  assert.equal((await ask('/api/v1/keys', { key: 'nonsense', address: '10.0.0.9' })).status, 401);
});

test('the last use of a key is kept, revoked keys stay listed', async () => {
  const keys = await parts.keyring.list();
  assert.deepEqual(
    keys.map(({ name, revokedAt }) => [name, revokedAt !== null]),
    [
      ['first', false],
      ['trainer', true],
    ],
  );
  assert.notEqual(keys[0]?.lastUsedAt, null);
});
