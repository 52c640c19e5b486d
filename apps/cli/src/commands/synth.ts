/** `touchstone synth`: runs a recipe until it ends; run again it goes on. */
import { families, loadRecipe } from '@touchstone/pipeline';
import { examples, positiveInteger, type AddCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { followRun } from '../follow-run.ts';
import { renderSummary } from '../render/summary.ts';

export const addSynth: AddCommand = (program, terminal, end) => {
  program
    .command('synth')
    .description(
      'run a recipe: draft, prove and publish tasks until its quotas are met; run again it goes on',
    )
    .argument('<recipe>', 'the recipe, a YAML file')
    .option('--concurrency <n>', 'items at once (default: one per core)', positiveInteger)
    .option('--json', 'print the outcome as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone synth recipes/quickstart.yaml',
        'touchstone synth recipe.yaml --concurrency 8 --json',
      ]),
    )
    .action(async (file: string, options: { concurrency?: number; json?: boolean }) => {
      const loaded = await loadRecipe(file, families);
      const again = `touchstone synth ${file}`;
      await followRun(terminal, loaded, { ...options, again }, async ({ progress, outOfTime }) => {
        if (outOfTime || progress.families.some((family) => family.givenUp || family.parked > 0))
          end(exitCodes.incomplete);
        if (options.json) return terminal.json({ ...progress, outOfTime });
        terminal.line(renderSummary(progress));
        if (outOfTime)
          terminal.line(
            `The recipe's time was up, or a curator stopped it, before its quotas were met. To go on: ${again}`,
          );
        terminal.line(`\nRead them: touchstone tasks list --run ${progress.name}`);
        terminal.line(
          `Export them: touchstone export --run ${progress.name} --out data/export/${progress.name}.jsonl`,
        );
      });
    });
};
