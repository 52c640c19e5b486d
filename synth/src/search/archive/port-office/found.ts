/** Founds a port: its town, quays with the names they come to bear, people, and by-laws with every order that changes them. */
import type { Rng } from '@touchstone/contracts';
import { dayNumber } from '../../../general/world/distributions/dates.ts';
import { distinctNames } from '../../../general/world/distributions/names.ts';
import { yearOf, type Day } from '../days.ts';
import {
  quayClasses,
  type ByLaws,
  type ClearanceRule,
  type DuesRule,
  type Naming,
  type NoticeRule,
  type OrderHead,
  type Port,
  type Quay,
  type QuayClass,
  type Reclassing,
  type Version,
} from './model.ts';
import { agents, newQuayNames, quayNames, townHeads, townTails } from './names.ts';

const yearsMin = 12;
const yearsMax = 16;

export type Founding = Pick<
  Port,
  | 'name'
  | 'slug'
  | 'first'
  | 'last'
  | 'quays'
  | 'masters'
  | 'clerks'
  | 'surveyors'
  | 'agents'
  | 'byLaws'
  | 'namings'
  | 'reclassings'
> & { firstClasses: QuayClass[]; orders: OrderHead[] };

export function foundPort(rng: Rng): Founding {
  const name = `${rng.pick(townHeads)}${rng.pick(townTails)}`;
  const firstYear = rng.integer(1990, 1999);
  const first = dayNumber(`${firstYear}-01-01`);
  const last = dayNumber(`${firstYear + rng.integer(yearsMin, yearsMax)}-12-31`);
  const people = distinctNames(rng.fork('people'), 16, {
    british: 0.7,
    nordic: 0.15,
    german: 0.1,
    iberian: 0.05,
  });
  const quays = foundQuays(rng.fork('quays'), first);
  const namings = renameQuays(rng.fork('namings'), quays, first, last);
  const byLaws = makeByLaws(rng.fork('by-laws'), first, last);
  const firstClasses = quays.map(() => rng.pick(quayClasses));
  const reclassings = reclass(rng.fork('classes'), quays, first, last, firstClasses);
  const orders: OrderHead[] = [
    ...namings,
    ...reclassings,
    ...allVersions(byLaws).flatMap(({ order, revoked }) => [order, revoked]),
    ...plainOrders(rng.fork('orders'), first, last),
  ].filter((order) => order !== null);
  numberByYear(orders, ({ made }) => made);
  return {
    name,
    slug: `${name.toLowerCase()}-harbour`,
    first,
    last,
    quays,
    masters: people.slice(0, 4).map((person, index) => ({
      name: person,
      from: first + Math.round(((last - first) * index) / 4) + (index === 0 ? 0 : rng.integer(-200, 200)),
    })),
    clerks: people.slice(4, 11),
    surveyors: people.slice(11, 14),
    agents: rng.sample(agents, 6),
    byLaws,
    namings,
    reclassings,
    firstClasses,
    orders,
  };
}

function allVersions({ notices, clearance, dues }: ByLaws): Version<unknown>[] {
  return [...notices.versions, ...clearance.versions, ...dues.versions];
}

/** Numbers one series: by day, from 1 in every year. */
export function numberByYear<T extends { number: number }>(items: T[], dayOfItem: (item: T) => Day): void {
  const counts = new Map<number, number>();
  for (const item of items.sort((one, other) => dayOfItem(one) - dayOfItem(other))) {
    const year = yearOf(dayOfItem(item));
    item.number = (counts.get(year) ?? 0) + 1;
    counts.set(year, item.number);
  }
}

function foundQuays(rng: Rng, first: Day): Quay[] {
  return rng.sample(quayNames, rng.integer(10, 13)).map((name, index) => ({
    index,
    names: [{ name, from: first }],
    length: 10 * rng.integer(13, 27),
  }));
}

function renameQuays(rng: Rng, quays: Quay[], first: Day, last: Day): Naming[] {
  const fresh = rng.shuffle(newQuayNames);
  return rng.sample(quays, rng.integer(4, 6)).map((quay) => {
    const made = rng.integer(first + 900, last - 900);
    const effective = made + rng.integer(10, 90);
    const from = quay.names[0]?.name as string;
    const to = fresh.pop() as string;
    quay.names.push({ name: to, from: effective });
    return { quay, from, to, made, effective, number: 0 };
  });
}

