import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NameTable, WordCounts, type Named } from './link-documents.ts';

const named = (name: string, language = 'en'): Named => ({ id: name, language, names: [name] });

function linked(
  text: string,
  names: readonly string[],
  { language = 'en', self = '', counts = '' } = {},
): string[] {
  const words = new WordCounts();
  words.add(`${text} ${counts}`, language);
  const table = new NameTable(
    names.map((name) => named(name, language)),
    words,
  );
  return table.links(text, language, self).map(({ start, end, document }) => {
    assert.equal(text.slice(start, end), document);
    return document;
  });
}

describe('links between documents', () => {
  test('a name in running text is linked, where it is first named', () => {
    assert.deepEqual(linked('It lives in Peru and in northern Peru.', ['Peru']), ['Peru']);
    assert.deepEqual(linked('A sedge of the genus Carex, found in Peru.', ['Carex', 'Peru']), [
      'Carex',
      'Peru',
    ]);
  });

  test('the longest name wins, and no part of it is linked beside it', () => {
    assert.deepEqual(linked('born in New York City, far away', ['New York', 'New York City', 'York']), [
      'New York City',
    ]);
  });

  test('a single word at the beginning of a sentence is not linked, a longer name is', () => {
    assert.deepEqual(linked('Carex is a genus. Carex grows. Also: Carex', ['Carex']), []);
    assert.deepEqual(linked('Carex polyantha is a sedge.', ['Carex polyantha']), ['Carex polyantha']);
  });

  test('nothing inside a longer capitalised run is linked', () => {
    for (const text of [
      'the University of Paris was',
      'in the Paris Match of',
      'by Jean Paris in',
      'by J. Paris in',
      'and Paris Hilton said',
      'the Treaty of the Paris was',
      'a Neo-Paris style',
      'a Paris-based firm',
      'the Paris of America is',
    ])
      assert.deepEqual(linked(text, ['Paris']), [], text);
    for (const text of [
      'in Paris, France',
      "Paris's river: in Paris’s heart",
      'The Paris is',
      'from London to Paris.',
      'Berlin and Paris',
    ])
      assert.deepEqual(linked(text.replace(/^Paris/, 'so Paris'), ['Paris']), ['Paris'], text);
  });

  test('a word that is mostly written small is no name', () => {
    assert.deepEqual(linked('his Water painting', ['Water'], { counts: 'water water' }), []);
    assert.deepEqual(linked('the river Water there', ['Water']), ['Water']);
  });

  test('a name of two documents, another language and the document itself are not linked', () => {
    const counts = new WordCounts();
    const table = new NameTable(
      [{ ...named('Iris'), id: 'a' }, { ...named('Iris'), id: 'b' }, named('Peru', 'es')],
      counts,
    );
    assert.deepEqual(table.links('the flower Iris in Peru', 'en', ''), []);
    assert.deepEqual(linked('found in Peru', ['Peru'], { self: 'Peru' }), []);
  });

  test('French and Spanish elisions and particles are seen', () => {
    const fr = { language: 'fr' };
    assert.deepEqual(linked("au nord-ouest de l'Inde", ['Inde'], fr), ['Inde']);
    assert.deepEqual(linked('un roman de Victor Hugo publié', ['Victor Hugo'], fr), ['Victor Hugo']);
    assert.deepEqual(linked("l'Empire d'Inde", ['Inde'], fr), []);
  });

  test('links are in order, apart and inside the text, whatever the text', () => {
    const names = ['Ab', 'Abc', 'Abc Def', 'Def', 'Ghi jkl', 'É', 'Éa b'];
    const piece = fc.constantFrom(...names, ' ', '. ', ', ', '-', "'", '\n', 'x', '🜍', '́');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
        (text) => {
          const counts = new WordCounts();
          let end = 0;
          for (const link of new NameTable(
            names.map((name) => named(name)),
            counts,
          ).links(text, 'en', '')) {
            assert.ok(
              link.start >= end &&
                link.end <= text.length &&
                text.slice(link.start, link.end) === link.document,
            );
            end = link.end;
          }
        },
      ),
    );
  });
});
