/** Programs that ask a port office: `port.py` before the family's own source. */
import { readFileSync } from 'node:fs';
import type { Json, Program, Trials } from '@touchstone/contracts';
import { archiveProgram } from '../draft.ts';

const port = readFileSync(new URL('./port.py', import.meta.url), 'utf8');

export function portProgram(
  python: string,
  data: { [key: string]: Json },
  about: { name: string; how: string },
): Program {
  return archiveProgram(`${port}\n\n${python}`, data, about);
}

/** A solver that leaves a step out. `fails` is said only where the mistake is known to change the answer. */
export function shortcut(
  python: string,
  data: { [key: string]: Json },
  { name, how, skip, fails }: { name: string; how: string; skip: string[]; fails: boolean },
): Trials['solvers'][number] {
  return {
    ...portProgram(python, { ...data, skip }, { name, how }),
    expect: fails ? 'fails' : 'unknown',
  };
}
