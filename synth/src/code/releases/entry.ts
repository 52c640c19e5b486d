/**
 * The curated record of one entry of a change log that makes a task: two releases of a library, what the entry says, a report
 * written for it by a person, and which tests of the later release belong to it. Everything that can be checked is checked
 * while drafting: the quotation, the example on both releases, the tests.
 */
import type { Json, Rng } from '@touchstone/contracts';
import type { Library, Seen } from '../library.ts';

export interface ReleaseEntry {
  /** Kebab-case, unique. */
  id: string;
  /** The release that is to be mended and the one that did it, for example `pypi:h11@0.15.0`. */
  before: string;
  after: string;
  library: Omit<Library, 'source' | 'harness' | 'untouched'>;
  /** A file of the later release, and words that stand in it (white space counts as one space). */
  changeLog: { path: string; quote: string };
  /**
   * What the task asks. `{{now N}}` and `{{then N}}` stand for what step N of the example (from 0) shows on the release before
   * and on the one after, as the prompt prints it.
   */
  report: string;
  example: Example;
  /** Beginnings of the ids of tests that belong to the entry. Other tests that fail before are left out. */
  failToPass: readonly string[];
  /** Where it was mended, where the release changed much else: parts of the change of a file, all or those with these words. */
  mendedIn?: readonly { path: string; saying?: string }[];
  /** Names that its tests use and that are the language's own, not the library's. */
  ofTheLanguage?: readonly string[];
  /** Further uses like the one reported, each a list of steps; their outcomes are compared with those of the later release. */
  cases?: (rng: Rng) => Example[];
  /** A mend of the reported example only: one text of one file replaced. */
  shortcut?: { path: string; find: string; replace: string };
}

/** Lines that load the library, and expressions or statements whose outcomes are seen. */
export interface Example {
  opening: readonly string[];
  steps: readonly string[];
}

export function asScenario({ opening, steps }: Example): { opening: Json[]; steps: Json[] } {
  return { opening: [...opening], steps: [...steps] };
}

/** One use of the library with what the later release makes of it. */
export interface ReleaseCase {
  input: ReturnType<typeof asScenario>;
  expected: readonly Seen[];
}
