/**
 * The state of a game about a recall, and what follows from it: the records, the acts that the procedure asks for, the
 * clauses that decide something. Everything here is a pure function of the state.
 */
import { createRng } from '@touchstone/contracts';
import { remembering } from '../../world/memo.ts';
import { firstBreach } from './acts.ts';
import {
  affectedLots,
  coreClauses,
  decide,
  optionalClauses,
  scopeClauses,
  type Act,
  type ClauseId,
  type Incident,
  type OptionalClause,
  type Parameters,
  type Ruling,
} from './decide.ts';
import { produce } from './produce.ts';
import type { Records } from './records.ts';
import { sell } from './sell.ts';

export type State = {
  /** Names the random stream of the records. */
  seed: string;
  incident: Incident | null;
  /** Optional clauses that decide something. */
  clauses: ClauseId[];
  /** Optional clauses that are in the procedure and decide nothing here: a condition that does not arise. */
  idle: ClauseId[];
  /** So many of either end the game. */
  wanted: { clauses: number; idle: number };
};

export interface Founded {
  records: Records;
  parameters: Parameters;
}

export const founded = remembering(4, (seed: string): Founded => {
  const rng = createRng(seed);
  const draw = rng.fork('parameters');
  return {
    records: sell(rng.fork('sell'), produce(rng.fork('produce'))),
    parameters: {
      expiredDays: draw.pick([2, 3, 4]),
      customersMax: draw.pick([5, 6, 8, 10, 12, 15]),
      creditMax: 100 * draw.pick([750, 1000, 1200, 1500, 2000]),
    },
  };
});

export interface Appraisal {
  ruling: Ruling;
  incident: Incident;
  acts: Act[];
  /** Deciding clause → what somebody does who overlooks it, and the criterion that this breaks. */
  breaches: Map<ClauseId, { acts: Act[]; breaks: string }>;
}

/** What a state asks for; null without an incident. */
export function appraisalOf(state: State): Appraisal | null {
  return state.incident ? appraised(JSON.stringify({ ...state, wanted: null })) : null;
}

const appraised = remembering(32, (key: string): Appraisal => {
  const { seed, incident, clauses, idle } = JSON.parse(key) as State & { incident: Incident };
  const { records, parameters } = founded(seed);
  const ruling: Ruling = { records, parameters, on: new Set([...coreClauses, ...clauses, ...idle]) };
  const acts = decide(ruling, incident);
  const breaches: Appraisal['breaches'] = new Map();
  for (const clause of ruling.on) {
    if (!concerns(incident, clause)) continue;
    const careless = decide(without(ruling, [clause]), incident);
    const breaks = firstBreach(records, acts, careless);
    if (breaks) breaches.set(clause, { acts: careless, breaks });
  }
  return { ruling, incident, acts, breaches };
});

export function without(ruling: Ruling, clauses: readonly ClauseId[]): Ruling {
  return { ...ruling, on: new Set([...ruling.on].filter((clause) => !clauses.includes(clause))) };
}

const everyScopeClause = new Set(Object.values(scopeClauses).flat());

function concerns(incident: Incident, clause: ClauseId): boolean {
  return !everyScopeClause.has(clause) || scopeClauses[incident.kind].includes(clause);
}

/** Optional clauses that a state could still take up. */
export function openClauses({ incident, clauses, idle }: State): OptionalClause[] {
  const taken = [...clauses, ...idle];
  return optionalClauses.filter(
    (clause) =>
      incident &&
      !taken.includes(clause) &&
      concerns(incident, clause) &&
      (clause !== 'credits-wait' || taken.includes('escalate')),
  );
}

/** How large a task may be: lots to trace, acts in all; larger is only longer. */
const span = { lots: { least: 4, most: 14 }, acts: { least: 11, most: 60 }, decidingCore: 4 } as const;

/** Why a state with an incident is no good request, or null. */
export function faultOf(state: State): string | null {
  const appraisal = appraisalOf(state);
  if (!appraisal) return 'there is no incident';
  const { ruling, incident, acts, breaches } = appraisal;
  const lots = acts.filter(({ act }) => act === 'trace').length;
  if (lots < span.lots.least || lots > span.lots.most) return `${lots} lots are affected`;
  if (acts.length < span.acts.least || acts.length > span.acts.most)
    return `${acts.length} acts are asked for`;
  if ('lot' in incident && !affectedLots(ruling, incident).includes(incident.lot))
    return 'the lot complained of is not affected';
  const silent = state.clauses.find((clause) => !breaches.has(clause));
  if (silent) return `the clause ${silent} decides nothing`;
  const loud = state.idle.find((clause) => breaches.has(clause));
  if (loud) return `the clause ${loud} decides something`;
  if (!breaches.has('rework')) return 'rework decides nothing';
  if (!acts.some(({ act }) => act === 'hold' || act === 'note')) return 'nothing is in stock';
  if (!acts.some(({ act }) => act === 'stop' || act === 'intercept')) return 'nothing is on its way';
  const core = coreClauses.filter((clause) => breaches.has(clause)).length;
  return core < span.decidingCore ? `only ${core} of the usual clauses decide anything` : null;
}

/** How many optional clauses would, each alone, decide something about an incident. */
export function promiseOf(state: State): number {
  return openClauses(state).filter((clause) => !faultOf({ ...state, clauses: [clause] })).length;
}
