/**
 * The family `search.museum-whereabouts`: where was an object on a day, since when, and to whom was it given? Chain:
 * number → object → tickets not void, loans really out → the name that the place then bore; keeper's note → minutes.
 */
import type { JsonObject, Rng } from '@touchstone/contracts';
import { z } from 'zod';
import { pythonFile } from '../../../interpreter/program.ts';
import { isoDate, type Day } from '../days.ts';
import { inquiryFamily, mentioning, standingRecords, type Ruling, type Slip } from './inquiry.ts';
import type { MuseumArchive } from './museum-archive.ts';
import type { Attribution, Loan, Museum, Work } from './museum.ts';
import { attributionWords } from './records/objects.ts';
import { mark } from './records/writer.ts';
import {
  attributionOn,
  bookOf,
  loanOn,
  nameOn,
  numberOn,
  passedOver,
  recordsBetween,
  standing,
  workByNumber,
  type FixedOptions,
} from './truth.ts';
import { whereaboutsWords } from './whereabouts-words.ts';

const subject = z.strictObject({ work: z.number().int().nonnegative(), given: z.string() });
type Subject = z.infer<typeof subject>;

export const whereaboutsFamily = inquiryFamily<Subject>({
  id: 'search.museum-whereabouts',
  version: 2,
  title: 'A museum’s archive: where an object was on a day, since when, and to whom it was then given.',
  subjectDoc: 'The object and the number, an earlier or a later one, by which the question names it.',
  dayDoc: 'The day that the question is about (days since 1970-01-01).',
  subject,
  subjects: ({ works }) =>
    works.flatMap(({ numbers }, work) =>
      numbers.length < 2 ? [] : numbers.map(({ number }) => ({ work, given: number })),
    ),
  drawDay,
  rule,
  fields: {
    number: { kind: 'text' },
    place: { kind: 'text' },
    since: { kind: 'date' },
    given_to: { kind: 'text' },
  },
  tell: whereaboutsWords,
  python: pythonFile('whereabouts.py', import.meta.url),
  how: 'Follows the number, replays tickets, receipts and loans up to the day, and then the decisions of the committee.',
  shortcuts: [
    { name: 'no-search', how: 'Answers without looking anything up.', slip: null },
    {
      name: 'tickets-only',
      how: 'Reads tickets and forgets loans and returns.',
      slip: 'loans are overlooked',
    },
    { name: 'void-counts', how: 'Lets void tickets count.', slip: 'a void ticket counts' },
    {
      name: 'notes-count',
      how: 'Takes every proposal of a keeper as accepted.',
      slip: 'a keeper’s proposal counts without the committee',
    },
    {
      name: 'as-printed',
      how: 'Reads the concordance without its slips.',
      slip: 'the concordance is read without its slips',
    },
  ],
  toolCallsMax: 140,
  required: { min: 5, max: 16 },
});

/** Half of the days lie soon after something happened to the object, where overlooking it matters. */
function drawDay({ works, loans, inventoryDay, last }: Museum, { work: index }: Subject, rng: Rng): Day {
  const work = works[index]!;
  const events = [
    ...work.places.flatMap(({ from, undone }) => (undone ? [from, from] : [from])),
    ...loans
      .filter((loan) => loan.works.includes(index))
      .flatMap((loan) => [loan.despatched, loan.due, loan.returned]),
  ];
  const from = Math.max(inventoryDay, work.acquired) + 5;
  const day = rng.chance(0.6) ? rng.pick(events) + rng.integer(2, 60) : rng.integer(from, last);
  return Math.max(from, Math.min(last, day));
}

interface Overlooked {
  work?: number;
  number?: string;
  places?: FixedOptions;
  noLoans?: true;
  /** Rooms and houses are called as on this day. */
  names?: Day;
  /** Loans run by their agreements. */
  planned?: true;
  withheldWent?: true;
  attribution?: FixedOptions;
  givenTo?: Attribution;
  room?: number;
}

interface Place {
  spellings: string[];
  since: Day;
  records: string[];
  numbers: string[];
}

