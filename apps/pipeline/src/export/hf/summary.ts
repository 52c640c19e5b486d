/** What a card counts, file by file, so that a resumed export need not read again what it has written. */
import type { Licence, Split } from '@touchstone/contracts';
import type { ExportRow } from '../export-source.ts';

type Counts = Record<string, number>;

export interface HfSummary {
  rows: number;
  bySplit: Partial<Record<Split, number>>;
  byCategory: Record<string, Counts>;
  byLanguage: Counts;
  byLicence: Counts;
  byDriver: Counts;
  /** Gate → outcome → tasks. */
  gates: Record<string, Counts>;
  difficultyMeasured: number;
  licences: Licence[];
}

export function emptySummary(): HfSummary {
  return {
    rows: 0,
    bySplit: {},
    byCategory: {},
    byLanguage: {},
    byLicence: {},
    byDriver: {},
    gates: {},
    difficultyMeasured: 0,
    licences: [],
  };
}

export function summariseRows(rows: readonly ExportRow[]): HfSummary {
  const summary = emptySummary();
  for (const { category, split, task, certificate } of rows) {
    summary.rows++;
    add(summary.bySplit, split, 1);
    add((summary.byCategory[category] ??= {}), split, 1);
    add(summary.byLanguage, task.language, 1);
    add(summary.byLicence, task.licence.spdx, 1);
    add(summary.byDriver, certificate.key.runtime.driver, 1);
    for (const { gate, outcome } of certificate.gates) add((summary.gates[gate] ??= {}), outcome, 1);
    if (certificate.difficulty !== null) summary.difficultyMeasured++;
    summary.licences.push(task.licence);
  }
  return summary;
}

/** Adds the second to the first. */
export function addSummary(total: HfSummary, more: HfSummary): void {
  total.rows += more.rows;
  total.difficultyMeasured += more.difficultyMeasured;
  total.licences.push(...more.licences);
  for (const name of ['bySplit', 'byLanguage', 'byLicence', 'byDriver'] as const)
    addAll(total[name], more[name]);
  for (const name of ['byCategory', 'gates'] as const)
    for (const [key, counts] of Object.entries(more[name])) addAll((total[name][key] ??= {}), counts);
}

function addAll(total: Counts, more: Counts): void {
  for (const [key, count] of Object.entries(more)) add(total, key, count);
}

function add(counts: Counts, key: string, count: number): void {
  counts[key] = (counts[key] ?? 0) + count;
}
