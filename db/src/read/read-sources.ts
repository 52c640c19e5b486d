/** What is known of every source taken in. */
import { sourceSchema, type Source } from '@touchstone/contracts';
import { asc } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { parseDocument } from '../documents.ts';
import { sources } from '../schema/sources.ts';

export async function readSources(connection: Connection): Promise<Source[]> {
  const rows = await connection.run((sql) =>
    sql.select({ id: sources.id, document: sources.document }).from(sources).orderBy(asc(sources.id)),
  );
  return rows.map(({ id, document }) => parseDocument(sourceSchema, document, `source ${id}`));
}