function rule(found: MuseumArchive, { work: index, given }: Subject, day: Day): Ruling | string {
  const { museum } = found;
  const work = museum.works[index];
  if (!work || !work.numbers.some(({ number }) => number === given)) return 'no such object has this number';
  if (
    day < Math.max(museum.inventoryDay, work.acquired) ||
    day > museum.last ||
    (work.left && work.left.day <= day + 5)
  )
    return 'the object is not in the collection on this day';
  const { number } = numberOn(work, day);
  if (number === given) return 'the number given must be an earlier or a later one';
  if (isTooClose(museum, index, day)) return 'something happens to the object on this very day';
  const right = placeOf(museum, index, day, {});
  const { value, records, numbers } = attributionRecords(work, day);
  const names = work.numbers.map((each) => each.number);
  const said = (overlooked: Overlooked): JsonObject => answerOf(museum, index, day, overlooked);
  return {
    answer: {
      number,
      place: right.spellings,
      since: isoDate(right.since),
      given_to: attributionWords(museum, value),
    },
    required: [
      ...recordsBetween(work, given, number, ...right.numbers, ...numbers),
      ...right.records,
      ...records,
    ],
    permitted: () => [
      ...mentioning(found, [
        ...names,
        ...museum.loans.filter((loan) => loan.works.includes(index)).map((loan) => loan.number),
        ...[...work.attributions, ...work.proposals].flatMap(({ note }) => (note ? [mark(note)] : [])),
        ...work.places.filter(({ record }) => record.startsWith('ticket-')).map(({ record }) => mark(record)),
      ]),
      ...standingRecords(museum),
    ],
    slips: slipsOf(museum, { work, index, day, given }, said),
    chance:
      1 /
      (names.length *
        (work.places.length + 1) *
        2 *
        (work.attributions.length + work.proposals.length + 1) *
        (museum.rooms.length + museum.borrowers.length)),
    asked: { given, book: bookOf(museum, work, given), day: isoDate(day) },
  };
}

function isTooClose({ loans, rooms, works, borrowers }: Museum, index: number, day: Day): boolean {
  const work = works[index]!;
  const days = [
    ...work.places.flatMap(({ from, issued, undone }) => [from, issued, undone?.day ?? from]),
    ...work.attributions.flatMap(({ from, undone }) => [from, undone?.day ?? from]),
    ...work.numbers.map(({ from }) => from),
    ...loans
      .filter((loan) => loan.works.includes(index))
      .flatMap((loan) => [loan.despatched, loan.plannedDespatch, loan.returned, loan.agreed]),
    ...[...rooms, ...borrowers].flatMap(({ names }) => names.map(({ from }) => from)),
  ];
  return days.some((each) => Math.abs(each - day) <= 1);
}

/** Whoever said it, the place on a day with the records that show it. */
function placeOf(museum: Museum, index: number, day: Day, overlooked: Overlooked): Place {
  const work = museum.works[index]!;
  const loan = overlooked.noLoans ? null : loanFor(museum, index, day, overlooked);
  const called = overlooked.names ?? day;
  if (loan) {
    const then = nameOn(museum.borrowers[loan.borrower]!.names, loan.agreed);
    const now = nameOn(museum.borrowers[loan.borrower]!.names, called);
    return {
      spellings: [now.name, `the ${now.name}`],
      since: overlooked.planned ? loan.plannedDespatch : loan.despatched,
      records: [loan.agreement, loan.despatchNote, ...(now.name === then.name ? [] : [now.record!])],
      numbers: [numberOn(work, loan.agreed).number],
    };
  }
  const series = overlooked.noLoans
    ? work.places.filter(({ record }) => !record.startsWith('receipt-'))
    : work.places;
  const fixed = standing(series, day, { ...overlooked.places, voidFromStart: true });
  const passed = passedOver(work.places, day, true);
  const room = museum.rooms[overlooked.room ?? fixed.value]!.names;
  const then = nameOn(room, fixed.issued);
  const now = nameOn(room, called);
  const back = museum.loans.find(({ receipt }) => receipt === fixed.record);
  const held = museum.loans.find(
    (each) =>
      each.despatched <= day && day < each.returned && each.withheld.some(({ work: kept }) => kept === index),
  );
  return {
    spellings: [now.name, `the ${now.name}`],
    since: fixed.from,
    records: [
      fixed.record,
      ...(back ? [back.agreement] : []),
      ...(held ? [held.withheld.find(({ work: kept }) => kept === index)!.record] : []),
      ...passed.map(({ undone }) => undone!.record),
      ...(now.name === then.name ? [] : [now.record!]),
    ],
    numbers: [
      numberOn(work, back ? back.agreed : fixed.issued).number,
      ...passed.map(({ issued }) => numberOn(work, issued).number),
      ...(held ? [numberOn(work, held.withheld[0]!.day).number] : []),
    ],
  };
}

