/** `touchstone worker`: works on whatever runs of this database want, until it is stopped. */
import { readConfig, work } from '@touchstone/pipeline';
import { examples, positiveInteger, type AddCommand } from '../command.ts';
import { shortId } from '../render/text.ts';
import { withParts } from '../with-parts.ts';

export const addWorker: AddCommand = (program, terminal) => {
  program
    .command('worker')
    .description('take jobs of every run in the database until stopped; start as many as you like')
    .option('--concurrency <n>', 'items at once (default: one per core)', positiveInteger)
    .option('--json', 'print each outcome as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone worker',
        'DATABASE_URL=postgres://… TOUCHSTONE_SALT_KEY=… touchstone worker --concurrency 8',
      ]),
    )
    .action((options: { concurrency?: number; json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const concurrency = options.concurrency ?? readConfig().concurrency;
        terminal.sayHowToGoOn('What was in hand goes back to the queue; start a worker again at any time.');
        terminal.note(`Working on ${concurrency} items at a time. Ctrl-C stops cleanly.`);
        await work(parts, {
          concurrency,
          onOutcome: (outcome) => {
            const { family, item, status } = outcome;
            if (options.json) return terminal.json({ family, item, status });
            const why =
              outcome.status === 'certified'
                ? shortId(outcome.certificate.key.task)
                : `${outcome.code}: ${outcome.reason}`;
            terminal.line(`${family} item ${item} ${status}: ${why}`);
          },
          signal: terminal.signal,
        });
      }),
    );
};
