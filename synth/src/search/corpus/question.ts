/**
 * A question to a web of real documents, worked out: what is asked, what is right, where it stands, and which mistakes lead to
 * which wrong answers. Families make questions; `draft.ts` makes tasks of them.
 */
import type { AnswerType, JsonObject, OfflineWeb } from '@touchstone/contracts';

/** A plausible mistake and the answer (without `sources`) that it leads to. */
export interface QuestionMistake {
  how: string;
  answer: JsonObject;
}

export interface Question {
  instruction: string;
  /** Fields of the answer; `sources`, the pages cited, is added. */
  fields: Record<string, AnswerType>;
  /** Field → value; the value of a text field may be a list of spellings, the usual one first. */
  answer: JsonObject;
  evidence: {
    /** Documents without which the answer cannot be reached. */
    required: readonly string[];
    /** Others that a careful person might cite. */
    permitted: readonly string[];
    /** Of the required ones, those that only lead on and are never an answer: they may be of another split. */
    hubs: readonly string[];
  };
  mistakes: readonly QuestionMistake[];
  /** The document that decides the split: what is asked for. */
  splitKey: string;
  /** What the programs are told: nothing that the instruction does not say. */
  terms: JsonObject;
  /** Queries whose first `hitsPerQuery` hits together must hold the evidence: that it can be found is part of the rules. */
  queries: readonly string[];
  /** Probability that a lazy, well-formed answer passes, by counting. */
  chance: number;
}

const hitsPerQuery = 50;

/** The documents among `wanted` that no query reaches: a question whose evidence cannot be found is not asked. */
export async function unreachable(
  web: OfflineWeb,
  queries: readonly string[],
  wanted: readonly string[],
): Promise<string[]> {
  const missing = new Set(wanted);
  for (const query of queries) {
    if (missing.size === 0) break;
    for (const { id } of await web.search(query, { limit: hitsPerQuery })) missing.delete(id);
  }
  return [...missing];
}
