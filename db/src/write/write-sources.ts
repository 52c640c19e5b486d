/** Takes sources in, or renews what is known of them. */
import { canonicalJson, type Source } from '@touchstone/contracts';
import { sql as raw } from 'drizzle-orm';
import type { Connection } from '../connection.ts';
import { sources } from '../schema/sources.ts';

export async function writeSources(verify: Connection<'verify'>, given: readonly Source[]): Promise<void> {
  if (given.length === 0) return;
  const byId = new Map(given.map((source) => [source.id, source]));
  const rows = [...byId.values()]
    .sort((left, right) => (left.id < right.id ? -1 : 1))
    .map((source) => ({
      id: source.id,
      kind: source.kind,
      spdx: source.spdx,
      visibility: source.visibility,
      document: canonicalJson(source),
    }));
  await verify.run((sql) =>
    sql
      .insert(sources)
      .values(rows)
      .onConflictDoUpdate({
        target: sources.id,
        set: {
          kind: raw`excluded.kind`,
          spdx: raw`excluded.spdx`,
          visibility: raw`excluded.visibility`,
          document: raw`excluded.document`,
        },
      }),
  );
}
