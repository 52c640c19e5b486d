import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@touchstone/contracts';
import { schemaViolation } from '../matchers/json-schema.ts';
import { leastOf } from './nothing-fails.ts';

test('the least answer that a schema allows conforms to it', () => {
  const schemas: Json[] = [
    { type: 'array', items: { type: 'integer' } },
    { type: 'array', items: { type: 'string', minLength: 2 }, minItems: 3 },
    {
      type: 'object',
      properties: {
        plan: { type: 'array' },
        reason: { type: ['null', 'string'] },
        count: { type: 'integer', minimum: 4 },
      },
      required: ['plan', 'count'],
      additionalProperties: false,
    },
    { enum: ['yes', 'no'] },
    { anyOf: [{ type: 'boolean' }, { const: 7 }] },
  ];
  for (const schema of schemas)
    assert.equal(schemaViolation(schema, leastOf(schema)), null, JSON.stringify(schema));
  assert.deepEqual(leastOf(schemas[2] as Json), { plan: [], count: 4 });
});
