import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chanceOfPatching } from './chance.ts';
import type { Donor, Exchange, Recipient, Registry } from './registry.ts';
import { brokenBy, coreRules, optionalRules, type Pool, type RuleId } from './rules.ts';
import { aimsOf, betterPlan, keyOf, solve, type Plan, type Problem } from './solve.ts';

const today = 20_600;
const parameters = {
  crossmatchMonths: 6,
  transportHours: 4,
  childDonorAge: 45,
  chainMax: 2,
  pointsPerYear: 1,
  sensitisedFrom: 80,
  sensitisedPoints: 5,
  childPoints: 4,
  twoWaysFirst: true,
};

interface Small {
  fits: boolean[][];
  centres: number[];
  slots: number[];
  threeWay: boolean[];
  waiting: number[];
  altruist: boolean;
  twoWaysFirst: boolean;
}

/** Up to six pairs; donor i belongs to recipient i, antigen n is unacceptable to recipient n, the last donor has no recipient. */
function problemFrom({ fits, centres, slots, threeWay, waiting, altruist, twoWaysFirst }: Small): Problem {
  const count = centres.length;
  const recipients = centres.map((centre, index): Recipient => ({
    id: `R${index}`,
    name: `Recipient ${index}`,
    centre,
    born: today - 14_600,
    blood: 'A',
    waitingSince: today - 370 * waiting[index]!,
    crf: 0,
    cmvPositive: true,
    acceptsCmv: true,
    donorAgeMax: null,
    threeWay: threeWay[index]!,
    status: 'active',
    unacceptable: new Set([`N${index}`]),
  }));
  const donors = [...Array(count + 1).keys()].map((index): Donor => ({
    id: `D${index}`,
    name: `Donor ${index}`,
    recipient: index < count ? index : null,
    centre: 0,
    born: today - 14_600,
    blood: 'O',
    cmvPositive: false,
    status: 'active',
    antigens: recipients.flatMap((_, to) => (fits[index]![to] ? [] : [`N${to}`])),
    pauses: [],
  }));
  const registry: Registry = {
    scheme: 'Test',
    runId: 'MR-9',
    today,
    surgery: today + 34,
    centres: [0, 1, 2].map((centre) => ({ id: `K${centre}`, name: `Centre ${centre}` })),
    hours: [0, 1, 2].map(() => [0, 0, 0]),
    slots,
    recipients,
    donors,
    crossmatches: [],
    declined: [],
    pastRuns: [],
  };
  const pool: Pool = {
    registry,
    parameters: { ...parameters, twoWaysFirst },
    rules: new Set<RuleId>([...coreRules, ...optionalRules]),
    altruists: altruist ? [count] : [],
    out: new Set(),
    positive: new Set(),
    slots,
  };
  return { pool, announced: null };
}

const small: fc.Arbitrary<Small> = fc.integer({ min: 2, max: 6 }).chain((count) => {
  const list = <T>(one: fc.Arbitrary<T>, length: number) =>
    fc.array(one, { minLength: length, maxLength: length });
  return fc.record({
    fits: list(list(fc.boolean(), count), count + 1),
    centres: list(fc.integer({ min: 0, max: 2 }), count),
    slots: list(fc.integer({ min: 0, max: 4 }), 3),
    threeWay: list(fc.boolean(), count),
    waiting: list(fc.integer({ min: 0, max: 5 }), count),
    altruist: fc.boolean(),
    twoWaysFirst: fc.boolean(),
  });
});

