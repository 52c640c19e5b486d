/**
 * A command line without a shell, where a sandbox has none: words and quotes, and one of the programs that are there.
 * Anything else is refused in words that say what works.
 */

const programs = new Set(['python3', 'python', 'pytest', 'node', 'tape']);

/** The arguments, or why the line cannot be run. */
export function plainCommand(line: string): [string, ...string[]] | { refused: string } {
  const words = splitWords(line.trim());
  const [program, ...rest] = words ?? [];
  if (program === undefined || !programs.has(program))
    return {
      refused:
        'This sandbox (embedded) has no shell. It runs one program a call, without pipes, redirections, variables or ' +
        `patterns: ${[...programs].join(', ')}. Use read_file, write_file, edit_file and search_files for files. ` +
        'A sandbox with a shell needs Docker or bubblewrap.',
    };
  if (program === 'pytest') return ['python3', '-m', 'pytest', ...rest];
  return [program, ...rest];
}

/** Null where the line needs a shell to be understood. */
function splitWords(line: string): string[] | null {
  const words: string[] = [];
  const word = /\s*((?:[^\s"'\\|&;<>()$`*?[\]{}~#!]|\\.|'[^']*'|"(?:[^"\\$`]|\\.)*")+)/sy;
  while (word.lastIndex < line.length) {
    const found = word.exec(line)?.[1];
    if (found === undefined) return null;
    words.push(unquote(found));
  }
  return words;
}

function unquote(word: string): string {
  return word.replace(/'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs, (_, single, double, escaped) => {
    if (typeof single === 'string') return single;
    if (typeof double === 'string') return double.replace(/\\(["\\$`])/g, '$1');
    return String(escaped);
  });
}
