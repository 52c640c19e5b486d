/**
 * Writes `examples/`: published tasks with their certificates, a submission that is accepted and one that is rejected, each
 * with the verdict as it came out here. For reading: webs and trees of files are left out, the export has them.
 *
 *   node apps/pipeline/bench/examples.ts --run quickstart --per-category 3 [--driver auto]
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  categories,
  type Category,
  type Submission,
  type TaskSecret,
  type Verdict,
} from '@touchstone/contracts';
import {
  blobReader,
  readCertificates,
  readRun,
  readSecrets,
  readTaskIds,
  readTasks,
  type StoredTask,
} from '@touchstone/db';
import { verifyMany } from '@touchstone/verifiers';
import { compose, type DriverChoice } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { explain } from '../src/corpus.ts';
import { answerPart } from '../src/export/dir/instruction-page.ts';
import { secretCanary } from '../src/export/shard.ts';

const { values } = parseArgs({
  options: {
    run: { type: 'string', default: 'quickstart' },
    'per-category': { type: 'string', default: '3' },
    driver: { type: 'string', default: 'auto' },
  },
});
const out = fileURLToPath(new URL('../../../examples', import.meta.url));

await using parts = compose(readConfig());
const database = await parts.database();
const run = (await readRun(database.verify, values.run)).id;

interface Example {
  stored: StoredTask;
  secret: TaskSecret;
}

const index: string[] = [];
await rm(out, { recursive: true, force: true });
for (const category of categories) {
  const chosen = await choose(category, Number(values['per-category']));
  for (const [number, example] of chosen.entries())
    index.push(await write(example, `${category}-${number + 1}`));
}
await writeFile(join(out, 'README.md'), readme(index));

/** Of different families where there are enough, the shortest instruction of each. */
async function choose(category: Category, count: number): Promise<Example[]> {
  const ids = await readTaskIds(database.verify, { categories: [category], run });
  const [stored, secrets] = await Promise.all([
    readTasks(database.verify, ids),
    readSecrets(database.verify, ids),
  ]);
  const all = stored.map((task, at): Example => ({ stored: task, secret: secrets[at] as TaskSecret }));
  all.sort((a, b) => a.stored.task.instruction.length - b.stored.task.instruction.length);
  const family = ({ secret }: Example) => secret.lineage.family;
  const first = all.filter((each, at) => all.findIndex((other) => family(other) === family(each)) === at);
  return [...first, ...all.filter((each) => !first.includes(each))].slice(0, count);
}

async function write({ stored, secret }: Example, name: string): Promise<string> {
  const { id, task } = stored;
  const folder = join(out, name);
  const ports = await parts.verifyPorts(values.driver as DriverChoice, {
    blobs: blobReader(database.verify),
  });
  const [right] = secret.trials.right;
  const wrong = secret.trials.wrong.find(({ submission }) => readable(submission)) ?? secret.trials.wrong[0];
  if (!right || !wrong) throw new Error(`${id} offers no right or no wrong trial`);
  const verdicts = await verifyMany(task, secret, [right, wrong.submission], ports);
  const [certificate] = (await readCertificates(database.verify, [id])).get(id) ?? [];
  if (!certificate) throw new Error(`${id} has no certificate`);
  const files = new Map([
    ['task.md', page(stored)],
    ['certificate.txt', `${await explain(database, certificate)}\n`],
    ['certificate.json', json(certificate)],
    ['task.json', json(task)],
    [
      'lineage.json',
      json({ canary: secretCanary, lineage: secret.lineage, verifier: shortened(secret.verifier) }),
    ],
    ...(await submissionFiles('accepted', right, verdicts[0] as Verdict)),
    ...(await submissionFiles('rejected', wrong.submission, verdicts[1] as Verdict)),
  ]);
  await mkdir(folder, { recursive: true });
  for (const [file, text] of files) await writeFile(join(folder, file), text);
  const cell = wrong.how.replaceAll('|', '\\|');
  return `| [${name}](${name}/task.md) | \`${secret.lineage.family}\` | [certificate](${name}/certificate.txt) | ${cell} |`;
}

async function submissionFiles(
  name: string,
  submission: Submission,
  verdict: Verdict,
): Promise<[string, string][]> {
  const handedIn: [string, string] =
    submission.kind === 'tree' ? [`${name}.patch`, submission.patch] : [`${name}.json`, json(submission)];
  return Promise.resolve([handedIn, [`${name}.verdict.json`, json(verdict)]]);
}

/** An empty patch shows nothing. */
function readable(submission: Submission): boolean {
  return submission.kind !== 'tree' || submission.patch !== '';
}

function page({ id, task }: StoredTask): string {
  const { environment, answerFormat, budget } = task;
  const files = environment.files.map(({ path, bytes }) => `- \`${path}\` (${bytes} bytes)`);
  return [
    `# ${id.slice(0, 17)}: ${task.category}`,
    task.instruction,
    '## Answer',
    answerPart(answerFormat),
    '## Tools',
    `At most ${budget.toolCallsMax} calls.`,
    ...environment.tools.map(({ name, description }) => `- \`${name}\`: ${description}`),
    ...(files.length > 0
      ? ['## Files', [...files.slice(0, 40), ...(files.length > 40 ? ['- …'] : [])].join('\n')]
      : []),
    ...(environment.web ? ['## Offline web', `Named by its hash, \`${environment.web.hash}\`.`] : []),
    '## Licence',
    [task.licence.spdx, ...new Set(task.licence.sources.map(({ attribution }) => attribution))]
      .join('; ')
      .slice(0, 2000),
    '',
  ].join('\n\n');
}

function readme(rows: readonly string[]): string {
  return `# Examples

Published tasks of \`npm run quickstart\`, three of each category: what is asked, what the certificate says, one submission that
is accepted and one that is rejected, each with its verdict. Ten minutes of reading show what a task of Touchstone is.

| task | family | proof | the rejected submission |
|---|---|---|---|
${rows.join('\n')}

In each folder: \`task.md\` (the public half as a page), \`task.json\` (as it is), \`certificate.txt\` and \`.json\`, \`accepted.*\` and
\`rejected.*\` with their verdicts, and \`lineage.json\`, which is secret for every task that somebody trains on: whoever has the
lineage has the answer. Files, databases and webs are left out here; \`touchstone export --format dir --with-secrets\` writes them too,
and \`touchstone verify ID --submission FILE\` repeats a verdict.

Made by \`node apps/pipeline/bench/examples.ts\`.
`;
}

/** Programs and long lists are for the export. */
function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 400 ? `${value.slice(0, 400)}…` : value;
  if (Array.isArray(value)) {
    const shown = value.slice(0, 20).map(shortened);
    return value.length > 20 ? [...shown, `… ${value.length - 20} more`] : shown;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shortened(inner)]));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
