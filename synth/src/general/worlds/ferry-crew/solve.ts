/**
 * Exact repair of a roster: the fewest changed assignments, then the fewest people, such that every rule of a mask holds.
 * Iterative deepening over a conflict-directed search. It is complete because the rules about persons and about too many
 * of a kind are hereditary: a conflict among assignments that the plan keeps can only go by changing one of its slots; and
 * a duty that lacks somebody can only be mended by changing one of its own slots. Branches are disjoint: a slot refused in
 * one branch is kept in the later ones. Twin: brute force in `solve.test.ts`.
 */
import { startOf, type Book } from './rules.ts';

/** Slot index → new holder. */
export type Plan = Map<number, number>;

export interface Counts {
  changes: number;
  people: number;
}

export interface Problem {
  book: Book;
  /** The roster before, crew index per slot. */
  holder: readonly number[];
  /** Rules in force. */
  mask: number;
  /** People who do not count (the one who fell ill). */
  exempt: ReadonlySet<number>;
}

/** The search visited more nodes than it may: nothing is known. */
export class TooLarge extends Error {}

interface Limits {
  /** At most so many changes beyond those forced at the start. */
  extraChanges: number;
  nodesMax: number;
}

/**
 * The optimum, or null when no plan exists within the extra changes. `changes` 0 means that nothing is broken.
 * Throws `TooLarge`.
 */
export function optimum(problem: Problem, limits: Limits): (Counts & { plan: Plan }) | null {
  const least = search(problem, {
    changes: Infinity,
    people: Infinity,
    nodesMax: 0,
    onlyForced: true,
  }).forced;
  const most = least + limits.extraChanges;
  for (let changes = least; changes <= most; changes++) {
    const any = plansWithin(
      problem,
      { changes, people: Infinity },
      { nodesMax: limits.nodesMax, plansMax: 1 },
    )[0];
    if (!any) continue;
    // The first plan bounds the people from above; go up from one until a plan fits.
    const bound = peopleOf(problem, any);
    for (let people = 1; people < bound; people++) {
      const plan = plansWithin(problem, { changes, people }, { nodesMax: limits.nodesMax, plansMax: 1 })[0];
      if (plan) return { changes, people, plan };
    }
    return { changes, people: bound, plan: any };
  }
  return null;
}

/** Distinct plans with at most these counts that `accept` (by default all), at most `plansMax`. Throws `TooLarge`. */
export function plansWithin(
  problem: Problem,
  counts: Counts,
  options: { nodesMax: number; plansMax: number; accept?: (plan: Plan) => boolean },
): Plan[] {
  return search(problem, { ...counts, ...options }).plans;
}

/** Everyone who goes in or out, the exempt left out. */
export function peopleOf(problem: Problem, plan: Plan): number {
  const people = new Set<number>();
  for (const [slot, person] of plan) {
    people.add(person);
    people.add(problem.holder[slot]!);
  }
  for (const person of problem.exempt) people.delete(person);
  return people.size;
}

interface SearchOptions extends Counts {
  nodesMax: number;
  plansMax?: number;
  accept?: (plan: Plan) => boolean;
  /** Only count the slots that no plan can keep. */
  onlyForced?: boolean;
}

