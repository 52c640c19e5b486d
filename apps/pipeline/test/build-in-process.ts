/** Run by a test that may kill it: works on a recipe to its end and prints a line for each item it recorded. */
import { families } from '@touchstone/synth';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { buildCorpus } from '../src/build-corpus.ts';
import { parseRecipe } from '../src/recipe.ts';

const [recipe = ''] = process.argv.slice(2);
await using parts = compose(readConfig(), { say: (text) => process.stdout.write(`say ${text}\n`) });
const { progress } = await buildCorpus(parts, parseRecipe(recipe, 'recipe', families), {
  concurrency: 1,
  signal: new AbortController().signal,
  onCertified: ({ item }) => process.stdout.write(`certified ${item}\n`),
});
process.stdout.write(`ended ${JSON.stringify(progress)}\n`);
