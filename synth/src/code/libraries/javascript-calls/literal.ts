/** JSON as JavaScript that a person would type: single quotes, bare keys. `{ $js }` is code, as it stands. */
import type { Json } from '@touchstone/contracts';

export function javascriptLiteral(value: Json): string {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return `[${value.map(javascriptLiteral).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (typeof value.$js === 'string') return value.$js.replace(/^\((\{.*\})\)$/s, '$1');
  const entries = Object.entries(value).map(
    ([key, one]) =>
      `${/^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__' ? key : text(key)}: ${javascriptLiteral(one)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function text(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
  return escaped.includes("'") && !escaped.includes('"')
    ? `"${escaped}"`
    : `'${escaped.replaceAll("'", "\\'")}'`;
}
