/** Small pieces of text that several commands print. */

/** `7 s`, `1 min 05 s`, `2 h 03 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** `3 (wrong-fails 2, no-legal-move 1)`, or `0`. */
export function refusals(refused: Readonly<Record<string, number>>): string {
  const entries = Object.entries(refused)
    .filter(([, count]) => count > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return total === 0 ? '0' : `${total} (${entries.map(([gate, count]) => `${gate} ${count}`).join(', ')})`;
}

/** How many digits of an id are shown; any unique prefix is accepted back. */
const ID_DIGITS = 12;

export function shortId(id: string): string {
  return id.slice(0, 'task_'.length + ID_DIGITS);
}

/** Words wrapped at a width, each line indented. */
export function wrap(text: string, { width, indent = '' }: { width: number; indent?: string }): string {
  return text
    .split('\n')
    .flatMap((paragraph) => {
      const lines: string[] = [];
      let line = '';
      for (const word of paragraph.split(' ')) {
        if (line !== '' && line.length + word.length + 1 > width - indent.length) {
          lines.push(line);
          line = word;
        } else line = line === '' ? word : `${line} ${word}`;
      }
      return [...lines, line];
    })
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n');
}

/** Columns padded to their widest cell; the last one is left as it is. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
