/** JSON as a Python literal, written as `repr` writes it: what a user pastes and what the prompt prints look alike. */
import type { Json } from '@touchstone/contracts';

export function pythonLiteral(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return pythonText(value);
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  const entries = Object.entries(value).map(([key, one]) => `${pythonText(key)}: ${pythonLiteral(one)}`);
  return `{${entries.join(', ')}}`;
}

export function pythonText(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replaceAll('\u00a0', '\\xa0');
  return escaped.includes("'") && !escaped.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`;
}

/** A name or number of a scenario as it stands in code, without quotes. */
export function bare(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
