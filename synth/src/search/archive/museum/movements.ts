/**
 * The days of the museum one after another: consignments leave and come back, objects are carried from room to room, some
 * tickets are void because nothing was carried. Writes places and loans into the works; knows no wording.
 */
import type { Rng } from '@touchstone/contracts';
import { isoDate, type Day } from '../days.ts';
import type { Borrower, Loan, Room, Work } from './museum.ts';
import { exhibitions } from './names.ts';
import { workday } from './policy.ts';

const loansWanted = 190;
const movesWanted = 1000;
/** A move and a loan of one object lie at least so many days apart, so that no day has two truths. */
const restDays = 12;

export interface Setting {
  first: Day;
  last: Day;
  inventoryDay: Day;
  works: Work[];
  rooms: Room[];
  borrowers: Borrower[];
}

export function year2(day: Day): string {
  return isoDate(day).slice(2, 4);
}

/** Loans by day of agreement; an object is never promised twice at a time. */
export function drawLoans(rng: Rng, { first, last, works, borrowers, rooms }: Setting): Loan[] {
  const drafts = Array.from({ length: loansWanted }, (_, index) =>
    drawLoan(rng.fork(`loan/${index}`), first, last, borrowers.length),
  );
  const busy = new Map<number, [Day, Day][]>();
  const loans: Loan[] = [];
  for (const draft of drafts.sort((one, other) => one.agreed - other.agreed)) {
    const from = Math.min(draft.agreed, draft.despatched) - restDays;
    const until = Math.max(draft.returned, draft.due) + restDays * 3;
    const free = works.flatMap((work, index) =>
      work.acquired < draft.agreed - 200 &&
      !(work.left && work.left.day < until + 400) &&
      (busy.get(index) ?? []).every(([start, end]) => end < from || start > until)
        ? [index]
        : [],
    );
    const wanted = rng.weighted([
      [1, 22],
      [2, 22],
      [3, 20],
      [4, 15],
      [5, 11],
      [7, 6],
      [9, 4],
    ] as const);
    const chosen = lentTogether(rng, works, free, wanted);
    if (chosen.length < wanted) continue;
    for (const work of chosen) busy.set(work, [...(busy.get(work) ?? []), [from, until]]);
    const withheld =
      chosen.length > 1 && rng.chance(0.3)
        ? rng.sample(chosen, rng.chance(0.25) && chosen.length > 3 ? 2 : 1)
        : [];
    const yearOf = year2(draft.agreed);
    const serial = loans.filter(({ number }) => number.slice(1, 3) === yearOf).length + 1;
    const number = `L${yearOf}${String(serial).padStart(2, '0')}`;
    const id = number.toLowerCase();
    const home = rng.pick(rooms.flatMap((room, index) => (room.store ? [index] : [])));
    loans.push({
      ...draft,
      number,
      works: chosen,
      withheld: withheld.map((work, index) => ({
        work,
        day: draft.agreed + Math.floor((draft.despatched - draft.agreed) * (0.3 + 0.6 * rng.next())),
        record: `withheld-${id}-${index + 1}`,
      })),
      agreement: `agreement-${id}`,
      despatchNote: `despatch-${id}`,
      receipt: `receipt-${id}`,
      extensions: draft.extensions.map((extension, index) => ({
        ...extension,
        record: `extension-${id}-${index + 1}`,
      })),
      refused: draft.refused && { ...draft.refused, record: `letter-${id}` },
      returnedTo: home,
    });
  }
  return loans;
}

/** Mostly of one class, as exhibitions are. */
function lentTogether(rng: Rng, works: Work[], free: number[], wanted: number): number[] {
  if (free.length < wanted) return [];
  const lead = works[rng.pick(free)]!;
  const like = free.filter((index) => works[index]!.class === lead.class);
  return rng.sample(like.length >= wanted && rng.chance(0.7) ? like : free, wanted);
}

type Draft = Omit<
  Loan,
  'number' | 'works' | 'withheld' | 'agreement' | 'despatchNote' | 'receipt' | 'returnedTo'
>;

