/**
 * The family `search.museum-late`: an audit of all that one house borrowed in a span of years. How many objects really
 * went, which consignments came back late and what was due for it? A complete set, each member with its own papers.
 */
import type { JsonObject } from '@touchstone/contracts';
import { z } from 'zod';
import { pythonFile } from '../../../interpreter/program.ts';
import { dayNumber } from '../../../general/world/distributions/dates.ts';
import { isoDate, monthsAfter, type Day } from '../days.ts';
import { inquiryFamily, mentioning, standingRecords, type Ruling, type Slip } from './inquiry.ts';
import { lateWords } from './late-words.ts';
import { sentWith } from './movements.ts';
import type { MuseumArchive } from './museum-archive.ts';
import type { Loan, Museum } from './museum.ts';
import { articleOn, nameOn, type ArticleOptions } from './truth.ts';

const subject = z.strictObject({
  borrower: z.number().int().nonnegative(),
  months: z.number().int().min(12).max(120),
});
type Subject = z.infer<typeof subject>;

export const lateFamily = inquiryFamily<Subject>({
  id: 'search.museum-late',
  version: 3,
  title:
    'A museum’s archive: what a house borrowed in some years, what came back late, and what it owed for that.',
  subjectDoc: 'The borrowing house (by its place in the list of houses) and how many months are audited.',
  dayDoc: 'The first day of the months audited (days since 1970-01-01).',
  subject,
  subjects: ({ borrowers }) =>
    borrowers.flatMap((_, borrower) => spans.map((months) => ({ borrower, months }))),
  drawDay: (museum, { months }, rng) => {
    const day = rng.integer(museum.first + 500, museum.last - months * 30 - 400);
    // People audit from the first of a quarter.
    const date = isoDate(day);
    return dayNumber(`${date.slice(0, 5)}${rng.pick(['01', '04', '07', '10'])}-01`);
  },
  rule,
  fields: {
    objects_sent: { kind: 'integer' },
    late_loans: {
      kind: 'table',
      ordered: false,
      columns: {
        loan: { kind: 'text' },
        days_late: { kind: 'integer' },
        charge: { kind: 'integer', unit: '£' },
      },
    },
    total_charge: { kind: 'integer', unit: '£' },
  },
  tell: lateWords,
  python: pythonFile('late.py', import.meta.url),
  how: 'Collects every agreement with the house under all its names, reads the papers of each, and applies the article of its time.',
  shortcuts: [
    { name: 'no-search', how: 'Answers without looking anything up.', slip: null },
    {
      name: 'first-page',
      how: 'Looks at the agreements of one search for the name given, twelve at most, and under that name only.',
      slip: null,
      expect: 'unknown',
    },
    {
      name: 'requests-count',
      how: 'Takes a borrower’s letter for an extension.',
      slip: 'a request is taken for an extension',
    },
    {
      name: 'all-travelled',
      how: 'Counts every object of an agreement.',
      slip: 'what was withheld is counted',
    },
    {
      name: 'no-extensions',
      how: 'Goes by the day of return in the agreement.',
      slip: 'extensions are overlooked',
    },
  ],
  toolCallsMax: 200,
  required: { min: 9, max: 18 },
});

/** The last day that is audited. */
function endOf(day: Day, months: number): Day {
  return monthsAfter(day, months) - 1;
}

interface Overlooked {
  withheld?: true;
  extensions?: true;
  requests?: true;
  planned?: true;
  agreed?: true;
  fee?: ArticleOptions;
  /** Only what was agreed under the name borne on this day. */
  name?: Day;
  wholeWeeks?: true;
  perLoan?: true;
}

interface Late {
  loan: Loan;
  days: number;
  charge: number;
}

/** Months that people audit. */
const spans = [24, 30, 36, 42, 48, 60, 72];
const loansMin = 3;
const lateMin = 2;

