/**
 * The state of a game about a ferry roster, and what follows from it: the company, the facts after the event, the appraisal.
 * Everything here is a pure function of the state.
 */
import { createRng } from '@touchstone/contracts';
import { remembering } from '../../world/memo.ts';
import { appraise, type Appraisal } from './appraise.ts';
import type { Company } from './company.ts';
import { applyEvent, exemptOf, type Event } from './events.ts';
import { drawParameters, foundCompany } from './found-company.ts';
import { luckOf } from './luck.ts';
import { coreRules, maskOf, type Book, type Parameters, type RuleId } from './rules.ts';
import type { Counts } from './solve.ts';

export type State = {
  /** Names the random stream of the company. */
  seed: string;
  event: Event | null;
  /** Optional rules in the handbook. */
  rules: RuleId[];
  /** So many optional rules end the game. */
  rulesWanted: number;
};

interface Founded {
  company: Company;
  parameters: Parameters;
}

export const founded = remembering(4, (seed: string): Founded | null => {
  const rng = createRng(seed);
  const parameters = drawParameters(rng.fork('parameters'));
  const company = foundCompany(rng.fork('company'), parameters);
  return company && { company, parameters };
});

/** The facts after an event; the same for every set of rules. */
const upset = remembering(32, (key: string): Book => {
  const { seed, event } = JSON.parse(key) as { seed: string; event: Event };
  const { company, parameters } = founded(seed)!;
  return applyEvent(company, parameters, event);
});

const appraised = remembering(32, (key: string): Appraisal | null => {
  const state = JSON.parse(key) as State;
  const { company } = founded(state.seed)!;
  const event = state.event!;
  const rules: RuleId[] = [...coreRules, ...state.rules];
  const book = upset(JSON.stringify({ seed: state.seed, event }));
  const problem = { book, holder: company.published, mask: maskOf(rules), exempt: exemptOf(company, event) };
  const { least, most, people } = span[event.kind];
  const wanted = (counts: Counts) =>
    least <= counts.changes && counts.changes <= most && counts.people >= people;
  return appraise(problem, { core: coreRules, optional: state.rules }, wanted);
});

/** What the event of a state asks for; null when that is nothing, too little or too much. */
export function appraisalOf(state: State): Appraisal | null {
  if (!state.event) return null;
  return appraised(JSON.stringify({ ...state, rulesWanted: 0 }));
}

/** So often may somebody be right who mends place by place and never looks back, whatever single rule they overlook. */
const luckMost = 0.25;

const lucky = remembering(32, (key: string): boolean => {
  const state = JSON.parse(key) as State;
  const { problem, least, breaking } = appraised(key)!;
  const rng = createRng(`${state.seed}/luck`);
  return luckOf(rng, problem, { least, overlooked: [...breaking.keys()], above: luckMost }) > luckMost;
});

/** Rules without which an event of this kind would break nothing. */
export function rulesOfEvent(event: Event): RuleId[] {
  if (event.kind === 'replaced') return ['familiar'];
  if (event.kind !== 'suspended') return [];
  if (event.certificate === 'radio') return ['radio'];
  return event.certificate === 'passenger_safety' ? ['passenger-safety'] : [];
}

/** How much a request of each kind may ask for. */
const span = {
  away: { least: 3, most: 9, people: 2 },
  suspended: { least: 3, most: 9, people: 2 },
  retimed: { least: 3, most: 6, people: 3 },
  replaced: { least: 4, most: 9, people: 4 },
} as const;

/** Why a state with an event is no good request, or null. */
export function faultOf(state: State): string | null {
  const appraisal = appraisalOf(state);
  if (!appraisal)
    return 'nothing is broken, nothing mends it, it asks for too little or too much, or an optional rule cuts nothing';
  if (appraisal.breaking.size < 4) return 'fewer than four rules cut anything';
  return lucky(JSON.stringify({ ...state, rulesWanted: 0 }))
    ? 'mending place by place without a search is right too often'
    : null;
}
