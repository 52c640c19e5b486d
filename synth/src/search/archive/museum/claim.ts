/**
 * The family `search.museum-claim`: an object came to harm on loan. Which number did it bear, whose value counts, what was
 * it insured for, and what do the borrower's insurers pay? Chain: number → object → loan → rule in force → value in force.
 */
import type { JsonObject } from '@touchstone/contracts';
import { z } from 'zod';
import { pythonFile } from '../../../interpreter/program.ts';
import { isoDate, type Day } from '../days.ts';
import { claimWords } from './claim-words.ts';
import {
  certificates,
  inquiryFamily,
  mentioning,
  standingRecords,
  type Ruling,
  type Slip,
} from './inquiry.ts';
import { sentWith } from './movements.ts';
import type { MuseumArchive } from './museum-archive.ts';
import type { Basis, Loan, Museum, Work } from './museum.ts';
import {
  articleOn,
  bookOf,
  numberOn,
  passedOver,
  recordsBetween,
  valueOn,
  workByNumber,
  type ArticleOptions,
  type ValueOptions,
} from './truth.ts';

const subject = z.strictObject({ work: z.number().int().nonnegative(), loan: z.string(), given: z.string() });
type Subject = z.infer<typeof subject>;

interface Overlooked {
  /** Takes this work for the one that is meant. */
  work?: number;
  number?: string;
  value?: ValueOptions;
  cover?: ArticleOptions;
  share?: ArticleOptions;
  basis?: Basis;
  despatched?: Day;
  amount?: number;
  noShare?: true;
}

const leastValueShare = 3;

export const claimFamily = inquiryFamily<Subject>({
  id: 'search.museum-claim',
  version: 3,
  title: 'A museum’s archive: what the insurers of a borrower pay for an object harmed on loan.',
  subjectDoc:
    'The object, the loan on which it came to harm, and the number by which the papers in hand name it.',
  dayDoc: 'The day on which the damage was found (days since 1970-01-01); it lies within the loan.',
  subject,
  subjects,
  drawDay: (museum, { loan: number }, rng) => {
    const loan = museum.loans.find((each) => each.number === number);
    return loan ? rng.integer(loan.despatched + 2, loan.returned - 1) : null;
  },
  rule,
  fields: {
    number: { kind: 'text' },
    loan: { kind: 'text' },
    value_day: { kind: 'date' },
    value: { kind: 'integer', unit: '£' },
    insurers_pay: { kind: 'integer', unit: '£' },
  },
  tell: claimWords,
  python: pythonFile('claim.py', import.meta.url),
  how: 'Follows the number through concordance, slips and notices, finds the loan that held the day, and reads articles and values as they stood.',
  shortcuts: [
    { name: 'no-search', how: 'Answers without looking anything up.', slip: null },
    {
      name: 'namesake',
      how: 'Takes the number as if it had always belonged to the object that bears it on the day.',
      slip: 'the object that bears the number on that day is taken',
    },
    {
      name: 'as-printed',
      how: 'Reads the concordance without its slips.',
      slip: 'the concordance is read without its slips',
    },
    {
      name: 'as-certified',
      how: 'Lets a withdrawn certificate count.',
      slip: 'a withdrawn certificate counts',
    },
    {
      name: 'no-revisions',
      how: 'Does everything but apply general revisions.',
      slip: 'general revisions are overlooked',
    },
  ],
  toolCallsMax: 120,
  required: { min: 7, max: 14 },
});

/** Every object that was ever sent out, under each number that it did not bear then. */
function subjects({ loans, works }: Museum): Subject[] {
  return loans.flatMap((loan) =>
    sentWith(loan).flatMap((work) => {
      const { number } = numberOn(works[work]!, loan.despatched);
      const others = works[work]!.numbers.filter((each) => each.number !== number);
      return others.map((each) => ({ work, loan: loan.number, given: each.number }));
    }),
  );
}

function rule(
  found: MuseumArchive,
  { work: index, loan: loanNumber, given }: Subject,
  day: Day,
): Ruling | string {
  const { museum } = found;
  const work = museum.works[index];
  const loan = museum.loans.find(({ number }) => number === loanNumber);
  if (!work || !loan || !sentWith(loan).includes(index)) return 'there is no such loan of this object';
  if (day <= loan.despatched || day >= loan.returned) return 'the day lies outside the loan';
  const { number } = numberOn(work, day);
  if (number !== numberOn(work, loan.agreed).number) return 'the number changes during the loan';
  if (number === given || !work.numbers.some((each) => each.number === given))
    return 'the number given must be an earlier or a later one';
  const right = settle(museum, { work, loan, day }, {});
  if (right.value < leastValueShare * articleOn(museum, 'share', loan.despatched).value.least)
    return 'the value is too small';
  const cover = articleOn(museum, 'cover', loan.despatched);
  const share = articleOn(museum, 'share', loan.despatched);
  const value = valueOn(museum, work, basisDay(cover.value, loan, day));
  const answer = answerOf(right);
  const revocations = [...cover.revocation, ...share.revocation].filter(
    () =>
      JSON.stringify(
        answerOf(
          settle(
            museum,
            { work, loan, day },
            { cover: { reading: 'revoked' }, share: { reading: 'revoked' } },
          ),
        ),
      ) !== JSON.stringify(answer),
  );
  const names = work.numbers.map((each) => each.number);
  return {
    answer,
    required: [
      ...recordsBetween(work, given, number, ...value.numbers),
      loan.agreement,
      loan.despatchNote,
      cover.record,
      share.record,
      ...revocations,
      ...value.records,
    ],
    permitted: () => [
      ...mentioning(found, [...names, loan.number, ...certificates(value.records)]),
      ...standingRecords(museum),
    ],
    slips: slipsOf(museum, { work, index, loan, day, given, number }),
    chance: 1 / (names.length * work.values.length * (museum.revisions.length + 1) * 3 * 4),
    asked: { given, book: bookOf(museum, work, given), day: isoDate(day) },
  };
}

