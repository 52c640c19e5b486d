/** `touchstone web`: the frozen offline web: build it, see what is there, search and open as an agent would. */
import { InputFault, webNames, type WebName } from '@touchstone/contracts';
import type { DriverChoice } from '@touchstone/pipeline';
import { Argument, Option, type Command } from 'commander';
import { driverOption, examples, positiveInteger, type AddCommand } from '../command.ts';
import { wrap } from '../render/text.ts';
import type { Terminal } from '../terminal.ts';
import { withParts } from '../with-parts.ts';

export const addWeb: AddCommand = (program, terminal) => {
  const web = program.command('web').description('the frozen offline web that search tasks are about');
  addBuild(web, terminal);
  addList(web, terminal);
  addSearch(web, terminal);
  addOpen(web, terminal);
};

function addBuild(web: Command, terminal: Terminal): void {
  web
    .command('build')
    .description(
      'fetch the source packages, convert them in a sandbox, check the hash and index the documents',
    )
    .addArgument(new Argument('[name]', 'which web').choices(webNames).default('vital'))
    .addOption(driverOption())
    .option('--again', 'also where it is there already')
    .option('--json', 'print the web as JSON')
    .addHelpText('after', examples(['touchstone web build', 'touchstone web build whole --driver bwrap']))
    .action((name: WebName, options: { driver: DriverChoice; again?: boolean; json?: boolean }) => {
      terminal.sayHowToGoOn(`Nothing half-made was kept; run again: touchstone web build ${name}`);
      return withParts(
        terminal,
        async (parts) => {
          const built = await parts.webs(options.driver).build(name, { again: options.again ?? false });
          const { hash, documentCount } = built;
          if (options.json) return terminal.json({ name, hash, documentCount });
          terminal.line(`${name}: ${documentCount.toLocaleString('en')} documents, ${hash}`);
        },
        { say: noteSteps(terminal) },
      );
    });
}

function addList(web: Command, terminal: Terminal): void {
  web
    .command('list')
    .description('the webs there are, and which of them are built here')
    .option('--json', 'print them as JSON, one a line')
    .addHelpText('after', examples(['touchstone web list', 'touchstone web list --json']))
    .action((options: { json?: boolean }) =>
      withParts(terminal, async (parts) => {
        for (const state of await parts.webs('auto').list()) {
          if (options.json) terminal.json(state);
          else {
            const built =
              state.bytes === null
                ? `not built here: touchstone web build ${state.name}`
                : `built, ${Math.round(state.bytes / 1e6)} MB`;
            const count = state.documentCount.toLocaleString('en').padStart(8);
            terminal.line(`${state.name.padEnd(6)}${count} documents  ${state.hash}  ${built}`);
          }
        }
      }),
    );
}

function webOption(): Option {
  return new Option('--web <name>', 'which web').choices(webNames).default('vital');
}

function addSearch(web: Command, terminal: Terminal): void {
  web
    .command('search')
    .description('search a web as the tool of an agent does; words are alternatives, rare ones count most')
    .argument('<query...>', 'what to look for')
    .addOption(webOption())
    .option('--limit <n>', 'how many results', positiveInteger, 10)
    .option('--language <tag>', 'only documents in this language')
    .option('--json', 'print the results as JSON, one a line')
    .addHelpText(
      'after',
      examples([
        'touchstone web search the night watch',
        'touchstone web search phare Alexandrie --language fr --limit 3',
      ]),
    )
    .action((query: string[], options: { web: WebName; limit: number; language?: string; json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const { limit, language } = options;
        const found = await parts.webs('auto').open(options.web);
        const hits = await found.search(query.join(' '), {
          limit,
          ...(language !== undefined && { language }),
        });
        if (hits.length === 0 && !options.json) terminal.line('No documents match.');
        for (const hit of hits) {
          if (options.json) terminal.json(hit);
          else {
            terminal.line(`${hit.id}  ${hit.title}  ${hit.url}`);
            terminal.line(wrap(hit.snippet, { width: terminal.columns, indent: '    ' }));
          }
        }
      }),
    );
}

function addOpen(web: Command, terminal: Terminal): void {
  web
    .command('open')
    .description('print a document with its licence and the documents it links to')
    .argument('<id>', 'the id or the address of a document, as search prints them')
    .addOption(webOption())
    .option('--json', 'print the document as JSON')
    .addHelpText(
      'after',
      examples([
        'touchstone web open "en:The Night Watch"',
        'touchstone web open https://en.wikipedia.org/wiki/Paris --json',
      ]),
    )
    .action((id: string, options: { web: WebName; json?: boolean }) =>
      withParts(terminal, async (parts) => {
        const found = await parts.webs('auto').open(options.web);
        const document = await found.open(id);
        if (document === null)
          throw new InputFault(`The web "${options.web}" has no document ${JSON.stringify(id)}.`, {
            code: 'document-unknown',
            hint: 'Find its id: touchstone web search WORDS',
          });
        if (options.json) return terminal.json(document);
        terminal.line(`${document.title}  (${document.url})\n`);
        for (const line of document.text.trimEnd().split('\n'))
          terminal.line(wrap(line, { width: terminal.columns }));
        const targets = [...new Set(document.links.map((link) => link.document))];
        if (targets.length > 0)
          terminal.line(wrap(`Links: ${targets.join(', ')}`, { width: terminal.columns }));
        terminal.line(`\n${document.licence}: ${document.attribution}`);
      }),
    );
}

/** A line a step; of one step that counts on, a line every other second. */
function noteSteps(terminal: Terminal): (activity: string) => void {
  let step = '';
  let notedAt = -Infinity;
  return (activity) => {
    const next = activity.replace(/[\d.,]+/g, '#');
    if (next === step && performance.now() - notedAt < 2_000) return;
    step = next;
    notedAt = performance.now();
    terminal.note(`${activity} …`);
  };
}
