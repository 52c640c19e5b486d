/** What every command is built from. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** Adds one command to the program. `end` sets the exit code where it is not 0; errors are thrown. */
export type AddCommand = (program: Command, terminal: Terminal, end: (exitCode: number) => void) => void;

/** Examples below `--help`; each runs as it stands, apart from ids. */
export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError(`Expected a whole number of at least 1, got "${text}".`);
  return value;
}

/** `a,b` as a list; each must be one of `allowed`. */
export function listOf<T extends string>(allowed: readonly T[]): (text: string) => T[] {
  return (text) =>
    text.split(',').map((part) => {
      const value = allowed.find((each) => each === part.trim());
      if (value === undefined)
        throw new InvalidArgumentError(`Expected one or more of ${allowed.join(', ')}, got "${part}".`);
      return value;
    });
}

export function driverOption(): Option {
  return new Option('--driver <name>', 'where sandboxes come from')
    .choices(['auto', 'docker', 'bwrap', 'embedded'])
    .default('auto');
}

/** `--license` means `--licence`; the help shows one of the two. */
export function americanLicence(): Option {
  return new Option('--license <spdx>', 'as --licence').hideHelp();
}
