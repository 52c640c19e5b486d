import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { InputFault } from '@touchstone/contracts';
import { libraryTools, pythonTool } from '../../test/worlds.ts';
import { connectInProcess, createToolServer } from './tool-server.ts';

const tools = [...libraryTools, pythonTool];

test('any MCP client sees exactly the tools of the environment', async () => {
  const server = createToolServer(tools, async () => ({ text: '', isError: false }));
  const client = new Client({ name: 'somebody', version: '1' });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(far), client.connect(near)]);
  assert.deepEqual((await client.listTools()).tools, tools);
  await client.close();
});

test('arguments follow JSON Schema 2020-12', async () => {
  const tool = {
    name: 'move',
    description: 'Moves.',
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: {
        to: { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false },
      },
      required: ['to'],
    },
  };
  await using client = await connectInProcess(
    createToolServer([tool], async (_, args) => ({ text: JSON.stringify(args), isError: false })),
  );
  assert.deepEqual(await client.call('move', { to: ['a', 1] }), { text: '{"to":["a",1]}', isError: false });
  const refused = await client.call('move', { to: ['a', 'b'] });
  assert.deepEqual(refused, { text: 'Invalid arguments for move: to.1 must be integer.', isError: true });
  assert.equal((await client.call('constructor', {})).isError, true);
});

test('a schema that cannot be compiled is refused by the name of its tool', () => {
  const tool = { ...pythonTool, inputSchema: { type: 'nonsense' } };
  assert.throws(
    () => createToolServer([tool], async () => ({ text: '', isError: false })),
    (thrown) => thrown instanceof InputFault && thrown.message.includes('python'),
  );
});
