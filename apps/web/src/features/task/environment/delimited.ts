/** First rows of delimited text (RFC 4180: quotes, doubled quotes, line breaks inside quotes). For looking, not for computing. */
export interface FirstRows {
  header: string[];
  rows: string[][];
  /** Lines without the header, as a count of rows. */
  lines: number;
}

export function separatorOf(path: string): string | null {
  if (/\.csv$/i.test(path)) return ',';
  return /\.(tsv|tab)$/i.test(path) ? '\t' : null;
}

export function firstRows(text: string, separator: string, rowsMax = 50): FirstRows {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const endRow = () => {
    row.push(cell);
    cell = '';
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length && rows.length <= rowsMax; at++) {
    const character = text[at] as string;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === separator) {
      row.push(cell);
      cell = '';
    } else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  if (rows.length <= rowsMax && (cell !== '' || row.length > 0)) endRow();
  const [header = [], ...others] = rows;
  const lines = text.split('\n').filter((line) => line.trim() !== '').length - 1;
  return { header, rows: others.slice(0, rowsMax), lines: Math.max(0, lines) };
}
