/** `touchstone down`: stops the embedded database, whoever uses it. */
import { stopEmbedded } from '@touchstone/db';
import { readConfig } from '@touchstone/pipeline';
import { examples, type AddCommand } from '../command.ts';

export const addDown: AddCommand = (program, terminal) => {
  program
    .command('down')
    .description('stop the embedded database; what it holds stays')
    .addHelpText('after', examples(['touchstone down']))
    .action(async () => {
      const stopped = await stopEmbedded({ home: readConfig().home });
      terminal.line(stopped ? 'The embedded database was stopped.' : 'No embedded database was running.');
    });
};
