/** `touchstone quickstart`: what `npm run quickstart` runs. From nothing to proven tasks of each category, exported. */
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';
import { listTasks } from '@touchstone/db';
import {
  corpusSource,
  explain,
  exportJsonLines,
  families,
  loadRecipe,
  showTask,
  type BuiltCorpus,
  type Parts,
} from '@touchstone/pipeline';
import { examples, type AddCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { followRun } from '../follow-run.ts';
import { renderSummary } from '../render/summary.ts';
import { renderTask } from '../render/task.ts';
import { duration } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

export const addQuickstart: AddCommand = (program, terminal, end) => {
  program
    .command('quickstart')
    .description('make and prove ten tasks of each category, export them, and show one of each')
    .addHelpText('after', examples(['touchstone quickstart']))
    .action(async () => {
      const startedAt = performance.now();
      const loaded = await loadRecipe(join(root, 'recipes/quickstart.yaml'), families);
      await followRun(terminal, loaded, { again: 'npm run quickstart' }, async (built, parts) => {
        if (built.progress.families.some((family) => family.givenUp)) end(exitCodes.incomplete);
        await report(terminal, built, parts);
        terminal.line(`\nDone in ${duration((performance.now() - startedAt) / 1000)}.`);
      });
    });
};

async function report(terminal: Terminal, { progress }: BuiltCorpus, parts: Parts): Promise<void> {
  const database = await parts.database();
  const out = join(root, 'data/export/quickstart.jsonl');
  const manifest = await exportJsonLines(corpusSource(database), {
    out,
    filter: { run: progress.run },
    shardSize: null,
    withSecrets: false,
    signal: terminal.signal,
  });
  for (const category of Object.keys(manifest.counts.category)) {
    const filter = { run: progress.run, categories: [category as 'general'] };
    const [first] = (await listTasks(database.verify, filter, { limit: 1 })).tasks;
    if (!first) continue;
    const shown = await showTask(database, first.id);
    terminal.line(`── one ${category} task ${'─'.repeat(40)}`);
    terminal.line(renderTask(shown, terminal.columns));
    for (const certificate of shown.certificates)
      terminal.line(`\n${await explain(database, certificate)}\n`);
  }
  terminal.line('── summary ──');
  terminal.line(renderSummary(progress));
  const where = relative(process.cwd(), out);
  terminal.line(`\n${manifest.rows} tasks in ${where}, with ${where.replace(/\.jsonl$/, '.manifest.json')}`);
  terminal.line('To see them: npx touchstone serve, then open http://127.0.0.1:4400/tasks');
  terminal.line('Next: touchstone tasks list · touchstone tasks show ID · touchstone init');
}
