/** What an export reads, above any database; and what it is asked for. */
import type { Category, Certificate, Split, TaskPublic, TaskSecret } from '@touchstone/contracts';

export interface ExportFilter {
  categories?: readonly Category[];
  splits?: readonly Split[];
  /** `permissive`, or an SPDX expression that the task's must equal. */
  licence?: string;
  run?: string;
  /** `name@1.2.0` where the source is a release: kept in the manifest, and an unfinished export goes on only from the same. */
  release?: string;
}

/** One line of an export: the public half and the certificate as they are, nothing re-shaped. */
export interface ExportRow {
  id: string;
  category: Category;
  split: Split;
  task: TaskPublic;
  certificate: Certificate;
}

export interface ExportSource {
  /** Ids that the filter keeps, sorted. */
  ids(filter: ExportFilter): Promise<string[]>;
  /** In the order of `ids`; a `Fault` when one is gone. */
  rows(ids: readonly string[]): Promise<ExportRow[]>;
  /** In the order of `ids`. */
  secrets(ids: readonly string[]): Promise<TaskSecret[]>;
}

export interface ExportOptions {
  /** The file to write, for example `data/export/quickstart.jsonl`; with shards `quickstart-00001-of-00003.jsonl`. */
  out: string;
  filter: ExportFilter;
  /** Lines per shard; null for one file. */
  shardSize: number | null;
  withSecrets: boolean;
  /** After each batch of lines. */
  report?: (progress: { written: number; total: number }) => void;
  signal?: AbortSignal;
}
