/** Reads a table of a verified source package, and writes one as a file of a task. */
import { refusal, type Game, type Licence, type Refusal, type Source } from '@touchstone/contracts';
import { parse } from 'csv-parse/sync';

/** Rows as text, by column name. */
export type TextRow = Readonly<Record<string, string>>;

export interface ReadTable {
  rows: readonly TextRow[];
  source: Source;
  /** For example `npm:vega-datasets@3.2.1/data/weather.csv`. */
  name: string;
}

/** Parsing a megabyte takes longer than drafting from it; the text of a pinned file never changes. */
const parsed = new Map<string, readonly TextRow[]>();

export async function readTable(game: Game, source: string, path: string): Promise<ReadTable> {
  const file = await game.tables.read(source, path);
  const name = file.source.id;
  let rows = parsed.get(name);
  if (!rows) parsed.set(name, (rows = parse<TextRow>(file.text, { columns: true, skipEmptyLines: true })));
  return { rows, source: file.source, name };
}

/** Comma-separated text (RFC 4180) with a header line, as bytes. */
export function csvFile(
  path: string,
  columns: readonly string[],
  rows: readonly TextRow[],
): { path: string; bytes: Uint8Array } {
  const field = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return {
    path,
    bytes: new TextEncoder().encode(lines.map((line) => line.map(field).join(',') + '\n').join('')),
  };
}

/**
 * Licence of a task over one table: works of the United States government and CC0 tables set no terms, so the task stands
 * under this repository's own licence; other tables are not taken by these families.
 */
export function tableLicence({ name, source }: ReadTable): Licence | Refusal {
  if (!['LicenseRef-US-Government-Work', 'LicenseRef-Public-Domain', 'CC0-1.0'].includes(source.spdx))
    return refusal('licence', `${name} stands under ${source.spdx}, which these families do not combine.`);
  return {
    spdx: 'Apache-2.0',
    sources: [
      { source: name, spdx: source.spdx, attribution: source.attribution },
      { source: 'touchstone:generator', spdx: 'Apache-2.0', attribution: 'Touchstone' },
    ],
  };
}
