/** The nouns of a run as the database keeps them. */
import { hashJson, type Category, type Hash, type Recipe, type TaskId } from '@touchstone/contracts';

/** `run_` and 64 hexadecimal digits. */
export type RunId = string;

export interface Cost {
  sandboxRuns: number;
  cpuSeconds: number;
  wallSeconds: number;
  /** Of model calls; 0 where no model was asked. */
  costUsd: number;
}

export interface RunFamily {
  family: string;
  /** Of the family's code: another one drafts other items. */
  version: number;
  category: Category;
  /** Tasks wanted. */
  quota: number;
}

/** Where publication stands in one family. */
export interface FamilyFrontier {
  quota: number;
  published: number;
  /** Lowest item that publication has not passed. */
  nextItem: number;
}

/** For near-duplicates among a family's published items. */
export interface Signature {
  minhash: Uint8Array;
  /** Keys of its bands; two items that share one are worth comparing. */
  bands: readonly string[];
}

export interface PublishedSignature extends Pick<Signature, 'minhash'> {
  item: number;
  task: TaskId;
}

/** What a run is known by. */
export interface RunIdentity {
  recipe: Recipe;
  saltKeyFingerprint: Hash;
  families: readonly Pick<RunFamily, 'family' | 'version'>[];
}

/**
 * The same recipe under the same salt key with the same versions of its families is the same run: starting it again
 * resumes it. The order of the families does not count.
 */
export function runIdOf({ recipe, saltKeyFingerprint, families }: RunIdentity): RunId {
  const versions = Object.fromEntries(families.map(({ family, version }) => [family, version]));
  return `run_${hashJson({ recipe, saltKeyFingerprint, versions })}`;
}
