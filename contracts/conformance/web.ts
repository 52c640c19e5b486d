/**
 * What every `OfflineWeb` does. An implementation runs it with
 *   webConformance({ name, open: async (documents) => web })
 * where `open` makes a web of exactly these documents. The documents are made up here.
 */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, hashText, type OfflineWeb, type WebDocument } from '../src/index.ts';

const page = (id: string, title: string, text: string, more: Partial<WebDocument> = {}): WebDocument => ({
  id,
  title,
  url: `https://archive.example/${encodeURIComponent(id)}`,
  language: 'en',
  licence: 'CC0-1.0',
  attribution: 'nobody',
  text: `${text}\n`,
  links: [],
  ...more,
});

/** Two dozen pages: common words, a rare one, accents, another language, a link. */
export const conformanceDocuments: readonly WebDocument[] = [
  page('a/quay', 'Quay Seven', 'The quay was dredged in 1911. The depth at the quay is 10.9 metres.'),
  page(
    'b/harbour',
    'Harbour office',
    'The harbour office keeps the notices. Its clerk is Zéphyrine Marchand.',
  ),
  page('c/notice', 'Notice 96', 'This notice fixes the depth at Quay Seven. It was issued by the office.', {
    links: [{ start: 32, end: 42, document: 'a/quay' }],
  }),
  page('d/avis', 'Avis 12', 'Le bureau du port a fixé la profondeur du quai à neuf mètres.', {
    language: 'fr',
  }),
  ...Array.from({ length: 20 }, (_, index) =>
    page(
      `z/filler-${String(index).padStart(2, '0')}`,
      `Record ${index}`,
      'The office noted the weather at the harbour.',
    ),
  ),
];

export function webConformance(options: {
  name: string;
  open: (documents: readonly WebDocument[]) => Promise<OfflineWeb>;
}): void {
  describe(`offline web: ${options.name}`, () => {
    let web: OfflineWeb;
    before(async () => {
      web = await options.open(conformanceDocuments);
    });
    const ids = async (query: string, more: { limit?: number; language?: string } = {}) =>
      (await web.search(query, { limit: 10, ...more })).map(({ id }) => id);

    test('it is named by the hash of its documents as canonical JSON lines in order of ids', () => {
      const lines = conformanceDocuments.map((document) => `${canonicalJson(document)}\n`).join('');
      assert.equal(web.hash, hashText(lines));
      assert.equal(web.documentCount, conformanceDocuments.length);
    });

    test('a document opens by its id, whole; an unknown id opens nothing', async () => {
      for (const document of conformanceDocuments) assert.deepEqual(await web.open(document.id), document);
      for (const id of ['', 'a', 'a/Quay', '../a/quay', "' OR 1=1 --", 'a/quay\0'])
        assert.equal(await web.open(id), null);
    });

    test('all documents come, in order of id', async () => {
      const all: WebDocument[] = [];
      for await (const document of web.documents()) all.push(document);
      assert.deepEqual(all, conformanceDocuments);
    });

    test('words are alternatives and the rare one decides', async () => {
      assert.equal((await ids('harbour dredged'))[0], 'a/quay');
      assert.equal((await ids('nonexistentword dredged'))[0], 'a/quay');
    });

    test('a title outweighs a mention', async () => {
      assert.equal((await ids('quay seven'))[0], 'a/quay');
      assert.equal((await ids('notice 96'))[0], 'c/notice');
    });

    test('neither case nor diacritics matter', async () => {
      for (const query of ['zephyrine', 'ZÉPHYRINE', 'Ze\u0301phyrine'])
        assert.deepEqual(await ids(query), ['b/harbour']);
    });

    test('a language narrows the search, a limit ends it', async () => {
      assert.deepEqual(await ids('port quai depth office', { language: 'fr' }), ['d/avis']);
      assert.deepEqual(await ids('depth', { language: 'de' }), []);
      assert.equal((await ids('office', { limit: 3 })).length, 3);
      assert.deepEqual(await ids('office', { limit: 0 }), []);
    });

    test('a hit shows the passage that matched, on one line', async () => {
      const [hit] = await web.search('clerk', { limit: 1 });
      assert.equal(hit?.title, 'Harbour office');
      assert.equal(hit.language, 'en');
      assert.match(hit.snippet, /clerk is Zéphyrine/);
      assert.doesNotMatch(hit.snippet, /\n/);
    });

    test('the same query gives the same hits in the same order', async () => {
      assert.deepEqual(await ids('office weather'), await ids('office weather'));
      assert.equal((await ids('weather', { limit: 50 })).length, 20);
      assert.deepEqual(await ids('weather', { limit: 3 }), ['z/filler-00', 'z/filler-01', 'z/filler-02']);
    });

    test('no query is an error, whatever is in it', async () => {
      const operators = [
        '"',
        "'",
        '*',
        'NEAR(a b',
        'a AND',
        'OR OR',
        'title:quay',
        '{title body} : x',
        '^quay',
        '-quay',
        '+',
        '(',
        ')))',
        'NOT',
        'quay*',
        '"quay',
        'a\0b',
        '\uD800',
        '',
        '   ',
        '🜍',
        'ﷺ',
        '́',
        ';DROP TABLE page;',
      ];
      for (const query of operators) assert.ok(Array.isArray(await web.search(query, { limit: 5 })));
      assert.equal((await ids('title:"quay" AND NOT seven'))[0], 'a/quay');
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.string({ unit: 'binary', maxLength: 200 }),
            fc.string({ unit: 'grapheme', maxLength: 200 }),
            fc
              .array(fc.constantFrom(...operators, 'quay', 'office'), { maxLength: 12 })
              .map((words) => words.join(' ')),
          ),
          fc.option(fc.string({ maxLength: 12 }), { nil: undefined }),
          async (query, language) => {
            const hits = await web.search(query, { limit: 5, ...(language !== undefined && { language }) });
            assert.ok(hits.length <= 5);
          },
        ),
        { numRuns: 300 },
      );
    });
  });
}
