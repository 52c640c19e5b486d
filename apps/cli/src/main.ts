/** `touchstone`: parses the command line, runs one command, turns what it throws into a sentence and an exit code. */
import { CommanderError } from 'commander';
import { exitCodeOf, exitCodes, isAbort } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { renderError } from './render/errors.ts';
import { processTerminal, type Terminal } from './terminal.ts';

async function main(terminal: Terminal, argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.done;
  const program = createProgram(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return terminal.signal.aborted ? stopped(terminal) : exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return exitCodeOf(error);
    if (isAbort(error) || terminal.signal.aborted) return stopped(terminal);
    terminal.note(renderError(error, program.opts<{ debug?: boolean }>().debug ?? false));
    return exitCodeOf(error);
  }
}

function stopped(terminal: Terminal): number {
  terminal.note(`Stopped. ${terminal.howToGoOn ?? 'Run the same command again to go on.'}`);
  return exitCodes.interrupted;
}

const terminal = processTerminal();
process.exitCode = await main(terminal, process.argv.slice(2));
