/** The command tree. What a command does is in `commands/`, one file each. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addCertify } from './commands/certify.ts';
import { addContamination } from './commands/contamination.ts';
import { addCorpus } from './commands/corpus.ts';
import { addDoctor } from './commands/doctor.ts';
import { addDown } from './commands/down.ts';
import { addExport } from './commands/export.ts';
import { addFamily } from './commands/family.ts';
import { addInit } from './commands/init.ts';
import { addKeys } from './commands/keys.ts';
import { addQuickstart } from './commands/quickstart.ts';
import { addRecipe } from './commands/recipe.ts';
import { addServe } from './commands/serve.ts';
import { addRelease } from './commands/release.ts';
import { addSynth } from './commands/synth.ts';
import { addTasks } from './commands/tasks.ts';
import { addVerify } from './commands/verify.ts';
import { addWeb } from './commands/web.ts';
import { addWorker } from './commands/worker.ts';
import { exitCodeTable } from './exit-codes.ts';
import type { AddCommand } from './command.ts';
import type { Terminal } from './terminal.ts';

const commands: readonly AddCommand[] = [
  addQuickstart,
  addInit,
  addRecipe,
  addFamily,
  addSynth,
  addWorker,
  addTasks,
  addVerify,
  addCertify,
  addContamination,
  addRelease,
  addCorpus,
  addExport,
  addServe,
  addKeys,
  addWeb,
  addDoctor,
  addDown,
];

export function createProgram(terminal: Terminal, end: (exitCode: number) => void): Command {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const program = new Command('touchstone')
    .description('Synthesizes tasks that train agents, and proves each one before anyone trains on it.')
    .version(version)
    .option('--debug', 'print the stack of an error')
    .showHelpAfterError('(--help shows what there is, with examples)')
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      'after',
      () => `\nExit codes:\n${exitCodeTable.map(([code, text]) => `  ${String(code).padStart(3)}  ${text}`).join('\n')}
\nFirst steps:\n  $ touchstone quickstart\n  $ touchstone init && touchstone synth recipe.yaml`,
    );
  for (const add of commands) add(program, terminal, end);
  inheritSettings(program);
  return program;
}

/** Commander copies settings only to commands made by `.command()` after them; nested ones are reached here. */
function inheritSettings(command: Command): void {
  for (const child of command.commands) {
    child.copyInheritedSettings(command);
    inheritSettings(child);
  }
}