/** Every way to give each recipient one donor or none; what is no set of circles and chains is thrown away. */
function everyPlan({ pool }: Problem): Plan[] {
  const { recipients, donors, centres } = pool.registry;
  const plans: Plan[] = [];
  const visit = (at: number, giver: (number | null)[]): void => {
    if (at === recipients.length) {
      const plan = planOf(giver);
      if (plan) plans.push(plan);
      return;
    }
    visit(at + 1, [...giver, null]);
    for (const [donor, { recipient }] of donors.entries())
      if (
        !giver.includes(donor) &&
        recipient !== at &&
        (recipient !== null || pool.altruists.includes(donor))
      )
        if (brokenBy(pool, donor, at).length === 0) visit(at + 1, [...giver, donor]);
  };
  const planOf = (giver: readonly (number | null)[]): Plan | null => {
    const load = centres.map(
      (_, centre) => giver.filter((donor, to) => donor !== null && recipients[to]!.centre === centre).length,
    );
    if (load.some((count, centre) => count > pool.slots[centre]!)) return null;
    const plan: Exchange[] = [];
    const done = new Set<number>();
    for (const [to, donor] of giver.entries()) {
      if (donor === null || done.has(to)) continue;
      // Back to the beginning: the recipient whose donor gives here, until a chain begins or the circle closes.
      let start = to;
      for (let steps = 0; steps < 9; steps++) {
        const owner: number | null = donors[giver[start]!]!.recipient;
        if (owner === null || owner === to) break;
        if (giver[owner] === null) return null;
        start = owner;
      }
      const exchange: [number, number][] = [];
      for (let at: number | undefined = start; at !== undefined && !done.has(at); at = next(giver, at)) {
        done.add(at);
        exchange.push([giver[at]!, at]);
      }
      const chain = donors[exchange[0]![0]]!.recipient === null;
      if (chain ? exchange.length > 2 : exchange.length < 2 || exchange.length > 3) return null;
      if (!chain && exchange.length > 2 && exchange.some(([, one]) => !recipients[one]!.threeWay))
        return null;
      plan.push(exchange);
    }
    return plan;
  };
  const next = (giver: readonly (number | null)[], at: number) => {
    const to = giver.findIndex((donor) => donor !== null && donors[donor]!.recipient === at);
    return to < 0 ? undefined : to;
  };
  visit(0, []);
  return plans;
}

/** The aims in their order, as the rulebook words them. */
function rank(problem: Problem, plan: Plan): number[] {
  const { transplants, threeWays, kept, points } = aimsOf(problem, plan);
  return [transplants, kept, problem.pool.parameters.twoWaysFirst ? -threeWays : 0, points];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

const bestOf = (problem: Problem) =>
  everyPlan(problem)
    .map((plan) => rank(problem, plan))
    .sort(compare)
    .at(-1)!;

test('the solver finds what trying every assignment of donors finds', () => {
  fc.assert(
    fc.property(small, (instance) => {
      const problem = problemFrom(instance);
      const { plans } = solve(problem, 3);
      for (const plan of plans) assert.deepEqual(rank(problem, plan), bestOf(problem));
    }),
    { numRuns: 250, seed: 3 },
  );
});

test('after a donor is out, the solver keeps as many announced exchanges as trying everything does', () => {
  fc.assert(
    fc.property(small, (instance) => {
      const before = problemFrom(instance);
      const announced = solve(before, 1).plans[0]!;
      if (announced.length === 0) return;
      const out = new Set([announced[0]![0]![0]]);
      const problem = { pool: { ...before.pool, out }, announced };
      assert.deepEqual(rank(problem, solve(problem, 1).plans[0]!), bestOf(problem));
    }),
    { numRuns: 150, seed: 4 },
  );
});

test('a better plan is found exactly where there is one', () => {
  fc.assert(
    fc.property(small, (instance) => {
      const problem = problemFrom(instance);
      const { value } = solve(problem, 1);
      assert.equal(betterPlan(problem, value), null);
      if (value > 0) assert.ok(betterPlan(problem, value - 1));
    }),
    { numRuns: 100, seed: 5 },
  );
});

test('an exchange has one key, wherever one begins to write it down', () => {
  assert.equal(
    keyOf([
      [1, 2],
      [2, 3],
      [3, 1],
    ]),
    keyOf([
      [3, 1],
      [1, 2],
      [2, 3],
    ]),
  );
  assert.notEqual(
    keyOf([
      [1, 2],
      [2, 1],
    ]),
    keyOf([
      [1, 2],
      [4, 1],
    ]),
  );
});

test('whoever patches an announced set is right where it can stay, and wrong where it has to go', () => {
  // Each pair can exchange with the pair before and the pair after it.
  const near = (a: number, b: number) => Math.abs(a - b) === 1;
  const four = [0, 1, 2, 3];
  const { pool } = problemFrom({
    fits: [...four.map((from) => four.map((to) => near(from, to))), four.map(() => false)],
    centres: four.map(() => 0),
    slots: [4, 0, 0],
    threeWay: four.map(() => false),
    waiting: four.map(() => 1),
    altruist: false,
    twoWaysFirst: false,
  });
  const between = (a: number, b: number): Exchange => [
    [a, b],
    [b, a],
  ];
  const chance = (announced: Plan) => {
    const problem = { pool, announced };
    return chanceOfPatching(problem, solve(problem, 1));
  };
  assert.equal(chance([between(0, 1)]), 1);
  assert.equal(chance([between(1, 2)]), 0);
});
