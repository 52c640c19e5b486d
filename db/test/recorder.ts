/** A client process for tests: records items of a run one after another and prints each once it is acknowledged. */
import { openDatabase, openRun, recordItem } from '../src/index.ts';
import { certified, family, fingerprint, sampleRecipe } from './samples.ts';

const [home = '', start = '0'] = process.argv.slice(2);
const database = await openDatabase({ home, applicationName: 'recorder' });
const { id } = await openRun(database.verify, {
  recipe: sampleRecipe('killed'),
  saltKeyFingerprint: fingerprint,
  families: [{ family, version: 1, category: 'interpreter', quota: 1_000_000 }],
});
for (let item = Number(start); ; item += 1) {
  await recordItem(database.verify, certified(id, item));
  console.log(item);
}
