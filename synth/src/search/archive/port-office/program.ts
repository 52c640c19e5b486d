/** Programs that ask a port office: `port.py` before the family's own source. */
import type { JsonObject, Program, Trials } from '@touchstone/contracts';
import { pythonFile } from '../../../interpreter/program.ts';
import { searchProgram } from '../../draft.ts';

const dates = pythonFile('../dates.py', import.meta.url);
const port = pythonFile('port.py', import.meta.url);

export function portProgram(python: string, data: JsonObject, about: { name: string; how: string }): Program {
  return searchProgram([dates, port, python], data, about);
}

/** A solver that leaves a step out. `fails` is said only where the mistake is known to change the answer. */
export function shortcut(
  python: string,
  data: JsonObject,
  { name, how, skip, fails }: { name: string; how: string; skip: string[]; fails: boolean },
): Trials['solvers'][number] {
  return {
    ...portProgram(python, { ...data, skip }, { name, how }),
    expect: fails ? 'fails' : 'unknown',
  };
}
