/**
 * What was so on a day, by the museum's policy, with the records that show it, and what somebody would say who overlooks
 * one step. Answers come from the simulation, never from rendered words.
 */
import type { Day } from '../days.ts';
import type {
  Amendment,
  Article,
  Articles,
  Attribution,
  Fixed,
  Loan,
  Museum,
  Named,
  Work,
} from './museum.ts';
import { sentWith } from './movements.ts';

export function numberOn(work: Work, day: Day): { number: string; records: string[] } {
  const held = work.numbers.filter(({ from }) => from <= day);
  const number = (held.at(-1) ?? work.numbers[0]!).number;
  return { number, records: held.slice(1).flatMap(({ records }) => records) };
}

/** Records that connect some numbers of a work: those of every step between the first and the last of them. */
export function recordsBetween(work: Work, ...numbers: readonly string[]): string[] {
  const at = numbers.map((number) => work.numbers.findIndex((each) => each.number === number));
  return work.numbers.slice(Math.min(...at) + 1, Math.max(...at) + 1).flatMap(({ records }) => records);
}

/** Where a number of a work stands: in the old ledgers, or in the register by class that followed them. In each it is unique. */
export function bookOf({ renumbered }: Museum, work: Work, number: string): 'ledger' | 'register' {
  return work.acquired < renumbered && work.numbers[0]!.number === number ? 'ledger' : 'register';
}

/** Which work bore a number on a day. */
export function workByNumber({ works }: Museum, number: string, day: Day): number | null {
  const index = works.findIndex(
    (work) =>
      numberOn(work, day).number === number &&
      work.numbers[0]!.from <= day &&
      !(work.left && work.left.day <= day),
  );
  return index < 0 ? null : index;
}

export interface FixedOptions {
  /** A record that was taken back counts all the same. */
  trusting?: boolean;
  /** The day on a record counts, not the day that it names. */
  byIssue?: boolean;
}

/** What a dated series says on a day: the latest that counts and has not been taken back by then. */
export function standing<T>(
  series: readonly Fixed<T>[],
  day: Day,
  options: FixedOptions & { voidFromStart?: boolean } = {},
): Fixed<T> {
  const start = ({ from, issued }: Fixed<T>) => (options.byIssue ? issued : from);
  const counts = series.filter(
    (each) =>
      start(each) <= day &&
      (options.trusting || !each.undone || (!options.voidFromStart && each.undone.day > day)),
  );
  return counts.reduce((best, each) => (start(each) >= start(best) ? each : best), counts[0] ?? series[0]!);
}

/** What would stand on the day if it had not been taken back by then. */
export function passedOver<T>(series: readonly Fixed<T>[], day: Day, voidFromStart = false): Fixed<T>[] {
  const passed: Fixed<T>[] = [];
  for (let left = [...series]; left.length > 0; left = left.filter((each) => each !== passed.at(-1))) {
    const best = standing(left, day, { trusting: true });
    if (!best.undone || !(voidFromStart || best.undone.day <= day)) break;
    passed.push(best);
  }
  return passed;
}

export function nameOn(names: readonly Named[], day: Day): Named {
  return names.findLast(({ from }) => from <= day) ?? names[0]!;
}

export function loanOn({ loans }: Museum, work: number, day: Day): Loan | null {
  return (
    loans.find((loan) => sentWith(loan).includes(work) && loan.despatched <= day && day < loan.returned) ??
    null
  );
}

export interface ValueOptions extends FixedOptions {
  noRevisions?: boolean;
  revisionsByIssue?: boolean;
}

export interface Value {
  amount: number;
  records: string[];
  /** Under which the value, and any that was passed over, was fixed. */
  numbers: string[];
}

/** Pounds for which a work was insured on a day. */
export function valueOn({ revisions }: Museum, work: Work, day: Day, options: ValueOptions = {}): Value {
  const fixed = standing(work.values, day, options);
  const start = options.byIssue ? fixed.issued : fixed.from;
  const raised = options.noRevisions
    ? []
    : revisions.filter((revision) => {
        const from = options.revisionsByIssue ? revision.issued : revision.from;
        return revision.classes.includes(work.class) && from > start && from <= day;
      });
  const amount = raised.reduce(
    (value, { percent }) => Math.ceil((value * (100 + percent)) / 1000) * 10,
    fixed.value,
  );
  const passed = options.trusting ? [] : passedOver(work.values, day);
  return {
    amount,
    numbers: [fixed, ...passed].map(({ issued }) => numberOn(work, issued).number),
    records: [
      fixed.record,
      ...passed.map(({ undone }) => undone!.record),
      ...raised.map(({ record }) => record),
    ],
  };
}

export interface ArticleOptions {
  /** As adopted, or with every amendment ever made, or by day of adoption, or with those revoked. */
  reading?: 'original' | 'latest' | 'adoption' | 'revoked';
}

/** An article as it stands on a day. */
export function articleOn<A extends Article>(
  { policy, amendments }: Museum,
  article: A,
  day: Day,
  { reading }: ArticleOptions = {},
): { value: Articles[A]; record: string; revocation: string[] } {
  const ours = amendments.filter((each) => each.article === article);
  const counts = (each: Amendment) => {
    if (reading === 'original') return false;
    if (reading === 'latest') return each.revoked === null;
    if (reading === 'adoption') return each.revoked === null && each.adopted <= day;
    if (reading === 'revoked') return each.from <= day;
    return each.revoked === null && each.from <= day;
  };
  const standingOne = ours.findLast(counts);
  const passed = ours.filter(
    (each) => each.revoked && each.from <= day && (!standingOne || each.from > standingOne.from),
  );
  return {
    value: (standingOne?.value ?? policy.articles[article]) as Articles[A],
    record: standingOne?.record ?? policy.record,
    revocation: passed.map(({ revoked }) => revoked!.record),
  };
}

export function attributionOn(
  work: Work,
  day: Day,
  options: FixedOptions = {},
): Fixed<Attribution> & { note: string | null } {
  return standing(work.attributions, day, options) as Work['attributions'][number];
}
