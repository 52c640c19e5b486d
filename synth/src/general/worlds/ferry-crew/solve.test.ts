import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRng } from '@touchstone/contracts';
import type { Company, Crew, Duty } from './company.ts';
import { luckOf } from './luck.ts';
import { brokenRules, maskOf, openBook, ruleIds, type Parameters, type RuleId } from './rules.ts';
import { optimum, peopleOf, plansWithin, type Problem } from './solve.ts';

const parameters: Parameters = {
  restMinutes: 600,
  runDays: 2,
  weekMinutes: 24 * 60,
  reliefDuties: 2,
  familiarMonths: 12,
  newcomerMonths: 6,
  passengerSafety: 1,
};
const firstDay = 20_454; // 2026-01-01, a Thursday
const everyRule = maskOf(ruleIds);

/** A port with one vessel and one duty a day, early or late, of master and mate; four people who may do both. */
interface Tiny {
  days: number;
  late: boolean[];
  radio: boolean[];
  safety: boolean[];
  newcomer: boolean[];
  relief: boolean[];
  /** Per person a day of leave, or none (-1). */
  leave: number[];
  holders: number[];
}

const people = 4;
const mostly = fc.integer({ min: 0, max: 3 }).map((n) => n > 0);
const seldom = mostly.map((value) => !value);
const tiny: fc.Arbitrary<Tiny> = fc.integer({ min: 1, max: 3 }).chain((days) =>
  fc.record({
    days: fc.constant(days),
    late: fc.array(fc.boolean(), { minLength: days, maxLength: days }),
    radio: fc.array(mostly, { minLength: people, maxLength: people }),
    safety: fc.array(mostly, { minLength: people, maxLength: people }),
    newcomer: fc.array(seldom, { minLength: people, maxLength: people }),
    relief: fc.array(seldom, { minLength: people, maxLength: people }),
    leave: fc.array(fc.integer({ min: -1, max: days - 1 }), { minLength: people, maxLength: people }),
    holders: fc.array(fc.integer({ min: 0, max: people - 1 }), { minLength: days * 2, maxLength: days * 2 }),
  }),
);

function problemOf(instance: Tiny): Problem {
  const duties: Duty[] = Array.from({ length: instance.days }, (_, index) => {
    const day = firstDay + index;
    const late = instance.late[index]!;
    const on = day * 1440 + (late ? 840 : 420);
    return { id: `D${index}`, day, kind: late ? 'late' : 'early', vessel: 0, port: 0, on, off: on + 450 };
  });
  const slots = duties.flatMap((_, duty) => [
    { duty, position: 'master' as const },
    { duty, position: 'mate' as const },
  ]);
  const crew: Crew[] = Array.from({ length: people }, (_, index) => ({
    id: `C${index}`,
    name: `Person ${index}`,
    rank: 'master',
    port: 0,
    contract: instance.relief[index] ? 'relief' : 'permanent',
    joined: instance.newcomer[index] ? firstDay - 20 : firstDay - 4000,
    certificates: [
      'master_licence' as const,
      'medical' as const,
      ...(instance.radio[index] ? ['radio' as const] : []),
      ...(instance.safety[index] ? ['passenger_safety' as const] : []),
    ].map((kind, at) => ({ id: `${index}-${at}`, kind, from: 0, until: 40_000 })),
    familiar: new Map([[0, firstDay - 10]]),
    leave:
      instance.leave[index]! < 0
        ? []
        : [
            {
              id: `L${index}`,
              kind: 'annual',
              status: 'approved',
              first: firstDay + instance.leave[index]!,
              last: firstDay + instance.leave[index]!,
            },
          ],
  }));
  const company: Company = {
    name: 'Tiny',
    ports: ['Port'],
    vessels: [{ id: 'V1', name: 'MV One', port: 0, passengers: 10, decks: 1 }],
    crew,
    duties,
    slots,
    slotsOfDuty: duties.map((_, duty) => [duty * 2, duty * 2 + 1]),
    published: instance.holders,
    firstDay,
    days: instance.days,
  };
  const book = openBook(company, parameters, new Map([[0, { from: firstDay, to: firstDay }]]));
  return { book, holder: instance.holders, mask: everyRule, exempt: new Set([0]) };
}

