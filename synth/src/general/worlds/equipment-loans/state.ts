/** The state of a game about equipment loans and what follows from it; pure functions, remembered. */
import { createRng } from '@touchstone/contracts';
import { remembering } from '../../world/memo.ts';
import { factsOf } from './acts.ts';
import { clausesOf, coreClauses, type ClauseId, type Parameters } from './clauses.ts';
import { decide, type Act, type Request } from './decide.ts';
import { drawParameters, drawRates } from './policy.ts';
import type { Records } from './records.ts';
import { inventRecords } from './stock.ts';

export type State = {
  /** Names the random stream of the records. */
  seed: string;
  request: Request | null;
  /** Optional clauses in the policy. */
  clauses: ClauseId[];
  /** So many optional clauses end the game. */
  clausesWanted: number;
};

export const invented = remembering(4, (seed: string): { records: Records; parameters: Parameters } => {
  const rng = createRng(seed);
  const rates = drawRates(rng.fork('rates'));
  const records = inventRecords(rng.fork('records'), rates);
  return { records, parameters: drawParameters(rng.fork('parameters'), records.today, rates) };
});

export interface Judgement {
  acts: Act[];
  /** Clause → what somebody does who overlooks it; only clauses for which that differs. */
  mistakes: Map<ClauseId, Act[]>;
}

const judged = remembering(48, (key: string): Judgement => {
  const { seed, request, clauses } = JSON.parse(key) as State;
  const { records, parameters } = invented(seed);
  const on = new Set<ClauseId>([...coreClauses, ...clauses]);
  const acts = decide({ records, parameters, on }, request!);
  const facts = JSON.stringify(factsOf(records, acts));
  const mistakes = new Map<ClauseId, Act[]>();
  for (const clause of on) {
    const without = new Set([...on].filter((other) => other !== clause));
    const other = decide({ records, parameters, on: without }, request!);
    if (JSON.stringify(factsOf(records, other)) !== facts) mistakes.set(clause, other);
  }
  return { acts, mistakes };
});

/** What the policy of a state asks for. The state has a request. */
export function judgementOf(state: State): Judgement {
  return judged(JSON.stringify({ ...state, clausesWanted: 0 }));
}

const actsWanted = { least: 8, most: 45 };

/** Why a state with a request is no good task, or null. */
export function faultOf(state: State): string | null {
  const { acts, mistakes } = judgementOf(state);
  if (acts.length < actsWanted.least || acts.length > actsWanted.most)
    return `${acts.length} acts are asked for`;
  const idle = state.clauses.find((clause) => !mistakes.has(clause));
  return idle ? `overlooking the clause ${idle} changes nothing` : null;
}

/** Optional clauses that could still be put into the policy. */
export function openClauses(state: State): ClauseId[] {
  const core: readonly ClauseId[] = coreClauses;
  return clausesOf[state.request!.kind].filter(
    (clause) => !core.includes(clause) && !state.clauses.includes(clause),
  );
}
