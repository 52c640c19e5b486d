/**
 * What the objects are insured for and whom they are given to: values by the inventory, the card and certificates, general
 * revisions, proposals of the keepers and what the committee made of them. Knows no wording.
 */
import type { Rng } from '@touchstone/contracts';
import { isoDate, type Day } from '../days.ts';
import { makersOf } from './found.ts';
import { year2 } from './movements.ts';
import type { Attribution, Class, Revision, Work } from './museum.ts';
import { relations } from './museum.ts';
import { firstOfMonth, workday } from './policy.ts';

const certificatesWanted = 470;
const notesWanted = 230;

const medians: Record<Class, number> = { P: 900, D: 240, C: 180, M: 320 };

/** Values rise by about five per cent a year and lie unevenly about their median. */
function worth(rng: Rng, work: Work, quality: number, day: Day, first: Day): number {
  const amount =
    medians[work.class] * Math.exp(quality) * 1.05 ** ((day - first) / 365) * Math.exp(rng.normal(0, 0.12));
  const step = amount < 800 ? 10 : amount < 4000 ? 50 : amount < 20_000 ? 250 : 1000;
  return Math.max(40, Math.round(amount / step) * step);
}

export function appraise(
  rng: Rng,
  works: Work[],
  { first, last, inventoryDay }: { first: Day; last: Day; inventoryDay: Day },
): Revision[] {
  const qualities = works.map((_, index) => rng.fork(`quality/${index}`).normal(0, 0.9));
  works.forEach((work, index) => {
    const from = Math.max(work.acquired, inventoryDay);
    work.values.push({
      value: worth(rng, work, qualities[index]!, from, first),
      from,
      issued: from,
      record: work.card,
      undone: null,
    });
  });
  const serials = new Map<string, number>();
  const days = Array.from({ length: certificatesWanted }, () =>
    rng.integer(inventoryDay + 200, last - 300),
  ).sort((one, other) => one - other);
  for (const issued of days) {
    const lead = rng.pick(works);
    const from = firstOfMonth(
      issued +
        rng.weighted([
          [32, 5],
          [62, 4],
          [95, 3],
          [190, 1],
        ] as const),
    );
    const able = works.flatMap((work, index) =>
      work.class === lead.class &&
      work.acquired + 300 < issued &&
      work.values.every((value) => value.from + 250 < issued) &&
      !(work.left && work.left.day < from + 100)
        ? [index]
        : [],
    );
    if (able.length === 0) continue;
    const count = Math.min(
      able.length,
      rng.weighted([
        [1, 50],
        [2, 20],
        [3, 15],
        [5, 10],
      ] as const),
    );
    const yearOf = year2(issued);
    const serial = (serials.get(yearOf) ?? 0) + 1;
    serials.set(yearOf, serial);
    const number = `V${yearOf}${String(serial).padStart(2, '0')}`.toLowerCase();
    const undone = rng.chance(0.18)
      ? { day: workday(from + rng.integer(30, 900)), record: `withdrawal-${number}` }
      : null;
    for (const index of rng.sample(able, count)) {
      const work = works[index]!;
      const value = worth(
        rng,
        work,
        qualities[index]! + (undone ? rng.pick([-0.5, 0.6, 0.8]) : 0),
        from,
        first,
      );
      work.values.push({ value, from, issued, record: `certificate-${number}`, undone });
    }
  }
  return drawRevisions(rng.fork('revisions'), inventoryDay, last);
}

function drawRevisions(rng: Rng, from: Day, last: Day): Revision[] {
  const span = (last - from) / 7;
  const scopes: (readonly Class[])[] = [
    ['P', 'D', 'C', 'M'],
    ['P', 'D'],
    ['C', 'M'],
  ];
  return Array.from({ length: 6 }, (_, index) => {
    const issued = workday(Math.round(from + span * (index + 0.5 + 0.5 * rng.next())));
    // The eleventh of a month: certificates count from the first, so that the two never fall on one day.
    const day = firstOfMonth(issued + rng.integer(40, 150)) + 10;
    return {
      percent: rng.pick([4, 5, 6, 8, 10, 12, 15]),
      classes: index % 2 === 0 ? scopes[0]! : rng.pick(scopes.slice(1)),
      from: day,
      issued,
      record: `general-revision-${index + 1}`,
    };
  });
}

/** Notes propose; the committee accepts, declines, defers, and sometimes rescinds what it accepted. */
export function attribute(
  rng: Rng,
  works: Work[],
  makers: number,
  { first, last }: { first: Day; last: Day },
): Day[] {
  const meetings: Day[] = [];
  for (let day = first + 90; day < last; day += rng.integer(85, 150)) meetings.push(workday(day));
  const record = (day: Day) => `minutes-${isoDate(day)}`;
  const serials = new Map<string, number>();
  const days = Array.from({ length: notesWanted }, () => workday(rng.integer(first + 60, last - 900))).sort(
    (one, other) => one - other,
  );
  for (const noted of days) {
    const able = works.filter(
      (work) =>
        work.acquired + 200 < noted &&
        !(work.left && work.left.day < noted + 900) &&
        work.attributions.every((each) => each.from + 500 < noted) &&
        work.proposals.every((each) => each.noted + 700 < noted),
    );
    const pictures = able.filter(({ class: letter }) => letter === 'P' || letter === 'D');
    const pool = rng.chance(0.8) ? pictures : able;
    if (pool.length === 0) continue;
    const work = rng.pick(pool);
    const now = work.attributions.findLast(({ undone }) => !undone)!.value;
    const value = proposal(rng, now, makersOf(work.class, makers));
    const yearOf = year2(noted);
    const serial = (serials.get(yearOf) ?? 0) + 1;
    serials.set(yearOf, serial);
    const note = `note-n${yearOf}${String(serial).padStart(2, '0')}`;
    const later = meetings.filter((meeting) => meeting > noted + 6);
    const fate = rng.weighted([
      ['accepted', 62],
      ['deferred, then accepted', 10],
      ['declined', 16],
      ['never taken', 12],
    ] as const);
    const meeting = later[fate === 'deferred, then accepted' ? rng.integer(2, 4) : rng.integer(0, 1)];
    if (fate === 'never taken' || meeting === undefined)
      work.proposals.push({ value, note, noted, record: null });
    else if (fate === 'declined') work.proposals.push({ value, note, noted, record: record(meeting) });
    else {
      const undoneOn = rng.chance(0.2)
        ? later.filter((day) => day > meeting + 200)[rng.integer(0, 5)]
        : undefined;
      const undone = undoneOn === undefined ? null : { day: undoneOn, record: record(undoneOn) };
      if (fate !== 'accepted')
        work.proposals.push({ value, note, noted, record: record(later[rng.integer(0, 1)]!) });
      work.attributions.push({ value, from: meeting, issued: noted, record: record(meeting), undone, note });
    }
  }
  return meetings;
}

function proposal(rng: Rng, now: Attribution, span: { from: number; to: number }): Attribution {
  for (;;) {
    const maker = rng.chance(0.25)
      ? now.maker
      : span.from + Math.floor((span.to - span.from + 1) * rng.next() ** 1.3);
    const relation = rng.weighted(relations.map((each) => [each, each === 'by' ? 6 : 1] as const));
    if (maker !== now.maker || relation !== now.relation) return { relation, maker };
  }
}
