/**
 * The tools of the frozen offline web as MCP lists them, named and shaped as DeepSeek-V3.2's search agent has them (report,
 * section 3.2.3; encoding example of the search agent). Does not know how they are done.
 */
import type { Tool } from './environment.ts';

export const webTools: readonly Tool[] = [
  {
    name: 'search',
    description:
      'Searches the documents. Returns the best matches, each with a link id, title, address and the passage that matched. Words are alternatives; rare words count most.',
    inputSchema: {
      type: 'object',
      properties: {
        query: { type: 'string', minLength: 1, maxLength: 1000, description: 'What to look for.' },
        topn: {
          type: 'integer',
          minimum: 1,
          maximum: 50,
          default: 10,
          description: 'How many results to return.',
        },
      },
      required: ['query'],
      additionalProperties: false,
    },
  },
  {
    name: 'open',
    description:
      'Opens a document and shows a window of its lines. `id` is a link id from the page at `cursor` (a number), or a document id or address (text). Without `id` it shows another window of the page at `cursor`.',
    inputSchema: {
      type: 'object',
      properties: {
        id: {
          type: ['integer', 'string'],
          description: 'A link id on the page at `cursor`, or the id or address of a document.',
        },
        cursor: {
          type: 'integer',
          default: -1,
          description: 'Which page; -1 is the one shown last.',
        },
        loc: { type: 'integer', minimum: 0, default: 0, description: 'First line of the window.' },
        num_lines: {
          type: 'integer',
          minimum: 1,
          maximum: 500,
          default: 100,
          description: 'Lines in the window.',
        },
      },
      additionalProperties: false,
    },
  },
  {
    name: 'find',
    description:
      'Finds exact text, upper and lower case alike, in the page at `cursor` and shows each place with its line number.',
    inputSchema: {
      type: 'object',
      properties: {
        pattern: { type: 'string', minLength: 1, maxLength: 500, description: 'The text to find.' },
        cursor: { type: 'integer', default: -1, description: 'Which page; -1 is the one shown last.' },
      },
      required: ['pattern'],
      additionalProperties: false,
    },
  },
];
