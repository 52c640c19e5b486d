/** `touchstone export`: the corpus as files that trainers read. */
import { categories, splits, type Category, type Hash, type Split } from '@touchstone/contracts';
import {
  corpusSource,
  exportDirectory,
  exportHarbor,
  exportHf,
  exportJsonLines,
  findRelease,
  parseReleaseKey,
  releaseSource,
  type HarborManifest,
} from '@touchstone/pipeline';
import { blobReader } from '@touchstone/db';
import { Option } from 'commander';
import { americanLicence, examples, listOf, positiveInteger, type AddCommand } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { withParts } from '../with-parts.ts';

const formats = ['jsonl', 'dir', 'harbor', 'hf'] as const;
type Format = (typeof formats)[number];

interface ExportCommandOptions {
  format: Format;
  out?: string;
  category?: Category[];
  split?: Split[];
  licence?: string;
  license?: string;
  run?: string;
  release?: string;
  shardSize?: number;
  withSecrets?: boolean;
  json?: boolean;
}

export const addExport: AddCommand = (program, terminal) => {
  program
    .command('export')
    .description('write the corpus in a form that trainers read (docs/exports.md); run again it goes on')
    .addOption(new Option('--format <name>', 'form of the export').choices(formats).default('jsonl'))
    .option(
      '--out <path>',
      'where to write it (default: data/export/corpus.jsonl, data/export/corpus, data/export/harbor, data/export/hf)',
    )
    .option('--category <names>', 'only these categories, separated by commas', listOf(categories))
    .option('--split <names>', 'only these splits, separated by commas', listOf(splits))
    .option('--licence <spdx>', '"permissive", or the SPDX expression of the tasks to keep')
    .addOption(americanLicence())
    .option('--run <name>', 'only tasks that this run published')
    .option('--release <name>', 'what a release holds (NAME@VERSION), with its certificates')
    .option('--shard-size <n>', 'lines a file', positiveInteger)
    .option('--with-secrets', 'also write the secret halves, into files of their own')
    .option('--json', 'print the manifest as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone export',
        'touchstone export --run quickstart --out data/export/quickstart.jsonl',
        'touchstone export --licence permissive --split train --shard-size 10000 --out data/export/train.jsonl',
        'touchstone export --with-secrets --out data/export/full.jsonl',
        'touchstone export --format dir --with-secrets --out data/export/folders',
        'touchstone export --format harbor --with-secrets --licence permissive',
        'touchstone export --format hf --release my-corpus@1.0.0 --out data/export/my-corpus',
      ]),
    )
    .action((options: ExportCommandOptions) =>
      withParts(terminal, async (parts) => {
        terminal.sayHowToGoOn('Run the same command again: the export goes on from where it stopped.');
        const database = await parts.database();
        const release = options.release === undefined ? null : parseReleaseKey(options.release);
        if (options.release !== undefined) await findRelease(database.verify, options.release);
        const source = release === null ? corpusSource(database) : await releaseSource(database, release);
        const asked = {
          filter: filterOf(options),
          withSecrets: options.withSecrets ?? false,
          report: reporter(terminal.note.bind(terminal)),
          signal: terminal.signal,
        };
        const folders = {
          blobs: blobReader(database.verify),
          openWeb: (hash: Hash) => parts.webs('auto').resolve(hash, blobReader(database.verify)),
        };
        if (options.format === 'dir') {
          const out = options.out ?? 'data/export/corpus';
          const manifest = await exportDirectory(source, { ...asked, ...folders, out });
          if (options.json) return terminal.json(manifest);
          return terminal.line(
            `${out}: ${manifest.tasks.length} tasks; README.md there says how to attempt and verify one`,
          );
        }
        if (options.format === 'harbor') {
          const out = options.out ?? 'data/export/harbor';
          const manifest = await exportHarbor(source, {
            ...asked,
            ...folders,
            ...(release && { release }),
            out,
          });
          if (options.json) return terminal.json(manifest);
          return sayHarbor(terminal, out, manifest);
        }
        if (options.format === 'hf') {
          const out = options.out ?? 'data/export/hf';
          const shardSize = options.shardSize ?? null;
          const manifest = await exportHf(source, {
            ...asked,
            ...(release && { release }),
            out,
            shardSize,
          });
          if (options.json) return terminal.json(manifest);
          return terminal.line(
            `${out}: ${manifest.rows} tasks in ${manifest.files.length} parquet files; load_dataset("${out}") reads them`,
          );
        }
        const out = options.out ?? 'data/export/corpus.jsonl';
        const manifest = await exportJsonLines(source, {
          ...asked,
          out,
          shardSize: options.shardSize ?? null,
        });
        if (options.json) return terminal.json(manifest);
        for (const file of [...manifest.files, ...manifest.secrets])
          terminal.line(`${file.file}: ${file.rows} tasks, ${file.bytes} bytes, sha256 ${file.sha256}`);
        terminal.line(
          `${manifest.name}.manifest.json, ${manifest.attribution}, ${manifest.licences.join(', ')}`,
        );
      }),
    );
};

function sayHarbor(terminal: Terminal, out: string, { tasks, refused }: HarborManifest): void {
  terminal.line(`${out}: ${tasks.length} Harbor tasks; README.md there says how to run them`);
  const reasons = new Map<string, number>();
  for (const { reason } of refused) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  for (const [reason, count] of reasons)
    terminal.line(`refused: ${count} tasks, listed in manifest.json: ${reason}`);
}

function filterOf({ category, split, license, licence = license, run, release }: ExportCommandOptions) {
  return {
    ...(category && { categories: category }),
    ...(split && { splits: split }),
    ...(licence !== undefined && { licence }),
    ...(run !== undefined && { run }),
    ...(release !== undefined && { release }),
  };
}

/** Every few seconds, so that a large export is not silent. */
function reporter(note: (text: string) => void): (progress: { written: number; total: number }) => void {
  let saidAt = performance.now();
  return ({ written, total }) => {
    if (performance.now() - saidAt < 3_000) return;
    saidAt = performance.now();
    note(`${written} of ${total} tasks written`);
  };
}