function basisDay(basis: Basis, loan: Loan, day: Day, despatched = loan.despatched): Day {
  return basis === 'agreement' ? loan.agreed : basis === 'despatch' ? despatched : day;
}

interface Settled {
  number: string;
  loan: string;
  valueDay: Day;
  value: number;
  pay: number;
}

function settle(
  museum: Museum,
  { work, loan, day }: { work: Work; loan: Loan; day: Day },
  overlooked: Overlooked,
): Settled {
  const left = overlooked.despatched ?? loan.despatched;
  const basis = overlooked.basis ?? articleOn(museum, 'cover', left, overlooked.cover).value;
  const valueDay = basisDay(basis, loan, day, left);
  const meant = overlooked.work === undefined ? work : museum.works[overlooked.work]!;
  const value = overlooked.amount ?? valueOn(museum, meant, valueDay, overlooked.value).amount;
  const share = articleOn(museum, 'share', left, overlooked.share).value;
  const own = overlooked.noShare
    ? 0
    : Math.min(value, Math.max(Math.ceil((value * share.percent) / 100), share.least));
  return {
    number: overlooked.number ?? numberOn(work, day).number,
    loan: loan.number,
    valueDay,
    value,
    pay: value - own,
  };
}

function answerOf({ number, loan, valueDay, value, pay }: Settled): JsonObject {
  return { number, loan, value_day: isoDate(valueDay), value, insurers_pay: pay };
}

function slipsOf(
  museum: Museum,
  facts: { work: Work; index: number; loan: Loan; day: Day; given: string; number: string },
): Slip[] {
  const { work, index, loan, day, given, number } = facts;
  const slips: Slip[] = [];
  const add = (how: string, trap: boolean, overlooked: Overlooked) =>
    slips.push({ how, trap, answer: answerOf(settle(museum, { work, loan, day }, overlooked)) });
  const namesake = workByNumber(museum, given, day);
  if (namesake !== null)
    add('the object that bears the number on that day is taken', false, {
      work: namesake,
      number: given,
    });
  const slip = museum.slips.find(({ works }) => works.includes(index));
  if (slip && recordsBetween(work, given, number).includes(slip.record)) {
    const partner = slip.works.find((other) => other !== index)!;
    add('the concordance is read without its slips', true, {
      work: partner,
      number: numberOn(museum.works[partner]!, day).number,
    });
  }
  add('the number given is kept', false, { number: given });
  const reach = basisDay(articleOn(museum, 'cover', loan.despatched).value, loan, day);
  if (passedOver(work.values, reach).length > 0)
    add('a withdrawn certificate counts', true, { value: { trusting: true } });
  add('general revisions are overlooked', false, { value: { noRevisions: true } });
  add('certificates count from their signature', true, { value: { byIssue: true } });
  add('general revisions count from their announcement', true, { value: { revisionsByIssue: true } });
  for (const basis of ['agreement', 'despatch', 'damage'] as const)
    add(`the value on the day of ${basis === 'agreement' ? 'the agreement' : basis} is taken`, false, {
      basis,
    });
  add('the planned day of despatch is taken', true, { despatched: loan.plannedDespatch });
  add('the articles are read as first adopted', false, {
    cover: { reading: 'original' },
    share: { reading: 'original' },
  });
  add('the articles are read as they stand at last', false, {
    cover: { reading: 'latest' },
    share: { reading: 'latest' },
  });
  add('amendments count from their adoption', true, {
    cover: { reading: 'adoption' },
    share: { reading: 'adoption' },
  });
  add('a revoked amendment counts', true, { cover: { reading: 'revoked' }, share: { reading: 'revoked' } });
  add('the museum’s share is overlooked', false, { noShare: true });
  for (const { work: about, says, day: said } of museum.hearsay)
    if (about === index && 'value' in says && said < day)
      add('a sum from a newspaper or a letter is believed', true, { amount: says.value });
  return slips;
}