/** Tries every roster. */
function bruteForce(problem: Problem): { changes: number; people: number; plans: number } | null {
  const size = problem.holder.length;
  let best: { changes: number; people: number; plans: number } | null = null;
  for (let code = 0; code < people ** size; code++) {
    const roster = Array.from({ length: size }, (_, slot) => Math.floor(code / people ** slot) % people);
    const plan = new Map(
      roster.flatMap((person, slot) => (person === problem.holder[slot] ? [] : [[slot, person] as const])),
    );
    if (best && plan.size > best.changes) continue;
    if (brokenRules(problem.book, roster, problem.mask)) continue;
    const touched = peopleOf(problem, plan);
    if (!best || plan.size < best.changes || touched < best.people)
      best = { changes: plan.size, people: touched, plans: 1 };
    else if (touched === best.people) best.plans += 1;
  }
  return best;
}

test('the search finds the counts, and every best plan, that trying all rosters finds', () => {
  let mended = 0;
  fc.assert(
    fc.property(tiny, (instance) => {
      const problem = problemOf(instance);
      const slow = bruteForce(problem);
      const fast = optimum(problem, { extraChanges: problem.holder.length, nodesMax: 100_000 });
      assert.deepEqual(
        fast && { changes: fast.changes, people: fast.people },
        slow && { changes: slow.changes, people: slow.people },
      );
      if (!slow) return;
      mended += 1;
      const plans = plansWithin(problem, slow, { nodesMax: 100_000, plansMax: 100_000 });
      assert.equal(new Set(plans.map((plan) => JSON.stringify([...plan]))).size, slow.plans);
      assert.equal(plans.length, slow.plans, 'branches are disjoint');
    }),
    { numRuns: 250, seed: 7 },
  );
  assert.ok(mended > 40, `only ${mended} of 250 instances can be mended`);
});

const calm: Tiny = {
  days: 2,
  late: [false, true],
  radio: [true, true, true, true],
  safety: [true, true, true, true],
  newcomer: [false, false, false, false],
  relief: [false, false, false, false],
  leave: [-1, -1, -1, -1],
  holders: [0, 1, 2, 3],
};

test('a roster that keeps every rule needs no change', () => {
  const problem = problemOf(calm);
  // Person 0 is away on the first day and does not count; person 2 or 3 takes the place.
  const repaired = optimum(problem, { extraChanges: 0, nodesMax: 1000 });
  assert.deepEqual([repaired?.changes, repaired?.people], [1, 1]);
  const present: Problem = { ...problem, mask: maskOf(ruleIds.filter((rule) => rule !== 'available')) };
  assert.deepEqual(optimum(present, { extraChanges: 4, nodesMax: 1000 }), {
    changes: 0,
    people: 0,
    plan: new Map(),
  });
});

const luck = (problem: Problem, people: number, overlooked: readonly RuleId[] = []) => {
  const least = { changes: people, people };
  return luckOf(createRng('luck'), problem, { least, overlooked, above: 1 });
};

test('where anybody who is free will do, mending place by place is always right', () => {
  assert.equal(luck(problemOf(calm), 1), 1);
});

test('where the only substitute has to give up another place, mending place by place is never right', () => {
  // Person 3 is on leave, so person 2 sails late on the first day and may not sail early on the second.
  const chained = problemOf({ ...calm, late: [true, false], leave: [-1, -1, -1, 0] });
  const best = optimum(chained, { extraChanges: 2, nodesMax: 1000 });
  assert.equal(best?.changes, 2);
  assert.equal(luck(chained, 2), 0);
});

test('a plan that breaks the rule its planner overlooked is not right', () => {
  const tempting = problemOf({ ...calm, late: [true, false], leave: [-1, -1, -1, 0] });
  assert.equal(luck(tempting, 2, ['rest']), 0);
});
