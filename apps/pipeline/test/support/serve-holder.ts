/**
 * Run by a test that kills it: opens episodes, each with a key, says so, and never ends. Argument `stuck`: submits in the
 * first one and never gets a turn at judging it.
 */
import { openEpisodesRequestSchema } from '@touchstone/contracts/api';
import { compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { answerOf, killableDriver, rightSubmission, serve, trainer } from './serving.ts';

const [home = '', task = '', mode = ''] = process.argv.slice(2);
const parts = compose(readConfig({ ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: home }));
const never = { enter: () => new Promise<Disposable>(() => undefined) };
const driver = await killableDriver();
const serving = await serve(parts, { driver, ...(mode === 'stuck' && { turns: never }) });
const open = async (key: string) => {
  const request = openEpisodesRequestSchema.parse({ task, solver: 'a model' });
  return serving.house.openGroup(request, trainer, key);
};
const used = await open(`used${mode}`);
const unused = await open(`unused${mode}`);
const id = used.episodes[0]?.id ?? '';
const right = await rightSubmission(await parts.database(), task);
const calls = right.kind === 'state' ? right.calls : [];
for (const call of calls) await serving.house.call(id, call, trainer, null);
if (mode === 'stuck') void serving.house.submit(id, answerOf(right), trainer, 'submit');
while (
  mode === 'stuck' &&
  (await serving.pageOfTranscript({ id, from: 0, to: 99, bodies: false, caller: trainer })).events.at(-1)
    ?.type !== 'submitted'
)
  await new Promise((resolve) => setTimeout(resolve, 20));
process.stdout.write(`${JSON.stringify({ used, unused })}\n`);
setInterval(() => undefined, 1_000);
