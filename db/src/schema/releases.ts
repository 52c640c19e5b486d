/**
 * Named, versioned sets of tasks that never change, each task with the certificate it had on that day. Rows are only added;
 * a trigger refuses the rest, and a released task cannot be deleted.
 */
import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { touchstone } from './namespace.ts';
import { tasks } from './tasks.ts';

export const releases = touchstone.table(
  'releases',
  {
    name: text().notNull(),
    version: text().notNull(),
    /** SHA-256 over the ids and the hashes of their certificates, sorted. */
    digest: text().notNull(),
    description: text().notNull(),
    /** JSON: what the set was made with. */
    filter: text().notNull(),
    tasks: integer().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.version] })],
);

/** By the hash of the body: releases that share a certificate share its row. */
export const releaseCertificates = touchstone.table('release_certificates', {
  hash: text().primaryKey(),
  body: text().notNull(),
});

export const releaseTasks = touchstone.table(
  'release_tasks',
  {
    name: text().notNull(),
    version: text().notNull(),
    taskId: text()
      .notNull()
      .references(() => tasks.id),
    certificateHash: text()
      .notNull()
      .references(() => releaseCertificates.hash),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.version, table.taskId] }),
    foreignKey({
      name: 'release_tasks_release_fk',
      columns: [table.name, table.version],
      foreignColumns: [releases.name, releases.version],
    }),
    index().on(table.taskId),
  ],
);

/** What the trials of a released task were given when they were first scored. Abstentions are no scores. */
export const releaseScores = touchstone.table(
  'release_scores',
  {
    name: text().notNull(),
    version: text().notNull(),
    taskId: text().notNull(),
    /** `reference`, `right 1`, `wrong 3`. */
    trial: text().notNull(),
    outcome: text({ enum: ['accepted', 'rejected'] }).notNull(),
    reward: doublePrecision().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.name, table.version, table.taskId, table.trial] }),
    foreignKey({
      name: 'release_scores_release_task_fk',
      columns: [table.name, table.version, table.taskId],
      foreignColumns: [releaseTasks.name, releaseTasks.version, releaseTasks.taskId],
    }),
  ],
);
