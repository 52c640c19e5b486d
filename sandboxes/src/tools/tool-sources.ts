/** The Python that serves tools, by file name: an exported task carries it along and behaves as the original did. */
import { readFileSync } from 'node:fs';
import { withChannel } from './backend.ts';

export const toolSources = {
  'world_server.py': withChannel(new URL('./world/world_server.py', import.meta.url)),
  'files.py': readFileSync(new URL('./code/files.py', import.meta.url), 'utf8'),
  'kernel.py': withChannel(new URL('./python/kernel.py', import.meta.url)),
  'run_program.py': withChannel(new URL('../attempts/run_program.py', import.meta.url)),
} as const;
