/**
 * Fills a database with many realistic tasks: the documents and certificates of `examples/`, with instructions, counts and
 * decisions that vary. For measuring lists, facets and bulk acts at a size that a recipe takes days to reach; what it makes
 * proves nothing, and its secret halves are missing, so that nobody can attempt it.
 *
 *   node apps/api/bench/seed-corpus.ts --home FOLDER --rows 100000
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import {
  canonicalJson,
  certificateSchema,
  hashText,
  taskPublicSchema,
  type Certificate,
  type GateAnswer,
  type TaskPublic,
} from '@touchstone/contracts';
import { openDatabase, searchedText, summaryOf, type Connection, type Database } from '@touchstone/db';
import { from as copyFrom } from 'pg-copy-streams';
import { createSmallRandom, type SmallRandom } from './small-random.ts';

interface Template {
  task: TaskPublic;
  certificate: Certificate;
}

interface SeededRow {
  id: string;
  template: Template;
  task: TaskPublic;
  certificate: Certificate;
  publishedAt: Date;
}

/** Row *i* is a function of *i* alone. About 12 kB a row. */
export async function seedCorpus(database: Database, { rows }: { rows: number }): Promise<void> {
  const templates = readTemplates();
  const words = vocabulary(templates);
  const row = (index: number) => seededRow(index, templates, words);
  const { verify } = database;
  await verify.transaction(async (sql) => {
    for (const { task } of templates) {
      const document = canonicalJson(task.environment);
      await sql.$client.query(
        'INSERT INTO touchstone.environments (hash, document) VALUES ($1, $2) ON CONFLICT DO NOTHING',
        [hashText(document), document],
      );
    }
  });
  // Indexes of words are built at once at the end: row by row they take five times as long.
  const indexes = await textIndexes(verify);
  await asOwner(
    verify,
    indexes.map(({ name }) => `DROP INDEX touchstone.${name}`),
  );
  for (let start = 0; start < rows; start += batchRows) {
    const batch = Array.from({ length: Math.min(batchRows, rows - start) }, (_, index) => row(start + index));
    await copyBatch(verify, batch);
  }
  await asOwner(
    verify,
    indexes.map(({ definition }) => definition),
  );
  await asOwner(verify, ['ANALYZE']);
}

const batchRows = 5_000;

async function copyBatch(verify: Connection<'verify'>, batch: readonly SeededRow[]): Promise<void> {
  await verify.transaction(async (sql) => {
    // COPY does not know the policies of rows: it is the owner's.
    await sql.$client.query('SET LOCAL ROLE NONE');
    const copy = async (into: string, lines: Iterable<readonly Field[]>) => {
      const stream = sql.$client.query(copyFrom(`COPY ${into} FROM STDIN`));
      await pipeline(Readable.from(linesOf(lines)), stream);
    };
    await copy(
      'touchstone.tasks (id, document, environment_hash, category, split, language, spdx, preview, published_at)',
      batch.map(({ id, task, publishedAt }) => [
        ...[id, canonicalJson(task), hashText(canonicalJson(task.environment)), task.category, splitAt(id)],
        ...[task.language, task.licence.spdx, task.instruction.slice(0, 200), publishedAt.toISOString()],
      ]),
    );
    await copy(
      'touchstone.certificates (task_id, driver, key_hash, issued_at, outcomes, weakest_evidence, sandbox_runs, body)',
      batch.map(({ id, certificate }) => [
        ...[id, certificate.key.runtime.driver, hashText(id), certificate.issuedAt],
        JSON.stringify(Object.fromEntries(certificate.gates.map(({ gate, outcome }) => [gate, outcome]))),
        ...[certificate.weakestEvidence, certificate.cost.sandboxRuns, JSON.stringify(certificate)],
      ]),
    );
    await copy(
      `touchstone.task_state (task_id, status, review, revision, reviewed_by, reviewed_at, reason, category, split, language,
         licence, published_at, driver, stale, versions, gates, false_accept_high, false_reject_high, cpu_seconds,
         sandbox_runs, attempts, passed)`,
      batch.map(stateOf),
    );
    await sql.$client.query('CREATE TEMPORARY TABLE seeded_texts (id text, body text) ON COMMIT DROP');
    await copy(
      'seeded_texts',
      batch.map(({ id, task }) => [id, searchedText(task)]),
    );
    await sql.$client.query(
      `INSERT INTO touchstone.task_texts (task_id, words, body) SELECT id, to_tsvector('simple', body), body FROM seeded_texts`,
    );
  });
}

type Field = string | number | boolean | null;

function* linesOf(rows: Iterable<readonly Field[]>): Generator<string> {
  for (const row of rows) yield `${row.map(fieldOf).join('\t')}\n`;
}

