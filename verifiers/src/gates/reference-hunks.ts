/**
 * What a copy of the library would give away: the lines that the reference adds, with their neighbours, in a form that
 * white space, quotes and comments do not change. Runs that the public tree holds too are no secret. Pure.
 */
import type { Tree } from '@touchstone/contracts';

export interface ReferenceHunks {
  /** Normalised runs of lines, joined by line feeds. */
  runs: string[];
  /** Runs left out because the public tree holds them too. */
  known: number;
}

/** Lines in a run, so that a change of one line is looked for with what stands around it. */
const runLines = 3;
/** A run of brackets and short words turns up anywhere. */
const runCharactersMin = 30;
/** From this length on an added line is a run of its own. */
const lineCharactersMin = 60;

export function referenceHunks(before: Tree, after: Tree): ReferenceHunks {
  const publicText = [...before.values()].map((text) => `\n${normalised(text).join('\n')}\n`);
  const found = new Set<string>();
  let known = 0;
  for (const [path, text] of after) {
    if (before.get(path) === text) continue;
    const lines = normalised(text);
    for (const run of runsOf(lines)) {
      if (found.has(run)) continue;
      if (publicText.some((place) => place.includes(`\n${run}\n`))) known++;
      else found.add(run);
    }
  }
  return { runs: [...found], known: found.size === 0 ? known : 0 };
}

/** Every run of a file; those without a change stand in the public tree and fall out there. */
function runsOf(lines: readonly string[]): string[] {
  const windows = lines
    .slice(0, Math.max(1, lines.length - runLines + 1))
    .map((_, at) => lines.slice(at, at + runLines).join('\n'))
    .filter((run) => run.length >= runCharactersMin);
  return [...windows, ...lines.filter((line) => line.length >= lineCharactersMin)];
}

/** Lines that hold something, without white space and comments, with one kind of quote. The twin is `find_in_image.py`. */
export function normalised(text: string): string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/(^|[ \t])(#|\/\/)[^\n]*$/, '')
        .replace(/[ \t\r\f\v]/g, '')
        .replaceAll("'", '"'),
    )
    .filter((line) => line !== '');
}