/** Orders that class quays anew: two at most for a quay, years apart, each to another class. */
function reclass(
  rng: Rng,
  quays: readonly Quay[],
  first: Day,
  last: Day,
  firstClasses: QuayClass[],
): Reclassing[] {
  return quays.flatMap((quay) => {
    let now = firstClasses[quay.index] as QuayClass;
    const middle = Math.round((first + last) / 2);
    const spans = rng.chance(0.6)
      ? [
          [first + 400, middle - 300],
          [middle + 200, last - 500],
        ]
      : [[first + 400, last - 500]];
    return spans.map(([from, to]) => {
      const made = rng.integer(from as Day, to as Day);
      now = rng.pick(quayClasses.filter((each) => each !== now));
      return { quay, to: now, made, effective: made + rng.integer(20, 110), number: 0 };
    });
  });
}

function plainOrders(rng: Rng, first: Day, last: Day): OrderHead[] {
  return Array.from({ length: Math.round((last - first) / 200) }, () => {
    const made = rng.integer(first, last - 60);
    return { made, effective: made + rng.integer(0, 60), number: 0 };
  });
}

function makeByLaws(rng: Rng, first: Day, last: Day): ByLaws {
  const [notices, dues, clearance] = [rng.integer(2, 5), rng.integer(7, 11), rng.integer(12, 19)] as const;
  return {
    notices: { number: notices, versions: versionsOf(rng.fork('notices'), first, last, 2, nextNoticeRule) },
    clearance: {
      number: clearance,
      versions: versionsOf(rng.fork('clearance'), first, last, 4, nextClearance),
    },
    dues: { number: dues, versions: versionsOf(rng.fork('dues'), first, last, 3, nextDues) },
  };
}

/** A by-law as made and `changes` orders that change it, evenly over the years, one of the later ones revoked after a time. */
function versionsOf<T>(
  rng: Rng,
  first: Day,
  last: Day,
  changes: number,
  next: (rng: Rng, before: T | null) => T,
): Version<T>[] {
  const founded = first - rng.integer(300, 4000);
  const versions: Version<T>[] = [
    { order: null, effective: founded, made: founded - 30, rule: next(rng, null), revoked: null },
  ];
  const span = Math.floor((last - first) / (changes + 1));
  const scatter = Math.floor(span / 5);
  const revokedAt = changes >= 3 ? rng.integer(2, changes) : -1;
  for (let index = 1; index <= changes; index++) {
    const made = first + span * index + rng.integer(-scatter, scatter);
    const effective = made + rng.integer(25, 150);
    const rule = next(rng, versions.at(-1)?.rule as T);
    const order = { made, effective, number: 0 };
    const revokedMade = effective + rng.integer(60, Math.floor(span / 3));
    const revoked =
      index === revokedAt
        ? { made: revokedMade, effective: revokedMade + rng.integer(10, 60), number: 0 }
        : null;
    versions.push({ order, effective, made, rule, revoked });
  }
  return versions;
}

function nextNoticeRule(rng: Rng, before: NoticeRule | null): NoticeRule {
  const lapseMonths = rng.pick([6, 9, 12, 18].filter((months) => months !== before?.lapseMonths));
  if (before === null) return { restores: rng.chance(0.6), correctsFromStart: rng.chance(0.5), lapseMonths };
  return {
    restores: rng.chance(0.75) ? !before.restores : before.restores,
    correctsFromStart: rng.chance(0.6) ? !before.correctsFromStart : before.correctsFromStart,
    lapseMonths,
  };
}

function nextClearance(rng: Rng, before: ClearanceRule | null): ClearanceRule {
  const percent = rng.pick([5, 8, 10, 12, 15].filter((each) => each !== before?.percent));
  const apart = before === null ? false : rng.chance(0.7);
  return {
    percent,
    tankerPercent: percent + (apart ? rng.pick([2, 3, 5]) : 0),
    least: rng.pick([3, 4, 5, 6].filter((each) => each !== before?.least)),
  };
}

function nextDues(rng: Rng, before: DuesRule | null): DuesRule {
  return {
    periods: before === null || rng.chance(0.5) ? rng.pick(['hours', 'days'] as const) : before.periods,
    rebateFrom: rng.pick([3, 4, 5, 6].filter((each) => each !== before?.rebateFrom)),
    rebatePercent: rng.pick([5, 8, 10, 12, 15].filter((each) => each !== before?.rebatePercent)),
  };
}
