import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Fault, InputFault, canonicalJson, hashBytes, type WebDocument } from '@touchstone/contracts';
import { conformanceDocuments, webConformance } from '@touchstone/contracts/conformance';
import { lineOf } from './documents.ts';
import { keptArchivesMax } from './limits.ts';
import { WebShelf } from './web-shelf.ts';

const home = await mkdtemp(path.join(tmpdir(), 'touchstone-webs-'));
after(() => rm(home, { recursive: true, force: true }));
const webs = path.join(home, 'webs');

const noDriver = () => Promise.reject(new Error('no sandbox is needed'));
const noBlobs = { readBlob: () => Promise.reject(new Error('no blob is needed')) };
const shelfAt = (folder = home) => new WebShelf({ home: folder, driver: noDriver });
const bytesOf = (documents: readonly WebDocument[]) =>
  new TextEncoder().encode(documents.map((document) => `${canonicalJson(document)}\n`).join(''));
const bytes = bytesOf(conformanceDocuments);
const hash = hashBytes(bytes);

webConformance({ name: 'SQLite', open: (documents) => shelfAt().openFromLines(bytesOf(documents)) });

const faultWith = (code: string) => (thrown: unknown) => thrown instanceof Fault && thrown.code === code;

describe('the shelf of webs', () => {
  let shelf: WebShelf;
  before(() => {
    shelf = shelfAt();
  });

  test('the line of a document is its canonical JSON', () => {
    for (const document of conformanceDocuments) assert.equal(lineOf(document), canonicalJson(document));
  });

  test('a web that was built is opened by its hash alone, another one by its blob', async () => {
    await shelf.openFromLines(bytes);
    assert.equal((await shelfAt().resolve(hash, noBlobs)).documentCount, conformanceDocuments.length);
    const few = bytesOf(conformanceDocuments.slice(0, 2));
    const readBlob = () => Promise.resolve(few);
    const web = await shelf.resolve(hashBytes(few), { readBlob });
    assert.equal(web.documentCount, 2);
    await assert.rejects(shelf.resolve('0'.repeat(63) + '1', { readBlob }), faultWith('web-hash-mismatch'));
  });

  test('the same lines give the same web object, and one file', async () => {
    const [one, two] = await Promise.all([shelf.openFromLines(bytes), shelf.openFromLines(bytes)]);
    assert.equal(one, two);
    assert.deepEqual(
      (await readdir(webs)).filter((name) => name.startsWith('.build')),
      [],
    );
  });

  test('what is not the lines of a web is refused, and leaves no file', async () => {
    const [first, second] = conformanceDocuments as [WebDocument, WebDocument];
    const before = await readdir(webs);
    const bad: Record<string, string | Uint8Array> = {
      nothing: '',
      'no last line end': canonicalJson(first),
      'not JSON': 'hello\n',
      'not canonical': `${JSON.stringify(first, null, 1).replaceAll('\n', '')}\n`,
      'a missing field': `${canonicalJson({ ...first, title: undefined })}\n`,
      'an extra field': `${canonicalJson({ ...first, extra: 1 })}\n`,
      'out of order': `${canonicalJson(second)}\n${canonicalJson(first)}\n`,
      'an id twice': `${canonicalJson(first)}\n${canonicalJson(first)}\n`,
      'a link out of the text': `${canonicalJson({ ...first, links: [{ start: 0, end: 999, document: first.id }] })}\n`,
      'a link to nowhere': `${canonicalJson({ ...first, links: [{ start: 0, end: 3, document: 'x' }] })}\n`,
      'overlapping links': `${canonicalJson({
        ...first,
        links: [
          { start: 0, end: 5, document: first.id },
          { start: 4, end: 8, document: first.id },
        ],
      })}\n`,
      'not UTF-8': Uint8Array.of(0x22, 0xff, 0x22, 0x0a),
    };
    for (const [how, lines] of Object.entries(bad))
      await assert.rejects(
        shelf.openFromLines(typeof lines === 'string' ? new TextEncoder().encode(lines) : lines),
        (thrown) => thrown instanceof InputFault && thrown.code === 'web-malformed',
        how,
      );
    assert.deepEqual(await readdir(webs), before);
  });

  test('a web that was not built says how to build it', async () => {
    await assert.rejects(
      shelf.open('whole'),
      (thrown) =>
        faultWith('web-not-built')(thrown) && /touchstone web build whole/.test((thrown as Fault).hint ?? ''),
    );
  });

  test('two processes that build one web at once both get it', async () => {
    const folder = await mkdtemp(path.join(home, 'race-'));
    const lines = path.join(folder, 'lines.jsonl');
    await writeFile(lines, bytes);
    const children = [0, 1].map(() =>
      fork(new URL('./open-in-process.ts', import.meta.url), [folder, lines]),
    );
    const ends = await Promise.all(children.map((child) => once(child, 'exit')));
    assert.deepEqual(
      ends.map(([code]) => code as number),
      [0, 0],
    );
    assert.deepEqual(await readdir(path.join(folder, 'webs')), [`${hash}.sqlite`]);
  });

  test('a damaged index is noticed, thrown away and made anew', async () => {
    const folder = await mkdtemp(path.join(home, 'damaged-'));
    const file = path.join(folder, 'webs', `${hash}.sqlite`);
    await shelfAt(folder).openFromLines(bytes);
    const { size } = await stat(file);
    const damages: Record<string, () => Promise<void>> = {
      'cut short': async () => {
        const handle = await open(file, 'r+');
        await handle.truncate(size - 4096);
        await handle.close();
      },
      empty: () => writeFile(file, ''),
      'not a database': () => writeFile(file, 'hello'),
      'zeroes in the middle': async () => {
        const handle = await open(file, 'r+');
        await handle.write(Buffer.alloc(size - 8192), 0, size - 8192, 4096);
        await handle.close();
      },
    };
    for (const [how, damage] of Object.entries(damages)) {
      await damage();
      const web = await shelfAt(folder).openFromLines(bytes);
      // Where opening saw nothing, reading does; the next opening makes the index anew.
      await readAll(web).catch((thrown: unknown) => assert.ok(faultWith('web-index-corrupt')(thrown), how));
      await readAll(await shelfAt(folder).openFromLines(bytes));
    }
  });

  test('one changed letter in a kept document is noticed', async () => {
    const folder = await mkdtemp(path.join(home, 'letter-'));
    const file = path.join(folder, 'webs', `${hash}.sqlite`);
    await shelfAt(folder).openFromLines(bytes);
    const handle = await open(file, 'r+');
    const content = await handle.readFile();
    // Pages that were split keep stale copies; all are changed.
    for (let at = content.indexOf('Its clerk is'); at >= 0; at = content.indexOf('Its clerk is', at + 1))
      await handle.write('Its CLERK', at);
    await handle.close();
    const web = await shelfAt(folder).openFromLines(bytes);
    await assert.rejects(web.open('b/harbour'), faultWith('web-index-corrupt'));
    assert.deepEqual(await readdir(path.join(folder, 'webs')), []);
  });

  test('the archives that were not used for longest make room', async () => {
    const folder = await mkdtemp(path.join(home, 'room-'));
    await shelfAt(folder).openFromLines(bytes);
    const kept = path.join(folder, 'webs');
    for (let index = 0; index < keptArchivesMax + 3; index += 1) {
      const file = path.join(kept, `${String(index).padStart(64, '0')}.sqlite`);
      await writeFile(file, '');
      await utimes(file, index, index);
    }
    await shelfAt(folder).openFromLines(bytesOf(conformanceDocuments.slice(0, 2)));
    const names = await readdir(kept);
    assert.equal(names.length, keptArchivesMax);
    assert.ok(names.includes(`${hash}.sqlite`) && !names.includes(`${'0'.repeat(64)}.sqlite`));
  });
});

async function readAll(web: { documents(): AsyncIterable<WebDocument> }): Promise<void> {
  let count = 0;
  for await (const _ of web.documents()) count += 1;
  assert.equal(count, conformanceDocuments.length);
}
