/** `touchstone family list`: the generators that exist. */
import { families } from '@touchstone/pipeline';
import { examples, type AddCommand } from '../command.ts';

export const addFamily: AddCommand = (program, terminal) => {
  program
    .command('family')
    .description('the generators of tasks')
    .command('list')
    .description('list the families with what they make and need')
    .option('--json', 'print them as JSON')
    .addHelpText('after', examples(['touchstone family list', 'touchstone family list --json']))
    .action((options: { json?: boolean }) => {
      const listed = families.map(({ id, version, category, title, needs, sources }) => ({
        id,
        version,
        category,
        title,
        needs,
        sources,
      }));
      if (options.json) return terminal.json(listed);
      const width = Math.max(0, ...listed.map((family) => family.id.length));
      for (const family of listed)
        terminal.line(`${family.id.padEnd(width)}  v${family.version}  ${family.title}`);
    });
};
