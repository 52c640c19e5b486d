/**
 * What became of each item of a family in a run: `certified` waits for its turn, `published` is in the corpus, `surplus`
 * passed after the quota was met. Refused and parked drafts keep lineage and reason, not bodies. Secret as a whole.
 */
import { doublePrecision, index, integer, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { runs } from './runs.ts';

export const drafts = touchstone.table(
  'drafts',
  {
    runId: text()
      .notNull()
      .references(() => runs.id),
    family: text().notNull(),
    item: integer().notNull(),
    status: text({ enum: ['certified', 'published', 'refused', 'parked', 'surplus'] }).notNull(),
    /** The gate that refused or parked it; null when drafting itself refused. */
    gate: text(),
    /** Refusal code, kebab-case; empty for drafts that passed. */
    code: text().notNull(),
    reason: text().notNull(),
    taskId: text(),
    /** Canonical JSON; null when the draft was refused before it had one. */
    lineage: text(),
    sandboxRuns: integer().notNull(),
    cpuSeconds: doublePrecision().notNull(),
    wallSeconds: doublePrecision().notNull(),
    costUsd: doublePrecision().notNull(),
    recordedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.family, table.item] }), index().on(table.taskId)],
);
