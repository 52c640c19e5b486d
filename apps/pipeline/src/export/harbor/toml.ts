/** Writes TOML: as much of it as a Harbor task needs. Root keys come first, whatever order they are given in. */

export type TomlScalar = string | number | boolean;
export type TomlValue = TomlScalar | readonly TomlScalar[] | TomlTable | readonly TomlTable[];
export interface TomlTable {
  readonly [key: string]: TomlValue;
}

export function toml(document: TomlTable): string {
  return `${tableBody(document, []).join('\n').trim()}\n`;
}

function tableBody(table: TomlTable, path: readonly string[]): string[] {
  const entries = Object.entries(table);
  const lines = entries
    .filter(([, value]) => !isTable(value) && !isTables(value))
    .map(([key, value]) => `${tomlKey(key)} = ${plain(value as TomlScalar | readonly TomlScalar[])}`);
  for (const [key, value] of entries) {
    const inner = [...path, key];
    const name = inner.map(tomlKey).join('.');
    if (isTable(value)) lines.push('', `[${name}]`, ...tableBody(value, inner));
    else if (isTables(value))
      for (const each of value) lines.push('', `[[${name}]]`, ...tableBody(each, inner));
  }
  return lines;
}

function isTable(value: TomlValue): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value);
}

function isTables(value: TomlValue): value is readonly TomlTable[] {
  return Array.isArray(value) && value.length > 0 && typeof value[0] === 'object';
}

function plain(value: TomlScalar | readonly TomlScalar[]): string {
  return typeof value === 'object' ? `[${value.map(scalar).join(', ')}]` : scalar(value);
}

/** JSON's escapes are TOML's, but for DEL, which TOML wants escaped, and lone surrogates, which it cannot say. */
function scalar(value: TomlScalar): string {
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.toWellFormed()).replaceAll('\u007f', '\\u007f');
}

const tomlKey = (key: string) => (/^[A-Za-z0-9_-]+$/.test(key) ? key : scalar(key));
