/** `touchstone recipe check|fields`. */
import { describeRecipe, families, loadRecipe } from '@touchstone/pipeline';
import { examples, type AddCommand } from '../command.ts';

export const addRecipe: AddCommand = (program, terminal) => {
  const recipe = program.command('recipe').description('check a recipe; print what a recipe may say');

  recipe
    .command('check')
    .description('say whether a recipe is usable, and what it would make')
    .argument('<file>', 'the recipe')
    .option('--json', 'print the recipe with its defaults and quotas as JSON')
    .addHelpText('after', examples(['touchstone recipe check recipes/quickstart.yaml']))
    .action(async (file: string, options: { json?: boolean }) => {
      const loaded = await loadRecipe(file, families);
      const quotas = loaded.quotas.map(({ family, tasks }) => ({
        family: family.id,
        category: family.category,
        tasks,
      }));
      if (options.json) return terminal.json({ recipe: loaded.recipe, quotas });
      terminal.line(`${file} is usable. It would make:`);
      for (const { family, tasks } of quotas) terminal.line(`  ${String(tasks).padStart(6)}  ${family}`);
    });

  recipe
    .command('fields')
    .description('print every field of a recipe with its meaning')
    .option('--json', 'print them as JSON')
    .addHelpText('after', examples(['touchstone recipe fields']))
    .action((options: { json?: boolean }) => {
      if (options.json) return terminal.json(describeRecipe());
      for (const { field, type, required, default: value, doc } of describeRecipe()) {
        terminal.line(
          `${field} (${type}${required ? ', required' : value === null ? '' : `, default ${value}`})`,
        );
        if (doc) terminal.line(`    ${doc}`);
      }
    });
};
