/** Documents as their canonical text goes in, and as they come out again: parsed by their schema, since bytes enter here. */
import { Fault } from '@touchstone/contracts';
import type { z } from 'zod';

/** Throws a `Fault` (`document-invalid`) that names the row when the text does not fit: the database was changed by hand. */
export function parseDocument<T>(schema: z.ZodType<T>, text: string, of: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault(`The stored document of ${of} does not have the form that this version expects.`, {
      code: 'document-invalid',
      boundary: 'database',
      retryable: false,
      hint: 'It was written by another version of Touchstone or changed by hand.',
      cause,
    });
  }
}
