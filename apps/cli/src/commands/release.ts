/** `touchstone release create|list|show|verify`: named, versioned sets of tasks that never change. */
import { categories, splits, type Category, type Split } from '@touchstone/contracts';
import { listReleases, type Release } from '@touchstone/db';
import {
  createRelease,
  findRelease,
  releaseName,
  releaseSource,
  rescoreRelease,
  type DriverChoice,
  type Rescoring,
} from '@touchstone/pipeline';
import { americanLicence, driverOption, examples, listOf, type AddCommand } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { shortId, table } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { withParts } from '../with-parts.ts';

interface CreateOptions {
  category?: Category[];
  split?: Split[];
  licence?: string;
  license?: string;
  run?: string;
  description: string;
  json?: boolean;
}

export const addRelease: AddCommand = (program, terminal, end) => {
  const release = program.command('release').description('named, versioned sets of tasks that never change');

  release
    .command('create')
    .description('freeze what the filters keep today, with the certificates of today')
    .argument('<release>', 'NAME@VERSION, the version semantic: my-corpus@1.2.0')
    .option('--category <names>', 'only these categories, separated by commas', listOf(categories))
    .option('--split <names>', 'only these splits, separated by commas', listOf(splits))
    .option('--licence <spdx>', '"permissive", or the SPDX expression of the tasks to keep')
    .addOption(americanLicence())
    .option('--run <name>', 'only tasks that this run published')
    .option('--description <text>', 'what it is for', '')
    .option('--json', 'the release as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone release create my-corpus@1.0.0',
        'touchstone release create open@1.0.0 --licence permissive --description "For publication"',
      ]),
    )
    .action((named: string, options: CreateOptions) =>
      withParts(terminal, async (parts) => {
        const { category, split, license, licence = license, run, description } = options;
        const { created, release: made } = await createRelease(await parts.database(), {
          release: named,
          description,
          filter: {
            ...(category && { categories: category }),
            ...(split && { splits: split }),
            ...(licence !== undefined && { licence }),
            ...(run !== undefined && { run }),
          },
          now: new Date(),
          signal: terminal.signal,
        });
        if (options.json) return terminal.json({ created, ...made });
        terminal.line(
          `${named}: ${made.tasks} tasks, digest ${made.digest}${created ? '' : ' (it was there already, the same)'}`,
        );
      }),
    );

  release
    .command('list')
    .description('list releases, the newest first')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', examples(['touchstone release list', 'touchstone release list --json']))
    .action((options: { json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const all = await listReleases((await parts.database()).verify);
        if (options.json) return all.forEach((each) => terminal.json(each));
        if (all.length === 0)
          return terminal.line('There is no release. "touchstone release create NAME@1.0.0" makes one.');
        terminal.line(table([['release', 'tasks', 'made', 'digest', 'description'], ...all.map(rowOf)]));
      }),
    );

  release
    .command('show')
    .description('show a release with the ids of its tasks')
    .argument('<release>', 'NAME@VERSION')
    .option('--json', 'the release and the ids as JSON')
    .addHelpText('after', examples(['touchstone release show my-corpus@1.0.0']))
    .action((named: string, options: { json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const database = await parts.database();
        const found = await findRelease(database.verify, named);
        const ids = await (await releaseSource(database, found)).ids({});
        if (options.json) return terminal.json({ ...found, ids });
        terminal.line(table([['release', 'tasks', 'made', 'digest', 'description'], rowOf(found)]));
        terminal.line(`made with: ${JSON.stringify(found.filter)}`);
        for (const id of ids) terminal.line(id);
      }),
    );

  release
    .command('verify')
    .description(
      'score its references and trials again: equal rewards (exit code 0), others (1), no verdicts (3)',
    )
    .argument('<release>', 'NAME@VERSION')
    .addOption(driverOption())
    .option('--json', 'what was compared and what differs, as JSON')
    .addHelpText(
      'after',
      examples(['touchstone release verify my-corpus@1.0.0', 'touchstone release verify open@1.0.0 --json']),
    )
    .action((named: string, options: { driver: DriverChoice; json?: boolean }) =>
      withParts(terminal, async (parts) => {
        terminal.sayHowToGoOn('Run the same command again: scores that were kept are compared again.');
        const rescoring = await rescoreRelease(parts, {
          release: named,
          driver: options.driver,
          signal: terminal.signal,
          report: ({ done, total }) => done % 100 === 0 && terminal.note(`${done} of ${total} tasks scored`),
        });
        end(codeOf(rescoring));
        if (options.json) return terminal.json(rescoring);
        sayRescoring(terminal, rescoring);
      }),
    );
};

function rowOf(release: Release): string[] {
  return [
    releaseName(release),
    String(release.tasks),
    release.createdAt.toISOString().slice(0, 16).replace('T', ' '),
    release.digest.slice(0, 12),
    release.description,
  ];
}

function codeOf({ different, abstained }: Rescoring): number {
  if (different.length > 0) return exitCodes.no;
  return abstained.length > 0 ? exitCodes.incomplete : exitCodes.done;
}

function sayRescoring(terminal: Terminal, rescoring: Rescoring): void {
  const { release, tasks, scored, compared, different, abstained, driver } = rescoring;
  const first = scored - compared;
  terminal.line(
    `${release} on ${driver}: ${tasks} tasks, ${scored} trials scored, ${different.length} with another reward than before`,
  );
  if (first > 0)
    terminal.line(`${first} were scored for the first time, against what their certificates say; kept.`);
  for (const { id, trial, before, after } of different)
    terminal.line(`  ${shortId(id)} ${trial}: ${before}, now ${after}`);
  for (const { id, trial, why } of abstained)
    terminal.line(`  no verdict on ${shortId(id)} ${trial}: ${why}`);
}
