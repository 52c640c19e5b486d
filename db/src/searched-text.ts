/** What a text query looks through: all that a reader of the public half may see as words, and none of its field names. */
import type { TaskPublic } from '@touchstone/contracts';
import { searchedCharactersMax } from './limits.ts';

/** One line a piece; control characters, which Postgres or the index cannot hold, are spaces. */
export function searchedText({ instruction, environment, licence }: TaskPublic): string {
  const { files, tools, world, user } = environment;
  const pieces = [
    instruction,
    ...tools.map(({ name, description }) => `${name}: ${description}`),
    ...files.map(({ path }) => path),
    ...(world === null ? [] : [world.id]),
    ...(user === null ? [] : [user.persona, user.goal]),
    ...licence.sources.map(({ source, attribution }) => `${source} ${attribution}`),
  ];
  return pieces
    .join('\n')
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ' ')
    .slice(0, searchedCharactersMax);
}
