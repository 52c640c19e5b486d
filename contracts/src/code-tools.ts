/** The tools of a repository as MCP lists them. Does not know how they are done. */
import type { Tool } from './environment.ts';

const path = { type: 'string', minLength: 1, maxLength: 500, description: 'Path from the root of the tree.' };

export const codeTools: readonly Tool[] = [
  {
    name: 'shell',
    description:
      'Runs a command line in the root of the tree and returns what it prints, with its exit code. Each call is a new shell; files stay.',
    inputSchema: {
      type: 'object',
      properties: {
        command: { type: 'string', minLength: 1, maxLength: 20_000, description: 'The command line.' },
      },
      required: ['command'],
      additionalProperties: false,
    },
  },
  {
    name: 'read_file',
    description: 'Shows lines of a file with their numbers.',
    inputSchema: {
      type: 'object',
      properties: {
        path,
        first_line: { type: 'integer', minimum: 1, default: 1, description: 'First line to show.' },
        lines: { type: 'integer', minimum: 1, maximum: 2000, default: 400, description: 'How many lines.' },
      },
      required: ['path'],
      additionalProperties: false,
    },
  },
  {
    name: 'write_file',
    description: 'Writes a file whole; makes it, and its folders, where they are not there yet.',
    inputSchema: {
      type: 'object',
      properties: { path, text: { type: 'string', description: 'The whole new text.' } },
      required: ['path', 'text'],
      additionalProperties: false,
    },
  },
  {
    name: 'edit_file',
    description: 'Replaces a text that stands exactly once in a file by another.',
    inputSchema: {
      type: 'object',
      properties: {
        path,
        old_text: {
          type: 'string',
          minLength: 1,
          description: 'The text as it stands, white space included.',
        },
        new_text: { type: 'string', description: 'What takes its place.' },
      },
      required: ['path', 'old_text', 'new_text'],
      additionalProperties: false,
    },
  },
  {
    name: 'search_files',
    description: 'Finds a regular expression in the files of the tree; shows path, line number and line.',
    inputSchema: {
      type: 'object',
      properties: {
        pattern: {
          type: 'string',
          minLength: 1,
          maxLength: 1000,
          description: 'A regular expression (Python).',
        },
        path: { type: 'string', default: '', description: 'Only below this folder or in this file.' },
      },
      required: ['pattern'],
      additionalProperties: false,
    },
  },
];
