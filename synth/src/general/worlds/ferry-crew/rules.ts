/**
 * The rules of the crew handbook, each as a bit, so that a solver can switch one off. Three kinds: about one person in one
 * place; about one person's whole roster (a part of a good roster is good); about everyone on one duty.
 * Does not know the wording: that is `handbook.ts`.
 */
import { addMonths, dateOf, dayNumber } from '../../world/distributions/dates.ts';
import { holds, licencesFor, weekOf, type Company, type Duty } from './company.ts';

export const ruleIds = [
  'available',
  'home',
  'licence',
  'medical',
  'leave',
  'familiar',
  'one-duty',
  'rest',
  'run',
  'week-hours',
  'relief',
  'eve',
  'newcomers',
  'radio',
  'passenger-safety',
] as const;
export type RuleId = (typeof ruleIds)[number];

/** Always in the handbook. */
export const coreRules: readonly RuleId[] = [
  'available',
  'home',
  'licence',
  'medical',
  'leave',
  'one-duty',
  'rest',
  'run',
];
/** In the handbook of an item only where they cut something. */
export const optionalRules: readonly RuleId[] = ruleIds.filter((rule) => !coreRules.includes(rule));

export interface Parameters {
  /** Least minutes between sign-off and the next sign-on. */
  restMinutes: number;
  /** Most days in a row with a duty. */
  runDays: number;
  /** Most minutes of duty from Monday to Sunday. */
  weekMinutes: number;
  /** Most duties of a relief crew member from Monday to Sunday. */
  reliefDuties: number;
  /** A sign-off for a vessel counts up to and including the same date so many months later. */
  familiarMonths: number;
  /** A newcomer until the day before the same date so many months after joining. */
  newcomerMonths: number;
  /** Least holders of a passenger-safety certificate on a duty. */
  passengerSafety: number;
}

export function bit(rule: RuleId): number {
  return 1 << ruleIds.indexOf(rule);
}

export function maskOf(rules: readonly RuleId[]): number {
  return rules.reduce((mask, rule) => mask | bit(rule), 0);
}

export interface Book {
  company: Company;
  parameters: Parameters;
  /** Crew who are away because of the event: crew index → days. */
  absent: ReadonlyMap<number, { from: number; to: number }>;
  /** Broken rules when this person holds this slot, looking at nothing else. */
  alone(person: number, slot: number): number;
  newcomer(person: number, day: number): boolean;
  /**
   * The slots of the first conflict in one person's roster (slot indices in time order) under the rules of `mask`: at
   * least one of them has to go. Null when there is none.
   */
  conflict(person: number, slots: readonly number[], mask: number): number[] | null;
  /** Slots of a duty of which one has to go because too many of a kind are aboard. Empty slots (-1) are nobody. */
  crowding(duty: number, holder: ArrayLike<number>, mask: number): number[] | null;
  /** Rules that a fully manned duty breaks because somebody is lacking. */
  lacking(duty: number, holder: ArrayLike<number>, mask: number): number;
}

const REST = bit('rest');
const RUN = bit('run');
const WEEK = bit('week-hours');
const RELIEF = bit('relief');
const ONE = bit('one-duty');
const NEW = bit('newcomers');
const RADIO = bit('radio');
const SAFETY = bit('passenger-safety');

export function openBook(company: Company, parameters: Parameters, absent: Book['absent']): Book {
  const { crew, duties, slots, slotsOfDuty } = company;
  const memo = new Int16Array(crew.length * slots.length).fill(-1);
  const times = timesOf(company);
  const newcomerUntil = crew.map(({ joined }) => monthsLater(joined, parameters.newcomerMonths));
  const familiarUntil = crew.map(
    ({ familiar }) =>
      new Map([...familiar].map(([vessel, day]) => [vessel, monthsLater(day, parameters.familiarMonths)])),
  );
  const dutyOf = (slot: number) => duties[slots[slot]!.duty]!;
  const aloneUncached = (person: number, slot: number): number => {
    const member = crew[person]!;
    const duty = dutyOf(slot);
    const { position } = slots[slot]!;
    const away = absent.get(person);
    const approved = member.leave.filter((leave) => leave.status === 'approved');
    let broken = 0;
    if (away && away.from <= duty.day && duty.day <= away.to) broken |= bit('available');
    if (member.port !== duty.port) broken |= bit('home');
    if (!holds(member, licencesFor(position), duty.day)) broken |= bit('licence');
    if (!holds(member, ['medical'], duty.day)) broken |= bit('medical');
    if (approved.some(({ first, last }) => first <= duty.day && duty.day <= last)) broken |= bit('leave');
    if (duty.kind === 'late' && approved.some(({ first }) => first === duty.day + 1)) broken |= bit('eve');
    if ((familiarUntil[person]!.get(duty.vessel) ?? -1) < duty.day) broken |= bit('familiar');
    return broken;
  };
  const newcomer = (person: number, day: number) => day < newcomerUntil[person]!;
  return {
    company,
    parameters,
    absent,
    newcomer,
    alone(person, slot) {
      const at = person * slots.length + slot;
      if (memo[at] === -1) memo[at] = aloneUncached(person, slot);
      return memo[at]!;
    },
    conflict: (person, held, mask) =>
      conflictOf(times, held, { mask, parameters, relief: crew[person]!.contract === 'relief' }),
    crowding(duty, holder, mask) {
      if (!(mask & NEW)) return null;
      const day = duties[duty]!.day;
      const found = slotsOfDuty[duty]!.filter((slot) => holder[slot]! >= 0 && newcomer(holder[slot]!, day));
      return found.length > 1 ? found : null;
    },
    lacking(duty, holder, mask) {
      const aboard = slotsOfDuty[duty]!;
      const { day } = duties[duty]!;
      const with_ = (slot: number, kind: 'radio' | 'passenger_safety') =>
        holder[slot]! >= 0 && holds(crew[holder[slot]!]!, [kind], day);
      let broken = 0;
      if (mask & RADIO && !aboard.some((slot) => isBridge(slots[slot]!.position) && with_(slot, 'radio')))
        broken |= RADIO;
      if (
        mask & SAFETY &&
        aboard.filter((slot) => with_(slot, 'passenger_safety')).length < parameters.passengerSafety
      )
        broken |= SAFETY;
      return broken;
    },
  };
}

