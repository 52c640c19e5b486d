import assert from 'node:assert/strict';
import { test } from 'node:test';
import { schemaOf, withReferences } from './schema.ts';

test('columns, keys and references are read from both ways of writing them', () => {
  const schema = schemaOf(
    'lots',
    `CREATE TABLE lots (
      id TEXT PRIMARY KEY, -- printed on the pack
      product TEXT NOT NULL REFERENCES products(id),
      amount REAL CHECK (amount >= 0 AND amount < 1000),
      state TEXT DEFAULT 'a, b',
      site TEXT,
      FOREIGN KEY (site) REFERENCES sites (id)
    )`,
  );
  assert.deepEqual(
    schema.columns.map(({ name, type, isKey }) => `${name}:${type}${isKey ? '*' : ''}`),
    ['id:TEXT*', 'product:TEXT', 'amount:REAL', 'state:TEXT', 'site:TEXT'],
  );
  assert.deepEqual(schema.references, [
    { column: 'product', table: 'products' },
    { column: 'site', table: 'sites' },
  ]);
});

test('a key of several columns marks each', () => {
  const { columns } = schemaOf('t', 'CREATE TABLE t (a TEXT, b TEXT, c TEXT, PRIMARY KEY (a, b)) STRICT');
  assert.deepEqual(
    columns.map(({ isKey }) => isKey),
    [true, true, false],
  );
});

test('what is not declared is told by names', () => {
  const [, lots] = withReferences([
    schemaOf('categories', 'CREATE TABLE categories (id TEXT)'),
    schemaOf('lots', 'CREATE TABLE lots (id TEXT, category TEXT, product_id TEXT, note TEXT)'),
    schemaOf('products', 'CREATE TABLE products (id TEXT)'),
  ]);
  assert.deepEqual(lots?.references, [
    { column: 'category', table: 'categories' },
    { column: 'product_id', table: 'products' },
  ]);
});