function search(problem: Problem, options: SearchOptions): { plans: Plan[]; forced: number } {
  const { book, mask, exempt } = problem;
  const { company } = book;
  const holder = Int16Array.from(problem.holder);
  const held = rosters(problem);
  const watched = new Set<number>();
  const duties = new Set<number>();
  const changed = new Set<number>();
  const kept = new Set<number>();
  const open: number[] = [];
  const affected = new Map<number, number>();
  const plans: Plan[] = [];
  let nodes = 0;

  const count = (person: number, by: 1 | -1) => {
    if (exempt.has(person)) return;
    const now = (affected.get(person) ?? 0) + by;
    if (now === 0) affected.delete(person);
    else affected.set(person, now);
  };
  const free = (slot: number) => {
    const person = holder[slot]!;
    held[person]!.splice(held[person]!.indexOf(slot), 1);
    holder[slot] = -1;
    changed.add(slot);
    open.push(slot);
    count(person, 1);
  };
  const restore = (slot: number) => {
    const person = problem.holder[slot]!;
    count(person, -1);
    open.splice(open.indexOf(slot), 1);
    changed.delete(slot);
    holder[slot] = person;
    insert(book, held[person]!, slot);
  };
  const branchFree = (slots: readonly number[]) => {
    const tried: number[] = [];
    for (const slot of slots) {
      if (changed.has(slot) || kept.has(slot)) continue;
      if (changed.size < options.changes) {
        free(slot);
        explore();
        restore(slot);
        if (plans.length >= options.plansMax!) break;
      }
      kept.add(slot);
      tried.push(slot);
    }
    for (const slot of tried) kept.delete(slot);
  };
  const branchFill = (slot: number) => {
    open.splice(open.indexOf(slot), 1);
    const duty = company.slots[slot]!.duty;
    const known = duties.has(duty);
    duties.add(duty);
    for (const person of candidates(problem, slot)) {
      holder[slot] = person;
      insert(book, held[person]!, slot);
      const watching = watched.has(person);
      watched.add(person);
      count(person, 1);
      if (affected.size <= options.people) explore();
      count(person, -1);
      if (!watching) watched.delete(person);
      held[person]!.splice(held[person]!.indexOf(slot), 1);
      if (plans.length >= options.plansMax!) break;
    }
    holder[slot] = -1;
    if (!known) duties.delete(duty);
    open.push(slot);
  };
  const explore = () => {
    if ((nodes += 1) > options.nodesMax) throw new TooLarge(`more than ${options.nodesMax} nodes`);
    if (affected.size > options.people) return;
    for (const person of watched) {
      const conflict = book.conflict(person, held[person]!, mask);
      if (conflict) return branchFree(conflict);
    }
    for (const duty of duties) {
      const crowd = book.crowding(duty, holder, mask);
      if (crowd) return branchFree(crowd);
    }
    if (open.length > 0) return branchFill(open.reduce((a, b) => (a < b ? a : b)));
    for (const duty of duties)
      if (book.lacking(duty, holder, mask)) return branchFree(company.slotsOfDuty[duty]!);
    const plan: Plan = new Map([...changed].sort((a, b) => a - b).map((slot) => [slot, holder[slot]!]));
    if (!options.accept || options.accept(plan)) plans.push(plan);
  };

  for (const slot of holder.keys()) if (book.alone(holder[slot]!, slot) & mask) free(slot);
  const forced = changed.size;
  if (options.onlyForced) return { plans, forced };
  for (const [person, slots] of held.entries()) if (book.conflict(person, slots, mask)) watched.add(person);
  for (const duty of company.duties.keys())
    if (book.crowding(duty, holder, mask) || isLacking(problem, duty, holder)) duties.add(duty);
  if (changed.size <= options.changes) explore();
  return { plans, forced };
}

/** Lacking although every slot is manned: an open slot may still bring what lacks. */
function isLacking(problem: Problem, duty: number, holder: ArrayLike<number>): boolean {
  const { book, mask } = problem;
  const manned = book.company.slotsOfDuty[duty]!.every((slot) => holder[slot]! >= 0);
  return manned && book.lacking(duty, holder, mask) !== 0;
}

const candidateMemo = new WeakMap<Book, Map<string, number[]>>();

/** Everyone whom no rule keeps from this slot for itself, except its holder. */
function candidates(problem: Problem, slot: number): number[] {
  const { book, mask, holder } = problem;
  let memo = candidateMemo.get(book);
  if (!memo) candidateMemo.set(book, (memo = new Map<string, number[]>()));
  const key = `${slot}/${mask}`;
  let found = memo.get(key);
  if (!found) {
    found = [...book.company.crew.keys()].filter(
      (person) => person !== holder[slot] && !(book.alone(person, slot) & mask),
    );
    memo.set(key, found);
  }
  return found;
}

/** Slots of each person in time order. */
export function rosters(problem: Problem): number[][] {
  const { company } = problem.book;
  const held: number[][] = company.crew.map(() => []);
  // Slots come day by day and nobody starts with two on a day, so this is time order.
  for (const slot of problem.holder.keys()) held[problem.holder[slot]!]!.push(slot);
  return held;
}

function insert(book: Book, slots: number[], slot: number): void {
  const start = startOf(book.company, slot);
  let at = slots.length;
  while (at > 0 && startOf(book.company, slots[at - 1]!) > start) at--;
  slots.splice(at, 0, slot);
}
