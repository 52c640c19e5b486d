/**
 * MinHash signatures of published items, with one row per band for look-ups. Kept per run and family: which other tasks
 * an item is compared with must not depend on what else happened to be published.
 */
import { foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, touchstone } from './namespace.ts';

export const signatures = touchstone.table(
  'signatures',
  {
    runId: text().notNull(),
    family: text().notNull(),
    item: integer().notNull(),
    taskId: text().notNull(),
    minhash: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.family, table.item] })],
);

export const signatureBands = touchstone.table(
  'signature_bands',
  {
    runId: text().notNull(),
    family: text().notNull(),
    item: integer().notNull(),
    band: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.family, table.item, table.band] }),
    index().on(table.runId, table.family, table.band),
    foreignKey({
      columns: [table.runId, table.family, table.item],
      foreignColumns: [signatures.runId, signatures.family, signatures.item],
      name: 'signature_bands_signature_fk',
    }).onDelete('cascade'),
  ],
);
