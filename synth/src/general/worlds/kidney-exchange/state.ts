/** The state of a game about a kidney sharing scheme, and what follows from it. Everything is a pure function of the state. */
import { createRng } from '@touchstone/contracts';
import { remembering } from '../../world/memo.ts';
import { enrol } from './enrol.ts';
import type { Parameters, Registry } from './registry.ts';
import { announcedPlan, poolOf, problemOf, type Request } from './requests.ts';
import { brokenBy, coreRules, type OptionalRule, type RuleId } from './rules.ts';
import { chanceOf, chanceOfPatching } from './chance.ts';
import { betterPlan, packingOf, solve, TooLarge, type Plan, type Problem, type Solution } from './solve.ts';

export type State = {
  /** Names the random stream of the registry. */
  seed: string;
  request: Request | null;
  /** Optional rules in the rulebook. */
  rules: OptionalRule[];
  /** So many optional rules end the game. */
  rulesWanted: number;
};

export interface Founded {
  registry: Registry;
  parameters: Parameters;
}

export const founded = remembering(4, (seed: string): Founded => {
  const rng = createRng(seed);
  const draw = rng.fork('parameters');
  return {
    registry: enrol(rng.fork('registry')),
    parameters: {
      crossmatchMonths: draw.pick([6, 9, 12]),
      transportHours: draw.pick([4, 4.5, 5]),
      childDonorAge: draw.pick([40, 45, 50]),
      chainMax: draw.pick([2, 3]),
      pointsPerYear: draw.pick([1, 2, 3]),
      sensitisedFrom: draw.pick([80, 85, 90]),
      sensitisedPoints: draw.pick([5, 6, 8, 10]),
      childPoints: draw.pick([4, 6, 9, 12]),
      twoWaysFirst: draw.chance(0.5),
    },
  };
});

export interface Appraisal {
  problem: Problem;
  solution: Solution;
  /** Rule → the best plan of somebody who overlooks it; better than the best plan, so it breaks this rule alone. */
  breaking: Map<RuleId, Plan>;
}

/** What was announced before the request, by the rules of the state. */
export const announcedOf = remembering(16, (key: string): Plan | null => {
  const { seed, rules } = JSON.parse(key) as Pick<State, 'seed' | 'rules'>;
  const { registry, parameters } = founded(seed);
  return bounded(() => announcedPlan(poolOf(registry, parameters, new Set([...coreRules, ...rules]))));
});

export function announcedKey({ seed, rules }: State): string {
  return JSON.stringify({ seed, rules });
}

const appraised = remembering(64, (key: string): Appraisal | null => {
  const state = JSON.parse(key) as State & { request: Request };
  const { registry, parameters } = founded(state.seed);
  const announced = announcedOf(announcedKey(state));
  if (!announced) return null;
  const rules = new Set<RuleId>([...coreRules, ...state.rules]);
  const pool = poolOf(registry, parameters, rules);
  const problem = problemOf(pool, state.request, announced);
  return bounded(() => {
    if (packingOf(problem).exchanges.length > exchangesMax) return null;
    const solution = solve(problem, 6);
    const breaking: Appraisal['breaking'] = new Map();
    for (const rule of rules) {
      const plan = rule === 'screen' ? unscreened(problem, solution) : blindPlan(problem, solution, rule);
      if (plan) breaking.set(rule, plan);
    }
    return { problem, solution, breaking };
  });
});

const exchangesMax = 180;

/** A set that looks better to somebody who overlooks a rule; null where there is none, or the search is too long. */
function blindPlan(problem: Problem, { value }: Solution, rule: RuleId): Plan | null {
  return bounded(() => betterPlan(without(problem, rule), value));
}

/** A best set and one more two-way exchange that only the screen forbids; without the screen the space is too large to search. */
function unscreened({ pool }: Problem, { plans }: Solution): Plan | null {
  const { registry, slots } = pool;
  const free = [...slots];
  const matched = new Set<number>();
  for (const [, recipient] of plans[0]!.flat()) {
    free[registry.recipients[recipient]!.centre]! -= 1;
    matched.add(recipient);
  }
  const open = [...registry.donors.entries()].flatMap(([donor, { recipient, status }]) =>
    recipient !== null && status === 'active' && !matched.has(recipient) ? [[donor, recipient] as const] : [],
  );
  const fine = (donor: number, recipient: number) =>
    brokenBy(pool, donor, recipient).every((rule) => rule === 'screen' || !pool.rules.has(rule));
  for (const [a, from] of open)
    for (const [b, to] of open) {
      if (from >= to || !fine(a, to) || !fine(b, from)) continue;
      const [x, y] = [registry.recipients[from]!.centre, registry.recipients[to]!.centre];
      if (free[x]! < (x === y ? 2 : 1) || free[y]! < 1) continue;
      return [
        ...plans[0]!,
        [
          [a, to],
          [b, from],
        ],
      ];
    }
  return null;
}

/** The problem of somebody who overlooks a rule; a repair keeps what was announced under all rules. */
function without(problem: Problem, rule: RuleId): Problem {
  const rules = new Set([...problem.pool.rules].filter((other) => other !== rule));
  return { ...problem, pool: { ...problem.pool, rules } };
}

function bounded<T>(make: () => T | null): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

export function appraisalOf(state: State): Appraisal | null {
  return state.request ? appraised(JSON.stringify({ ...state, rulesWanted: 0 })) : null;
}

const chanceMax = 0.04;
/** Whoever patches an announced set must reach into what still holds, or at least choose well among what is left. */
const patchingMax = 0.25;
/** Optional rules that a request has at least. */
export const rulesMin = 2;

/** How much a request may ask for. */
const span = { least: 5, most: 13, plansMax: 5 } as const;

/** Why a state with a request is no good, or null. */
export function faultOf(state: State): string | null {
  const appraisal = appraisalOf(state);
  if (!appraisal) return 'too many exchanges, or none';
  const { problem, solution, breaking } = appraisal;
  const { aims, plans } = solution;
  if (aims.transplants < span.least || aims.transplants > span.most) return `${aims.transplants} transplants`;
  if (plans.length > span.plansMax) return 'too many best plans';
  if (state.request?.kind === 'altruists' && !plans.every((plan) => chainsOf(problem, plan) > 0))
    return 'no chain is worth while';
  if (problem.announced && (aims.kept === problem.announced.length || aims.kept === 0))
    return 'nothing needs repair, or nothing stays';
  if (problem.announced && chanceOfPatching(problem, solution) > patchingMax)
    return 'keeping what still holds and adding what fits is right too often';
  if (problem.announced && state.rules.length < rulesMin) return 'too few optional rules for a repair';
  const idle = state.rules.find((rule) => !breaking.has(rule));
  if (idle) return `overlooking ${idle} gives no better plan`;
  const chance = chanceOf(problem, solution);
  return chance > chanceMax ? `taking exchanges as they come succeeds with probability ${chance}` : null;
}

function chainsOf({ pool }: Problem, plan: Plan): number {
  return plan.filter((exchange) => pool.registry.donors[exchange[0]![0]]!.recipient === null).length;
}
