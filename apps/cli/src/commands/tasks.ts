/** `touchstone tasks list|show`. */
import { categories, splits, type Category, type Split } from '@touchstone/contracts';
import { listTasks, readRun } from '@touchstone/db';
import { explain, showTask } from '@touchstone/pipeline';
import { examples, listOf, positiveInteger, type AddCommand } from '../command.ts';
import { renderTask } from '../render/task.ts';
import { shortId, table } from '../render/text.ts';
import { withParts } from '../with-parts.ts';

interface ListOptions {
  category?: Category[];
  split?: Split[];
  run?: string;
  text?: string;
  limit: number;
  after?: string;
  json?: boolean;
}

export const addTasks: AddCommand = (program, terminal) => {
  const tasks = program.command('tasks').description('look at the tasks in the corpus');

  tasks
    .command('list')
    .description('list tasks in the order of their ids')
    .option('--category <names>', 'only these categories, separated by commas', listOf(categories))
    .option('--split <names>', 'only these splits, separated by commas', listOf(splits))
    .option('--run <name>', 'only tasks that this run published')
    .option('--text <text>', 'only tasks whose public half contains this')
    .option('--limit <n>', 'at most so many', positiveInteger, 20)
    .option('--after <id>', 'go on behind this id')
    .option('--json', 'one JSON object a line')
    .addHelpText(
      'after',
      examples([
        'touchstone tasks list',
        'touchstone tasks list --category general --split train --limit 100',
        'touchstone tasks list --run quickstart --json',
      ]),
    )
    .action((options: ListOptions) =>
      withParts(terminal, async (parts) => {
        const { verify } = await parts.database();
        const run = options.run === undefined ? undefined : (await readRun(verify, options.run)).id;
        const filter = { categories: options.category, splits: options.split, run, text: options.text };
        const page = await listTasks(verify, filter, { limit: options.limit, after: options.after });
        if (options.json) return page.tasks.forEach((task) => terminal.json(task));
        if (page.tasks.length === 0)
          return terminal.line('There is no such task. "touchstone synth RECIPE" makes some.');
        const rows = page.tasks.map((task) => [
          shortId(task.id),
          task.category,
          task.split,
          task.certificates.map((certificate) => certificate.driver).join('+'),
          task.preview.slice(0, Math.max(20, terminal.columns - 60)),
        ]);
        terminal.line(table([['id', 'category', 'split', 'proven on', 'instruction'], ...rows]));
        if (page.next !== null) terminal.line(`More: --after ${page.next}`);
      }),
    );

  tasks
    .command('show')
    .description('show a task with its certificate')
    .argument('<task>', 'id, or a beginning of it that no other id has')
    .option('--json', 'the public half and its certificates as JSON')
    .addHelpText(
      'after',
      examples(['touchstone tasks show task_0123456789ab', 'touchstone tasks show 01 --json']),
    )
    .action((id: string, options: { json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const database = await parts.database();
        const shown = await showTask(database, id);
        if (options.json) return terminal.json(shown);
        terminal.line(renderTask(shown, terminal.columns));
        for (const certificate of shown.certificates)
          terminal.line(`\n${await explain(database, certificate)}`);
      }),
    );
};
