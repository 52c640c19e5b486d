/** `touchstone corpus diff`: what lies between two releases, or between one and the corpus as it is. */
import { diffCorpora } from '@touchstone/pipeline';
import { examples, type AddCommand } from '../command.ts';
import { shortId } from '../render/text.ts';
import { withParts } from '../with-parts.ts';

export const addCorpus: AddCommand = (program, terminal) => {
  const corpus = program.command('corpus').description('compare sets of tasks');
  corpus
    .command('diff')
    .description('list tasks that were added, retired, or whose certificates answer otherwise')
    .argument('<before>', 'NAME@VERSION, or "corpus" for what is there now')
    .argument('<after>', 'NAME@VERSION, or "corpus"')
    .option('--json', 'the difference as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone corpus diff my-corpus@1.0.0 my-corpus@1.1.0',
        'touchstone corpus diff my-corpus@1.1.0 corpus --json',
      ]),
    )
    .action((before: string, after: string, options: { json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const diff = await diffCorpora(await parts.database(), before, after);
        if (options.json) return terminal.json(diff);
        terminal.line(
          `${before} to ${after}: ${diff.added.length} added, ${diff.retired.length} retired, ${diff.flipped.length} flipped, ${diff.kept} in both`,
        );
        for (const id of diff.added) terminal.line(`+ ${id}`);
        for (const id of diff.retired) terminal.line(`- ${id}`);
        for (const { id, answers } of diff.flipped)
          terminal.line(
            `~ ${shortId(id)} ${answers.map((answer) => `${answer.gate}: ${answer.before}, now ${answer.after}`).join('; ')}`,
          );
      }),
    );
};