function isBridge(position: string): boolean {
  return position === 'master' || position === 'mate';
}

function monthsLater(day: number, months: number): number {
  return dayNumber(addMonths(dateOf(day), months));
}

/** Times of each slot's duty in flat arrays: the innermost loop of every search reads them. */
interface Times {
  day: Int32Array;
  week: Int32Array;
  on: Int32Array;
  off: Int32Array;
}

const timesOfDuties = new WeakMap<readonly Duty[], Times>();

/** Slots follow from duties, so the times of a list of duties are worked out once. */
function timesOf({ slots, duties }: Company): Times {
  const known = timesOfDuties.get(duties);
  if (known) return known;
  const of = (value: (duty: Duty) => number) => Int32Array.from(slots, ({ duty }) => value(duties[duty]!));
  const times = {
    day: of(({ day }) => day),
    week: of(({ day }) => weekOf(day)),
    on: of(({ on }) => on),
    off: of(({ off }) => off),
  };
  timesOfDuties.set(duties, times);
  return times;
}

interface Limits {
  mask: number;
  relief: boolean;
  parameters: Parameters;
}

/** `held` is in time order. */
function conflictOf(times: Times, held: readonly number[], limits: Limits): number[] | null {
  const { mask, relief, parameters } = limits;
  const { day, week, on, off } = times;
  let runStart = 0;
  let weekStart = 0;
  let minutes = 0;
  for (let at = 0; at < held.length; at++) {
    const slot = held[at]!;
    if (at > 0) {
      const before = held[at - 1]!;
      const days = day[slot]! - day[before]!;
      if (days === 0 ? mask & ONE : mask & REST && on[slot]! - off[before]! < parameters.restMinutes)
        return [before, slot];
      if (days > 1) runStart = at;
      if (week[before] !== week[slot]) {
        weekStart = at;
        minutes = 0;
      }
    }
    if (mask & RUN && day[slot]! - day[held[runStart]!]! >= parameters.runDays)
      return held.slice(at - parameters.runDays, at + 1);
    minutes += off[slot]! - on[slot]!;
    if (mask & WEEK && minutes > parameters.weekMinutes) return held.slice(weekStart, at + 1);
    if (mask & RELIEF && relief && at - weekStart >= parameters.reliefDuties)
      return held.slice(weekStart, at + 1);
  }
  return null;
}

/** Every rule of `mask` that a whole roster breaks: the slow twin of what the solver maintains. */
export function brokenRules(book: Book, holder: ArrayLike<number>, mask: number): number {
  const { company } = book;
  let broken = 0;
  const held: number[][] = company.crew.map(() => []);
  const order = company.slots
    .map((_, slot) => slot)
    .sort((a, b) => startOf(company, a) - startOf(company, b));
  for (const slot of order) {
    const person = holder[slot]!;
    if (person < 0) continue;
    held[person]!.push(slot);
    broken |= book.alone(person, slot) & mask;
  }
  for (const [person, slots] of held.entries())
    for (const rule of [ONE, REST, RUN, WEEK, RELIEF])
      if (mask & rule && book.conflict(person, slots, rule)) broken |= rule;
  for (const duty of company.duties.keys()) {
    if (book.crowding(duty, holder, mask)) broken |= NEW;
    broken |= book.lacking(duty, holder, mask);
  }
  return broken;
}

export function startOf(company: Company, slot: number): number {
  return company.duties[company.slots[slot]!.duty]!.on;
}
