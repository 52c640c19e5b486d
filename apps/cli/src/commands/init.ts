/** `touchstone init`: writes a commented recipe that runs as it stands. */
import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { InputFault } from '@touchstone/contracts';
import { families, recipeTemplate } from '@touchstone/pipeline';
import { examples, type AddCommand } from '../command.ts';

export const addInit: AddCommand = (program, terminal) => {
  program
    .command('init')
    .description('write a commented recipe to begin with')
    .argument('[file]', 'where to write it', 'recipe.yaml')
    .option('--force', 'overwrite an existing file')
    .addHelpText('after', examples(['touchstone init', 'touchstone init recipes/mine.yaml']))
    .action(async (file: string, options: { force?: boolean }) => {
      const name = basename(file, extname(file))
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]+/g, '-')
        .replace(/^-+/, '');
      await writeFile(file, recipeTemplate(name || 'recipe', families), {
        flag: options.force ? 'w' : 'wx',
      }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
        throw new InputFault(`${file} exists already and was left as it is.`, {
          code: 'file-exists',
          hint: 'Give another name, or --force to overwrite it.',
        });
      });
      terminal.line(`Wrote ${file}. Next: touchstone synth ${file}`);
    });
};
