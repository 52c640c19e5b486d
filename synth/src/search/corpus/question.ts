/**
 * A question to a web of real documents, worked out: what is asked, what is right, where it stands, and which mistakes lead to
 * which wrong answers. Families make questions; `family.ts` makes drafts of them.
 */
import type { JsonObject, OfflineWeb } from '@touchstone/contracts';
import type { SearchDraft } from '../draft.ts';

export interface Question extends Pick<
  SearchDraft,
  'instruction' | 'fields' | 'answer' | 'mistakes' | 'chance' | 'splitKey'
> {
  evidence: SearchDraft['evidence'] & {
    /** Of the required ones, those that only lead on and are never an answer: they may be of another split. */
    hubs: readonly string[];
  };
  /** What the programs are told: nothing that the instruction does not say. */
  terms: JsonObject;
  /** Queries whose first `hitsPerQuery` hits together must hold the evidence: that it can be found is part of the rules. */
  queries: readonly string[];
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
