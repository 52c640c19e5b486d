/** `touchstone contamination`: which tasks share long runs of words with lists that the user names. */
import { categories, type Category } from '@touchstone/contracts';
import { readRun } from '@touchstone/db';
import { findContamination } from '@touchstone/pipeline';
import { examples, listOf, positiveInteger, type AddCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { shortId, table } from '../render/text.ts';
import { withParts } from '../with-parts.ts';

interface Options {
  against: string[];
  words?: number;
  category?: Category[];
  run?: string;
  json?: boolean;
}

/** More rows than this nobody reads; `--json` has all. */
const rowsShownMax = 40;

export const addContamination: AddCommand = (program, terminal, end) => {
  program
    .command('contamination')
    .description('which tasks share runs of words with these lists: none (exit code 0), some (1)')
    .requiredOption('--against <files...>', 'lists: JSON lines, or plain text with an entry a line')
    .option('--words <n>', 'length of a run in words (13)', positiveInteger)
    .option('--category <names>', 'only these categories, separated by commas', listOf(categories))
    .option('--run <name>', 'only tasks that this run published')
    .option('--json', 'the whole report as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone contamination --against swebench.jsonl gsm8k.jsonl',
        'touchstone contamination --against benchmark.txt --words 8 --category search --json',
      ]),
    )
    .action((options: Options) =>
      withParts(terminal, async (parts) => {
        const { verify } = await parts.database();
        const run = options.run === undefined ? undefined : (await readRun(verify, options.run)).id;
        const report = await findContamination(parts, {
          lists: options.against,
          filter: { categories: options.category, run },
          ...(options.words !== undefined && { words: options.words }),
          signal: terminal.signal,
        });
        if (report.shared.length > 0) end(exitCodes.no);
        if (options.json) return terminal.json(report);
        const lists = Object.entries(report.entries).map(([name, count]) => `${name} (${count})`);
        const touched = new Set(report.shared.map(({ task }) => task)).size;
        terminal.line(
          `${touched} of ${report.tasks} tasks share a run of ${report.words} words with ${lists.join(', ')}.`,
        );
        if (report.shared.length === 0) return;
        const rows = report.shared
          .slice(0, rowsShownMax)
          .map(({ task, list, entry, shared, of, example }) => [
            shortId(task),
            `${list}:${entry}`,
            `${shared}/${of}`,
            example.slice(0, Math.max(20, terminal.columns - 70)),
          ]);
        terminal.line(table([['id', 'entry', 'shared', 'first run'], ...rows]));
        const left = report.shared.length - rowsShownMax;
        if (left > 0) terminal.line(`… and ${left} more: --json has all.`);
      }),
    );
};
