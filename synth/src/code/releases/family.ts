/**
 * Family `code.releases`: an entry of a change log, mended once by the people of the library, is to be mended again from the report
 * of a user; the tests of the later release judge. Item *i* is the *i*-th entry in an order that the random seed decides; there are
 * no more items than entries.
 */
import { readFileSync } from 'node:fs';
import { createRng, refusal, type Family } from '@touchstone/contracts';
import { z } from 'zod';
import type { Toolchain } from '../toolchain.ts';
import { javascriptToolchain } from '../toolchains/javascript/toolchain.ts';
import { pythonToolchain } from '../toolchains/python/toolchain.ts';
import { draftOfRelease } from './draft.ts';
import { releaseEntries } from './entries/index.ts';

const program = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const languages: Readonly<Record<'python' | 'javascript', { toolchain: Toolchain; program: string }>> = {
  python: { toolchain: pythonToolchain, program: program('./example.py') },
  javascript: { toolchain: javascriptToolchain, program: program('./example.mjs') },
};

const moveSchema = z.strictObject({ entry: z.string() });
type Move = z.infer<typeof moveSchema>;
export type State = { offered: string; entry: string | null };

export const releases: Family<State, Move> = {
  id: 'code.releases',
  version: 1,
  category: 'code',
  title: 'What a change log says was mended, to be mended from the report of a user.',
  needs: ['repositories', 'lab:python', 'lab:node'],
  sources: [...new Set(releaseEntries.flatMap(({ before, after }) => [before, after]))],
  kinds: {
    take: {
      doc: 'Takes the entry of a change log that this item is about.',
      schema: moveSchema,
      sample: (state) => Promise.resolve(state.entry === null ? { entry: state.offered } : null),
      options: (state) =>
        Promise.resolve({ items: state.entry === null ? [{ entry: state.offered }] : [], next: null }),
    },
  },
  begin: ({ randomSeed, item }) => {
    const entry = createRng(`${randomSeed}/code.releases/order`).shuffle(releaseEntries)[item];
    return Promise.resolve(
      entry === undefined
        ? refusal(
            'exhausted',
            `there are ${releaseEntries.length} entries of change logs, and this is item ${item}`,
          )
        : { offered: entry.id, entry: null },
    );
  },
  apply: (state, { move }) =>
    Promise.resolve(
      move.entry === state.offered && state.entry === null
        ? { ...state, entry: move.entry }
        : { illegal: `this item is about ${state.offered}, and about it once` },
    ),
  finish: (state, game, lineage) => {
    const entry = releaseEntries.find(({ id }) => id === state.entry);
    if (entry === undefined)
      return Promise.resolve(refusal('no-entry', 'the game ended before an entry was taken'));
    return draftOfRelease(entry, { ...languages[entry.library.language], game, lineage });
  },
};
