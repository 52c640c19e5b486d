import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeTools, webTools } from '@touchstone/contracts';
import { fieldsOfAnswer, fieldsOfSchema, fill } from './form-model.ts';

const schemaOf = (tools: typeof webTools, name: string) => {
  const tool = tools.find((each) => each.name === name);
  assert.ok(tool);
  return tool.inputSchema;
};

test('the search tool becomes a text and a whole number, with limits and standard', () => {
  const fields = fieldsOfSchema(schemaOf(webTools, 'search'));
  assert.deepEqual(
    fields.map(({ name, kind, required, standard, maximum }) => ({
      name,
      kind,
      required,
      standard,
      maximum,
    })),
    [
      { name: 'query', kind: 'text', required: true, standard: '', maximum: null },
      { name: 'topn', kind: 'integer', required: false, standard: '10', maximum: 50 },
    ],
  );
  assert.deepEqual(fill(fields, { query: 'tides', topn: '60' }), {
    values: null,
    faults: { topn: 'At most 50.' },
  });
  assert.deepEqual(fill(fields, { query: 'tides', topn: '' }), { values: { query: 'tides' }, faults: null });
  assert.deepEqual(fill(fields, {}), { values: null, faults: { query: 'Needed.' } });
});

test('an id that may be a number or a text is sent as what it looks like', () => {
  const fields = fieldsOfSchema(schemaOf(webTools, 'open'));
  assert.deepEqual(fill(fields, { id: '3' }).values, { id: 3 });
  assert.deepEqual(fill(fields, { id: 'en:Alan Turing' }).values, { id: 'en:Alan Turing' });
});

test('command lines and whole files get room for many lines', () => {
  assert.equal(fieldsOfSchema(schemaOf(codeTools, 'shell'))[0]?.kind, 'long');
  assert.equal(fieldsOfSchema(schemaOf(codeTools, 'write_file'))[1]?.kind, 'long');
});

test('a record of an answer becomes a field a part; lists of words are written a line each', () => {
  const fields = fieldsOfAnswer({
    kind: 'record',
    fields: {
      notices: { kind: 'set', of: { kind: 'text' } },
      sources: { kind: 'citations' },
      level: { kind: 'number', absoluteTolerance: 0.1 },
      wins: { kind: 'fraction' },
    },
  });
  assert.deepEqual(
    fill(fields, { notices: '51/2000\n\n63/2000 ', sources: 'a', level: '2.5', wins: '1/3' }).values,
    { notices: ['51/2000', '63/2000'], sources: ['a'], level: 2.5, wins: '1/3' },
  );
});

test('JSON that is begun and not ended is a fault, not a text', () => {
  const fields = fieldsOfAnswer({ kind: 'table', columns: { a: { kind: 'text' } }, ordered: false });
  assert.match(fill(fields, { answer: '[{"a": 1}' }).faults?.['answer'] ?? '', /No JSON/);
});
