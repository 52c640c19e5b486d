/** The corpus as parquet, read back by `datasets.load_dataset` where it is installed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { draftId, splitOf, type Draft } from '@touchstone/contracts';
import type { ExportSource } from '../src/export/export-source.ts';
import { exportHf, type HfManifest } from '../src/export/hf/hf.ts';
import { readerPython } from './readers/reader-python.ts';
import { sourceOf } from './support/drafts-as-corpus.ts';
import { drawDrafts, openWebs } from './support/drawn-drafts.ts';
import { allOrders, ordersDraft } from './verifiers/orders/orders-draft.ts';

const { python, skip } = readerPython('datasets');

interface Read {
  configs: Record<
    string,
    Record<string, { rows: Record<string, string>[]; columns: Record<string, string> }>
  >;
  streamed: number;
}

describe('a corpus as a Hugging Face dataset', () => {
  const webs = openWebs();
  let out: string;
  let drafts: Draft[];
  let manifest: HfManifest;
  const options = { filter: {}, shardSize: 7, withSecrets: true };

  before(async () => {
    out = join(await mkdtemp(join(tmpdir(), 'touchstone-hf-')), 'export');
    drafts = [
      ...allOrders.map((orders) => ordersDraft(orders, { differential: false })),
      ...(await drawDrafts('interpreter', 30, webs)),
      ...(await drawDrafts('general', 8, webs)),
    ];
    manifest = await exportHf(bySplit(drafts), { ...options, out });
  });
  after(async () => {
    webs[Symbol.dispose]();
    await rm(join(out, '..'), { recursive: true, force: true });
  });

  test('the card names every file by its split, every licence and what was certified', async () => {
    const card = await readFile(join(out, 'README.md'), 'utf8');
    const front = parse(card.split('---\n')[1] ?? '') as {
      configs: { config_name: string; data_files: { split: string; path: string }[] }[];
    };
    assert.deepEqual(
      front.configs.map(({ config_name }) => config_name),
      ['default', 'secrets'],
    );
    assert.deepEqual(
      front.configs[0]?.data_files.map(({ split }) => split).sort(),
      Object.keys(manifest.splits).sort(),
    );
    for (const { task } of drafts) assert.ok(card.includes(`\`${task.licence.spdx}\``), task.licence.spdx);
    assert.match(card, /never train on it as a 0/);
    assert.equal(manifest.rows, drafts.length);
  });

  test('an export killed between two files goes on and ends with the same bytes', async () => {
    const again = join(out, '..', 'again');
    let reads = 0;
    const source = bySplit(drafts);
    const failing: ExportSource = {
      ...source,
      rows: (ids) => (reads++ > 2 ? Promise.reject(new Error('lost')) : source.rows(ids)),
    };
    await assert.rejects(exportHf(failing, { ...options, out: again }), /lost/);
    const resumed = await exportHf(source, { ...options, out: again });
    assert.deepEqual(resumed.files, manifest.files);
    assert.deepEqual((await readdir(join(again, 'data'))).sort(), (await readdir(join(out, 'data'))).sort());
    assert.equal(
      await readFile(join(again, 'ATTRIBUTION.md'), 'utf8'),
      await readFile(join(out, 'ATTRIBUTION.md'), 'utf8'),
    );
  });

  test('without secrets no file holds a secret half or the canary', async () => {
    const open = join(out, '..', 'open');
    const { secrets } = await exportHf(bySplit(drafts), { ...options, out: open, withSecrets: false });
    assert.deepEqual(secrets, []);
    for (const entry of await readdir(open, { recursive: true, withFileTypes: true })) {
      assert.notEqual(entry.name, 'secret');
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name), 'latin1');
      assert.ok(!bytes.includes('touchstone-canary'), entry.name);
      for (const { secret } of drafts) assert.ok(!bytes.includes(secret.salt), entry.name);
    }
  });

  test('load_dataset reads every row back, secrets as a configuration of their own', { skip }, () => {
    const done = spawnSync(
      python ?? '',
      [fileURLToPath(new URL('./readers/check_hf.py', import.meta.url)), out],
      {
        encoding: 'utf8',
        maxBuffer: 1e9,
        env: { PATH: '/usr/bin:/bin', HOME: join(out, '..'), HF_HUB_OFFLINE: '1', HF_DATASETS_OFFLINE: '1' },
      },
    );
    assert.equal(done.status, 0, done.stderr);
    const { configs, streamed } = JSON.parse(done.stdout) as Read;
    const rows = Object.values(configs['default'] ?? {}).flatMap((split) => split.rows);
    assert.deepEqual(rows.map(({ id }) => id).sort(), drafts.map(draftId).sort());
    for (const [split, { rows: of, columns }] of Object.entries(configs['default'] ?? {})) {
      assert.equal(of.length, manifest.splits[split as 'train']);
      assert.ok(
        Object.entries(columns).every(
          ([name, type]) => type === (name === 'tool_calls_max' ? 'int32' : 'string'),
        ),
      );
      for (const row of of) {
        const draft = drafts.find((each) => draftId(each) === row['id']) ?? assert.fail();
        assert.equal(splitOf(draft.secret.splitKey), split);
        assert.deepEqual(JSON.parse(row['task'] ?? ''), draft.task);
        assert.equal(row['instruction'], draft.task.instruction);
      }
    }
    const secrets = Object.values(configs['secrets'] ?? {}).flatMap((split) => split.rows);
    assert.equal(secrets.length, drafts.length);
    for (const { id, canary, secret } of secrets) {
      assert.match(canary ?? '', /touchstone-canary/);
      assert.deepEqual(JSON.parse(secret ?? ''), drafts.find((each) => draftId(each) === id)?.secret);
    }
    assert.equal(streamed, manifest.splits.train);
  });
});

/** `sourceOf` with the one filter that this export asks for. */
function bySplit(drafts: readonly Draft[]): ExportSource {
  const source = sourceOf(drafts);
  const wanted = new Map(drafts.map((draft) => [draftId(draft), splitOf(draft.secret.splitKey)]));
  return {
    ...source,
    ids: async (filter) =>
      (await source.ids(filter)).filter((id) => filter.splits?.includes(wanted.get(id) ?? 'train') ?? true),
  };
}
