/** Run by a test on a small disk of its own: fills it while episodes are open, and prints what was told and what is stored. */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@touchstone/contracts';
import { openEpisodesRequestSchema } from '@touchstone/contracts/api';
import { compose } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { publishDrafts, removeHome, temporaryHome } from './publish-drafts.ts';
import { answerOf, rightSubmission, serve, trainer } from './serving.ts';

const home = temporaryHome();
const say = (text: string) => void process.stdout.write(`${text}\n`);
try {
  await using parts = compose(readConfig({ ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: home }));
  const database = await parts.database();
  const { 'interpreter.chances': [task = ''] = [] } = await publishDrafts(parts, {
    'interpreter.chances': 1,
  });
  await using serving = await serve(parts, { patienceMs: 2_000 });
  const right = answerOf(await rightSubmission(database, task));
  const request = openEpisodesRequestSchema.parse({ task, solver: 'a model', n: 2 });
  const { episodes } = await serving.house.openGroup(request, trainer, null);
  const [talking = '', submitting = ''] = episodes.map(({ id }) => id);

  fillDisk();
  // Until not even the room that the database had kept for itself is left.
  const chunk = {
    messages: [{ role: 'assistant' as const, text: randomBytes(500_000).toString('base64') }],
    tokens: null,
  };
  const add = (key: string) => serving.addToTranscript({ id: talking, chunk, caller: trainer, key });
  let added = 0;
  for (;;) {
    try {
      await add(`chunk-${added}`);
      added += 1;
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      say(`chunk refused: ${thrown.boundary}, retryable ${thrown.retryable}`);
      break;
    }
  }
  const told = await serving.house.submit(submitting, right, trainer, 'submit');
  say(`told: ${told.outcome} ${told.reward} ${told.fault?.boundary}`);

  for (let part = 0; part < 4096; part += 1) rmSync(join(home, `ballast-${part}`), { force: true });
  await add(`chunk-${added}`);
  let stored = await serving.house.status(submitting, trainer);
  while (stored.verdict === null) stored = await serving.house.status(submitting, trainer);
  say(`stored as told: ${JSON.stringify(stored.verdict) === JSON.stringify(told)}`);
  const { events } = await serving.house.status(talking, trainer);
  say(`chunks kept once: ${events === added + 1}`);
} finally {
  await removeHome(home);
}

function fillDisk(): void {
  for (let part = 0; ; part += 1) {
    try {
      writeFileSync(join(home, `ballast-${part}`), Buffer.alloc(part < 100 ? 2 ** 23 : 2 ** 13));
    } catch {
      return;
    }
  }
}