function drawLoan(rng: Rng, first: Day, last: Day, borrowers: number): Draft {
  const agreed = workday(rng.integer(first + 500, last - 900));
  const plannedDespatch = workday(agreed + rng.integer(40, 220));
  const despatched = workday(
    plannedDespatch + (rng.chance(0.45) ? rng.pick([-6, -4, -3, 2, 3, 4, 5, 7, 9, 13]) : 0),
  );
  const due = plannedDespatch + rng.pick([60, 75, 90, 100, 120, 150, 180, 240, 300]) + rng.integer(0, 9);
  const extensions: Loan['extensions'] = [];
  let last_ = due;
  while (extensions.length < 2 && rng.chance(extensions.length === 0 ? 0.35 : 0.2)) {
    const day = last_ - rng.integer(5, 30);
    last_ += rng.pick([14, 21, 28, 30, 45, 60, 90]) + rng.integer(0, 4);
    extensions.push({ due: last_, day, record: '' });
  }
  const refused = rng.chance(0.22) ? { due: last_ + rng.pick([14, 21, 28, 30, 42]), record: '' } : null;
  const lateness = rng.chance(refused ? 0.8 : 0.4)
    ? rng.integer(2, refused ? refused.due - last_ : 40)
    : -rng.weighted([
        [0, 3],
        [1, 3],
        [3, 2],
        [6, 2],
        [11, 1],
        [25, 1],
      ] as const);
  // An early return lies after every extension granted, else nobody would have asked for it.
  const returned = workday(
    Math.max(last_ + lateness, despatched + 20, ...extensions.map(({ day }) => day + 2)),
  );
  return {
    borrower: Math.floor(borrowers * rng.next() ** 1.3),
    exhibition: rng.chance(0.5)
      ? rng.pick(exhibitions.alone)
      : `${rng.pick(exhibitions.first)} ${rng.pick(exhibitions.second)}`,
    agreed,
    plannedDespatch,
    despatched,
    due,
    extensions,
    refused,
    returned,
  };
}

/** Works of a loan that really left. */
export function sentWith(loan: Loan): number[] {
  return loan.works.filter((work) => !loan.withheld.some((held) => held.work === work));
}

/** First places on the card or at the inventory, returns of loans, and moves with their tickets. */
export function moveAbout(rng: Rng, setting: Setting, loans: readonly Loan[]): void {
  const { works, rooms, inventoryDay, last } = setting;
  const indices = rooms.map((_, index) => index);
  works.forEach((work, index) => {
    const old = work.acquired < inventoryDay;
    work.places.push({
      value: rng.fork(`first/${index}`).pick(indices),
      from: old ? inventoryDay : work.acquired,
      issued: old ? inventoryDay : work.acquired,
      record: work.card,
      undone: null,
    });
  });
  const away = new Map<number, [Day, Day][]>();
  for (const loan of loans)
    for (const work of loan.works) away.set(work, [...(away.get(work) ?? []), [loan.agreed, loan.returned]]);
  const serials = new Map<string, number>();
  const days = Array.from({ length: movesWanted }, () =>
    workday(rng.integer(inventoryDay + 30, last - 60)),
  ).sort((one, other) => one - other);
  const returns = [...loans].sort((one, other) => one.returned - other.returned);
  for (const day of days) {
    while (returns[0] && returns[0].returned < day) bringBack(works, returns.shift()!);
    carry(rng, day, setting, away, indices, serials);
  }
  for (const loan of returns) bringBack(works, loan);
  for (const work of works) work.places.sort((one, other) => one.from - other.from);
}

function bringBack(works: Work[], loan: Loan): void {
  for (const index of sentWith(loan))
    works[index]!.places.push({
      value: loan.returnedTo,
      from: loan.returned,
      issued: loan.returned,
      record: loan.receipt,
      undone: null,
    });
}

/** One ticket: some objects of one room go to another; about every tenth ticket is void, for they stayed. */
function carry(
  rng: Rng,
  day: Day,
  { works, last }: Setting,
  away: Map<number, [Day, Day][]>,
  rooms: number[],
  serials: Map<string, number>,
): void {
  const from = rng.pick(rooms);
  const there = works.flatMap((work, index) => {
    const place = work.places.findLast(({ undone }) => !undone);
    const rested = work.places.every((each) => Math.abs(each.from - day) >= restDays && each.from < day);
    const free = (away.get(index) ?? []).every(
      ([start, end]) => end + restDays < day || day < start - restDays,
    );
    return place?.value === from && rested && free && !(work.left && work.left.day - restDays < day)
      ? [index]
      : [];
  });
  if (there.length === 0) return;
  const count = Math.min(
    there.length,
    rng.weighted([
      [1, 50],
      [2, 22],
      [3, 14],
      [4, 9],
      [6, 5],
    ] as const),
  );
  const to = rng.pick(rooms.filter((room) => room !== from));
  const issued = Math.min(
    last,
    day +
      rng.weighted([
        [0, 40],
        [-1, 15],
        [-3, 10],
        [1, 15],
        [2, 10],
        [6, 10],
      ] as const),
  );
  const yearOf = year2(issued);
  const serial = (serials.get(yearOf) ?? 0) + 1;
  serials.set(yearOf, serial);
  const number = `T${yearOf}${String(serial).padStart(3, '0')}`;
  const record = `ticket-${number.toLowerCase()}`;
  const undone = rng.chance(0.13)
    ? { day: Math.max(day, issued) + rng.integer(2, 60), record: `void-${number.toLowerCase()}` }
    : null;
  for (const index of rng.sample(there, count))
    works[index]!.places.push({ value: to, from: day, issued, record, undone });
}
