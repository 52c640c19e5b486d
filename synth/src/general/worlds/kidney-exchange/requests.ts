/** What is asked of the scheme's office, and the problem that it poses. */
import type { Rng } from '@touchstone/contracts';
import type { Parameters, Registry } from './registry.ts';
import type { Pool, RuleId } from './rules.ts';
import { solve, type Plan, type Problem } from './solve.ts';

export type Request =
  /** The quarterly run. */
  | { kind: 'run' }
  /** A run with donors who begin chains. */
  | { kind: 'altruists'; donors: number[] }
  /** After the announcement a donor is out. */
  | { kind: 'donor-out'; donor: number }
  /** After the announcement a crossmatch of an announced transplant is positive. */
  | { kind: 'positive'; donor: number; recipient: number }
  /** After the announcement a centre has fewer slots. */
  | { kind: 'fewer-slots'; centre: number; slots: number };
export const requestKinds = ['run', 'altruists', 'donor-out', 'positive', 'fewer-slots'] as const;
export type RequestKind = (typeof requestKinds)[number];

export function poolOf(registry: Registry, parameters: Parameters, rules: ReadonlySet<RuleId>): Pool {
  return {
    registry,
    parameters,
    rules,
    altruists: [],
    out: new Set(),
    positive: new Set(),
    slots: registry.slots,
  };
}

/** `announced` is the plan before the event, for requests that repair it. */
export function problemOf(pool: Pool, request: Request, announced: Plan): Problem {
  switch (request.kind) {
    case 'run':
      return { pool, announced: null };
    case 'altruists':
      return { pool: { ...pool, altruists: request.donors }, announced: null };
    case 'donor-out':
      return { pool: { ...pool, out: new Set([request.donor]) }, announced };
    case 'positive':
      return { pool: { ...pool, positive: new Set([`${request.donor}/${request.recipient}`]) }, announced };
    case 'fewer-slots':
      return {
        pool: {
          ...pool,
          slots: pool.slots.map((count, centre) => (centre === request.centre ? request.slots : count)),
        },
        announced,
      };
  }
}

/** The plan that was announced: the best under every rule in force, the first of those that the solver finds. */
export function announcedPlan(pool: Pool): Plan {
  return solve({ pool, announced: null }, 1).plans[0]!;
}

export function drawRequest(
  rng: Rng,
  registry: Registry,
  kind: RequestKind,
  announced: Plan,
): Request | null {
  const transplants = announced.flat();
  if (kind === 'run') return { kind };
  if (kind === 'altruists') {
    const donors = [...registry.donors.keys()].filter((index) => registry.donors[index]!.recipient === null);
    return { kind, donors: rng.sample(donors, rng.integer(1, 2)).sort((a, b) => a - b) };
  }
  if (transplants.length === 0) return null;
  const [donor, recipient] = rng.pick(transplants);
  if (kind === 'donor-out') return { kind, donor };
  if (kind === 'positive') return { kind, donor, recipient };
  const centre = registry.recipients[recipient]!.centre;
  const used = transplants.filter(([, to]) => registry.recipients[to]!.centre === centre).length;
  return { kind, centre, slots: rng.integer(0, used - 1) };
}