function loanFor(
  museum: Museum,
  index: number,
  day: Day,
  { planned, withheldWent }: Overlooked,
): Loan | null {
  if (planned)
    return (
      museum.loans.find(
        (loan) => loan.works.includes(index) && loan.plannedDespatch <= day && day <= loan.due,
      ) ?? null
    );
  if (withheldWent)
    return (
      museum.loans.find(
        (loan) => loan.works.includes(index) && loan.despatched <= day && day < loan.returned,
      ) ?? null
    );
  return loanOn(museum, index, day);
}

function attributionRecords(
  work: Work,
  day: Day,
): { value: Attribution; records: string[]; numbers: string[] } {
  const fixed = attributionOn(work, day);
  const passed = passedOver(work.attributions, day);
  return {
    value: fixed.value,
    records: [
      fixed.record,
      ...(fixed.note ? [fixed.note] : []),
      ...passed.map(({ undone }) => undone!.record),
    ],
    numbers: [fixed, ...passed].map(({ issued }) => numberOn(work, issued).number),
  };
}

function answerOf(museum: Museum, index: number, day: Day, overlooked: Overlooked): JsonObject {
  const meant = overlooked.work ?? index;
  const work = museum.works[meant]!;
  const place = placeOf(museum, meant, day, overlooked);
  const value = overlooked.givenTo ?? attributionOn(work, day, overlooked.attribution).value;
  return {
    number: overlooked.number ?? numberOn(work, day).number,
    place: place.spellings,
    since: isoDate(place.since),
    given_to: attributionWords(museum, value),
  };
}

function slipsOf(
  museum: Museum,
  { work, index, day, given }: { work: Work; index: number; day: Day; given: string },
  said: (overlooked: Overlooked) => JsonObject,
): Slip[] {
  const slips: Slip[] = [];
  const add = (how: string, trap: boolean, overlooked: Overlooked) =>
    slips.push({ how, trap, answer: said(overlooked) });
  const namesake = workByNumber(museum, given, day);
  if (namesake !== null)
    add('the object that bears the number on that day is taken', false, { work: namesake, number: given });
  const slip = museum.slips.find(({ works }) => works.includes(index));
  if (slip && recordsBetween(work, given, numberOn(work, day).number).includes(slip.record))
    add('the concordance is read without its slips', true, {
      work: slip.works.find((other) => other !== index)!,
    });
  add('the number given is kept', false, { number: given });
  add('a void ticket counts', true, { places: { trusting: true } });
  add('tickets count from the day on which they were written', true, { places: { byIssue: true } });
  add('loans are overlooked', false, { noLoans: true });
  add('loans run as their agreements plan', true, { planned: true });
  add('what was withheld is taken to have travelled', true, { withheldWent: true });
  add('rooms and houses are called as at first', true, { names: museum.first });
  add('rooms and houses are called as at last', false, { names: museum.last });
  add('a rescinded acceptance counts', true, { attribution: { trusting: true } });
  add('a proposal counts from the day of the note', true, { attribution: { byIssue: true } });
  if (work.attributions.length > 1)
    add('the accession card is believed', false, { givenTo: work.attributions[0]!.value });
  const proposed = work.proposals.filter(({ noted }) => noted <= day).at(-1);
  if (proposed && proposed.noted >= attributionOn(work, day).from)
    add('a keeper’s proposal counts without the committee', true, { givenTo: proposed.value });
  for (const { work: about, says, day: said_ } of museum.hearsay) {
    if (about !== index || said_ > day || day - said_ > 4000) continue;
    if ('room' in says && !loanOn(museum, index, day))
      add('a guide, letter or newspaper is believed on the place', true, { room: says.room });
    if ('attribution' in says)
      add('a guide, letter or newspaper is believed on the maker', true, { givenTo: says.attribution });
  }
  return slips;
}
