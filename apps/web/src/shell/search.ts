/** Search parameters as a person would write them: plain strings, no JSON; what is a default is left out of the address. */
import type { SearchMiddleware, SearchSchemaInput } from '@tanstack/react-router';
import { z } from 'zod';

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      (typeof value === 'string' && value !== '')
    )
      parameters.set(name, String(value));
  // Colons and slashes are legal in a query and make it readable.
  const text = parameters.toString().replaceAll('%3A', ':').replaceAll('%2F', '/');
  return text === '' ? '' : `?${text}`;
}

/** Unknown or malformed values fall back to the default: an old link still opens. Links may leave out what is a default. */
export function searchOf<S extends z.ZodRawShape>(shape: S) {
  const schema = z.object(shape);
  type Search = z.output<z.ZodObject<S>>;
  const defaults: Record<string, unknown> = schema.parse({});
  return {
    validateSearch: (search: z.input<z.ZodObject<S>> & SearchSchemaInput): Search => {
      const read = schema.safeParse(search);
      if (read.success) return read.data;
      const bad = new Set(read.error.issues.map(({ path }) => path[0]));
      return schema.parse(Object.fromEntries(Object.entries(search).filter(([name]) => !bad.has(name))));
    },
    search: { middlewares: [leaveOut<Search>(defaults)] },
  };
}

function leaveOut<Search>(defaults: Record<string, unknown>): SearchMiddleware<Search> {
  return ({ search, next }) =>
    Object.fromEntries(
      Object.entries(next(search) as Record<string, unknown>).filter(
        ([name, value]) => defaults[name] !== value,
      ),
    ) as Search;
}