function rule(found: MuseumArchive, { borrower: index, months }: Subject, day: Day): Ruling | string {
  const { museum } = found;
  const borrower = museum.borrowers[index];
  const end = endOf(day, months);
  if (!borrower || day < museum.first + 300 || end > museum.last - 300)
    return 'the archive does not cover these months';
  const loans = within(museum, index, day, end, {});
  const late = loans.flatMap((loan) => lateOf(museum, loan, {}));
  if (loans.length < loansMin || late.length < lateMin) return 'too few loans, or too few late ones';
  const others = loans.filter((loan) => !late.some((each) => each.loan === loan));
  const fees = late.map(({ loan }) => articleOn(museum, 'late', loan.despatched));
  const answer = answerOf(museum, loans, {});
  const revoked = answerOf(museum, loans, { fee: { reading: 'revoked' } });
  const deciding = (loan: Loan) =>
    loan.returned > loan.due && loan.extensions.length > 0 ? [loan.extensions.at(-1)!.record] : [];
  const name = nameOn(borrower.names, end).name;
  const renamed = loans.some((loan) => nameOn(borrower.names, loan.agreed).name !== name);
  return {
    answer,
    required: [
      ...loans.flatMap((loan) => [
        loan.agreement,
        loan.despatchNote,
        ...loan.withheld.map(({ record }) => record),
      ]),
      ...late.flatMap(({ loan }) => [
        loan.receipt,
        ...(loan.extensions.length > 0 ? [loan.extensions.at(-1)!.record] : []),
      ]),
      ...others.flatMap(deciding),
      ...fees.map(({ record }) => record),
      ...(JSON.stringify(answer) === JSON.stringify(revoked)
        ? []
        : fees.flatMap(({ revocation }) => revocation)),
      ...(renamed ? borrower.names.flatMap(({ record }) => (record ? [record] : [])) : []),
    ],
    permitted: () => [
      ...mentioning(
        found,
        museum.loans.filter((loan) => loan.borrower === index).map(({ number }) => number),
      ),
      ...standingRecords(museum),
    ],
    slips: slipsOf(museum, index, day, end),
    chance: 1 / (3 ** loans.length * 20),
    asked: { house: name, from: isoDate(day), to: isoDate(end) },
  };
}

function within(
  museum: Museum,
  borrower: number,
  day: Day,
  end: Day,
  { planned, agreed, name }: Overlooked,
): Loan[] {
  return museum.loans.filter((loan) => {
    const left = agreed ? loan.agreed : planned ? loan.plannedDespatch : loan.despatched;
    const { names } = museum.borrowers[borrower]!;
    return (
      loan.borrower === borrower &&
      left >= day &&
      left <= end &&
      (name === undefined || nameOn(names, loan.agreed).name === nameOn(names, name).name)
    );
  });
}

function dueOf(loan: Loan, { extensions, requests }: Overlooked): Day {
  const granted = extensions ? loan.due : (loan.extensions.at(-1)?.due ?? loan.due);
  return requests && loan.refused ? Math.max(granted, loan.refused.due) : granted;
}

function lateOf(museum: Museum, loan: Loan, overlooked: Overlooked): Late[] {
  const days = loan.returned - dueOf(loan, overlooked);
  if (days <= 0) return [];
  const objects = overlooked.perLoan ? 1 : overlooked.withheld ? loan.works.length : sentWith(loan).length;
  const weeks = overlooked.wholeWeeks ? Math.floor(days / 7) : Math.ceil(days / 7);
  return [
    {
      loan,
      days,
      charge: weeks * objects * articleOn(museum, 'late', loan.despatched, overlooked.fee).value,
    },
  ];
}

function answerOf(museum: Museum, loans: Loan[], overlooked: Overlooked): JsonObject {
  const late = loans.flatMap((loan) => lateOf(museum, loan, overlooked));
  return {
    objects_sent: loans.reduce(
      (sum, loan) => sum + (overlooked.withheld ? loan.works.length : sentWith(loan).length),
      0,
    ),
    late_loans: late.map(({ loan, days, charge }) => ({ loan: loan.number, days_late: days, charge })),
    total_charge: late.reduce((sum, { charge }) => sum + charge, 0),
  };
}

function slipsOf(museum: Museum, borrower: number, day: Day, end: Day): Slip[] {
  const slips: Slip[] = [];
  const add = (how: string, trap: boolean, overlooked: Overlooked) =>
    slips.push({
      how,
      trap,
      answer: answerOf(museum, within(museum, borrower, day, end, overlooked), overlooked),
    });
  add('what was withheld is counted', true, { withheld: true });
  add('extensions are overlooked', true, { extensions: true });
  add('a request is taken for an extension', true, { requests: true });
  add('the planned day of despatch decides what belongs to the span', true, { planned: true });
  add('the day of the agreement decides what belongs to the span', false, { agreed: true });
  add('only loans under the later name are found', true, { name: end });
  add('only loans under the earlier name are found', true, { name: day });
  add('only whole weeks are charged', false, { wholeWeeks: true });
  add('the charge is taken once for each loan', false, { perLoan: true });
  add('the article is read as first adopted', false, { fee: { reading: 'original' } });
  add('the article is read as it stands at last', false, { fee: { reading: 'latest' } });
  add('amendments count from their adoption', true, { fee: { reading: 'adoption' } });
  add('a revoked amendment counts', true, { fee: { reading: 'revoked' } });
  return slips;
}