function fieldOf(value: Field): string {
  if (value === null) return '\\N';
  return String(value).replace(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
}
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function seededRow(index: number, templates: readonly Template[], words: readonly string[]): SeededRow {
  const random = createSmallRandom(index);
  const template = templates[index % templates.length] as Template;
  const id = `task_${hashText(`seeded ${index}`)}`;
  const sentence = Array.from({ length: random.between(8, 40) }, () => words[random.skewed(words.length)]);
  const instruction = `${template.task.instruction.replace(/\d+/g, (digits) => varied(digits, random))}\n\nContext: ${sentence.join(' ')}; case ${index}.`;
  const task = {
    ...template.task,
    instruction,
    language: random.chance(0.9) ? template.task.language : 'de',
  };
  const publishedAt = new Date(Date.UTC(2026, 8, 1) + index * 60_000);
  return {
    id,
    template,
    task,
    certificate: seededCertificate(id, template, random, publishedAt),
    publishedAt,
  };
}

function varied(digits: string, random: SmallRandom): string {
  return digits.length > 6 ? digits : String(random.between(0, 10 ** digits.length - 1));
}

function seededCertificate(
  id: string,
  { certificate }: Template,
  random: SmallRandom,
  at: Date,
): Certificate {
  const gates = certificate.gates.map((answer): GateAnswer => {
    if (answer.rate === null) return answer;
    const trials = random.between(1, 6 * answer.rate.trials);
    // No event of n: the upper end of the interval has a closed form.
    return { ...answer, rate: { events: 0, trials, low: 0, high: 1 - 0.025 ** (1 / trials) } };
  });
  const driver = random.chance(0.8)
    ? certificate.key.runtime.driver
    : random.chance(0.5)
      ? 'docker'
      : 'embedded';
  const older = random.chance(0.04);
  return {
    ...certificate,
    key: { ...certificate.key, task: id, runtime: { ...certificate.key.runtime, driver } },
    issuedAt: at.toISOString(),
    gates: older ? gates.map((answer) => ({ ...answer, version: answer.version + 1 })) : gates,
    cost: {
      sandboxRuns: random.between(3, 40),
      cpuSeconds: random.between(100, 9_000) / 100,
      wallSeconds: random.between(100, 20_000) / 100,
    },
  };
}

const reviewers = ['ada', 'grace', 'edsger'];

function stateOf({ id, task, certificate, publishedAt }: SeededRow): Field[] {
  const random = createSmallRandom(Number.parseInt(id.slice(5, 13), 16));
  const summary = summaryOf([certificate]);
  if (summary === null) throw new Error('a seeded task has a certificate');
  const review = random.chance(0.7)
    ? 'unreviewed'
    : random.chance(0.8)
      ? 'approved'
      : random.chance(0.7)
        ? 'rejected'
        : 'held';
  const decided = review !== 'unreviewed';
  const attempts = random.chance(0.3) ? random.between(1, 64) : 0;
  return [
    ...[id, random.chance(0.97) ? 'published' : 'retired', review, decided ? 1 : 0],
    decided ? (reviewers[random.between(0, reviewers.length - 1)] ?? null) : null,
    decided ? new Date(publishedAt.getTime() + random.between(1, 10_000) * 60_000).toISOString() : null,
    review === 'rejected' ? 'ambiguous' : null,
    ...[task.category, splitAt(id), task.language, task.licence.spdx, publishedAt.toISOString()],
    ...[
      summary.driver,
      certificate.gates.some(({ version }) => version > 2),
      summary.versions,
      summary.gates,
    ],
    ...[summary.falseAcceptHigh, summary.falseRejectHigh, summary.cpuSeconds, summary.sandboxRuns],
    ...[attempts, random.between(0, attempts)],
  ];
}

function splitAt(id: string): string {
  const share = Number.parseInt(id.slice(5, 9), 16) / 0xffff;
  return share < 0.9 ? 'train' : share < 0.95 ? 'validation' : 'test';
}

function readTemplates(): Template[] {
  const folder = new URL('../../../examples/', import.meta.url);
  const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      task: taskPublicSchema.parse(read(`${name}/task.json`)),
      certificate: certificateSchema.parse(read(`${name}/certificate.json`)),
    }));
}

/** Every word of the examples, the frequent ones first: text whose counts look like text's. */
function vocabulary(templates: readonly Template[]): string[] {
  const counts = new Map<string, number>();
  for (const { task, certificate } of templates)
    for (const [word] of `${JSON.stringify(task)} ${JSON.stringify(certificate)}`
      .toLowerCase()
      .matchAll(/[a-z]{3,}/g))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

async function textIndexes(verify: Connection<'verify'>): Promise<{ name: string; definition: string }[]> {
  const { rows } = await verify.run((sql) =>
    sql.$client.query<{ name: string; definition: string }>(
      `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
       WHERE schemaname = 'touchstone' AND tablename = 'task_texts' AND indexdef LIKE '%USING gin%'`,
    ),
  );
  return rows;
}

/** The login that both roles are roles of owns the tables. */
async function asOwner(verify: Connection<'verify'>, statements: readonly string[]): Promise<void> {
  await verify.transaction(async (sql) => {
    await sql.$client.query('SET LOCAL ROLE NONE');
    await sql.$client.query(`SET LOCAL maintenance_work_mem = '512MB'`);
    for (const statement of statements) await sql.$client.query(statement);
  });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { home: { type: 'string' }, rows: { type: 'string' } } });
  if (values.home === undefined) throw new Error('Expected --home FOLDER.');
  const rows = Number(values.rows ?? 100_000);
  await using database = await openDatabase({
    home: values.home,
    applicationName: 'seed',
    url: process.env.DATABASE_URL,
  });
  const startedAt = performance.now();
  await seedCorpus(database, { rows });
  console.log(`${rows} tasks in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}
