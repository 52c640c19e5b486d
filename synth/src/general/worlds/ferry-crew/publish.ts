/**
 * Publishes a roster that keeps every rule of the handbook, the optional ones included: day by day, duty by duty, the
 * best person by habit (same vessel and turn as yesterday), hours so far and chance. Greedy, so it can fail; null then.
 */
import type { Rng } from '@touchstone/contracts';
import { holds, weekOf, rankFor, type Company } from './company.ts';
import { maskOf, ruleIds, type Book } from './rules.ts';

const everyRule = maskOf(ruleIds);

/** Crew index per slot of the port (-1 elsewhere), or null when some slot found nobody. The book's crew is the port's own. */
export function publish(rng: Rng, book: Book, port: number): number[] | null {
  const { company } = book;
  const holder = new Array<number>(company.slots.length).fill(-1);
  const held: number[][] = company.crew.map(() => []);
  const crew = [...company.crew.keys()];
  for (const [duty, { port: at }] of company.duties.entries()) {
    if (at !== port) continue;
    let manned = false;
    for (let attempt = 0; attempt < 4 && !manned; attempt++)
      manned = man(rng, book, { slots: company.slotsOfDuty[duty]!, holder, held, crew }, duty);
    if (!manned) return null;
  }
  return holder;
}

interface Making {
  slots: readonly number[];
  holder: number[];
  held: number[][];
  crew: readonly number[];
}

function man(rng: Rng, book: Book, making: Making, duty: number): boolean {
  const { slots, holder, held } = making;
  const placed: number[] = [];
  for (const [index, slot] of slots.entries()) {
    const person = choose(rng, book, making, { slot, left: slots.length - index });
    if (person === null) break;
    holder[slot] = person;
    held[person]!.push(slot);
    placed.push(slot);
  }
  if (placed.length === slots.length && book.lacking(duty, holder, everyRule) === 0) return true;
  for (const slot of placed) {
    held[holder[slot]!]!.pop();
    holder[slot] = -1;
  }
  return false;
}

function choose(rng: Rng, book: Book, making: Making, place: { slot: number; left: number }): number | null {
  const { company, parameters } = book;
  const { slot, left } = place;
  const { duty: dutyIndex, position } = company.slots[slot]!;
  const duty = company.duties[dutyIndex]!;
  const aboard = making.slots.filter((other) => making.holder[other]! >= 0);
  const carries = (person: number, kind: 'radio' | 'passenger_safety') =>
    holds(company.crew[person]!, [kind], duty.day);
  const safetyMissing =
    parameters.passengerSafety -
    aboard.filter((other) => carries(making.holder[other]!, 'passenger_safety')).length;
  const radioMissing =
    position === 'mate' && !aboard.some((other) => carries(making.holder[other]!, 'radio'));
  const newcomerAboard = aboard.some((other) => book.newcomer(making.holder[other]!, duty.day));
  let best: number | null = null;
  let bestScore = -Infinity;
  for (const person of making.crew) {
    const member = company.crew[person]!;
    if (member.rank !== rankFor(position) && !(position === 'master' && member.rank === 'mate')) continue;
    if (book.alone(person, slot) !== 0) continue;
    if (safetyMissing >= left && !carries(person, 'passenger_safety')) continue;
    if (radioMissing && !carries(person, 'radio')) continue;
    if (newcomerAboard && book.newcomer(person, duty.day)) continue;
    const slots = making.held[person]!;
    const unusual = (member.rank === rankFor(position) ? 0 : 7) + (member.contract === 'relief' ? 3 : 0);
    const score =
      habit(company, { person, slots }, dutyIndex) +
      rng.next() * 2 -
      unusual +
      (safetyMissing > 0 && carries(person, 'passenger_safety') ? 1.5 : 0);
    if (score <= bestScore || book.conflict(person, [...slots.slice(-14), slot], everyRule)) continue;
    best = person;
    bestScore = score;
  }
  return best;
}

/** How natural the duty is for somebody with these duties so far. */
function habit(
  company: Company,
  who: { person: number; slots: readonly number[] },
  dutyIndex: number,
): number {
  const { person, slots } = who;
  const duty = company.duties[dutyIndex]!;
  const last = slots.length > 0 ? company.duties[company.slots[slots.at(-1)!]!.duty]! : null;
  // Everyone has two usual days off, spread over the week.
  let score = (duty.day + 3 * person) % 7 < 2 ? -4 : 0;
  if (last && last.day === duty.day - 1)
    score += last.vessel === duty.vessel && last.kind === duty.kind ? 4 : 1;
  if (last && last.day === duty.day - 2) score -= 2;
  for (let at = slots.length - 1; at >= 0; at--) {
    const earlier = company.duties[company.slots[slots[at]!]!.duty]!;
    if (weekOf(earlier.day) !== weekOf(duty.day)) break;
    score -= 0.9;
  }
  return score;
}
