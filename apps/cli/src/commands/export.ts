/** `touchstone export`: the corpus as files that trainers read. */
import { categories, splits, type Category, type Split } from '@touchstone/contracts';
import { corpusSource, exportJsonLines } from '@touchstone/pipeline';
import { Option } from 'commander';
import { examples, listOf, positiveInteger, type AddCommand } from '../command.ts';
import { withParts } from '../with-parts.ts';

interface ExportCommandOptions {
  format: 'jsonl';
  out: string;
  category?: Category[];
  split?: Split[];
  licence?: string;
  run?: string;
  shardSize?: number;
  withSecrets?: boolean;
  json?: boolean;
}

export const addExport: AddCommand = (program, terminal) => {
  program
    .command('export')
    .description(
      'write the corpus as JSON lines with manifest, licences and attribution; run again it goes on',
    )
    .addOption(new Option('--format <name>', 'form of the export').choices(['jsonl']).default('jsonl'))
    .option('--out <file>', 'where to write it', 'data/export/corpus.jsonl')
    .option('--category <names>', 'only these categories, separated by commas', listOf(categories))
    .option('--split <names>', 'only these splits, separated by commas', listOf(splits))
    .option('--licence <spdx>', '"permissive", or the SPDX expression of the tasks to keep')
    .option('--run <name>', 'only tasks that this run published')
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
      ]),
    )
    .action((options: ExportCommandOptions) =>
      withParts(terminal, async (parts) => {
        const { out, category, split, licence, run } = options;
        terminal.sayHowToGoOn('Run the same command again: the export goes on from where it stopped.');
        const manifest = await exportJsonLines(corpusSource(await parts.database()), {
          out,
          filter: {
            ...(category && { categories: category }),
            ...(split && { splits: split }),
            ...(licence !== undefined && { licence }),
            ...(run !== undefined && { run }),
          },
          shardSize: options.shardSize ?? null,
          withSecrets: options.withSecrets ?? false,
          report: reporter(terminal.note.bind(terminal)),
          signal: terminal.signal,
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

/** Every few seconds, so that a large export is not silent. */
function reporter(note: (text: string) => void): (progress: { written: number; total: number }) => void {
  let saidAt = performance.now();
  return ({ written, total }) => {
    if (performance.now() - saidAt < 3_000) return;
    saidAt = performance.now();
    note(`${written} of ${total} tasks written`);
  };
}
