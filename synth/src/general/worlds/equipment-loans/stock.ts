/**
 * Invents the records of a year and a half: stores, models, items, borrowers, some thousand loans with their notices and
 * charges, reservations, absences. Every store has the same mixture of late loans and complications. A pure function of
 * its random source.
 */
import type { Rng } from '@touchstone/contracts';
import { addDays, dayNumber, mondayOf } from '../../world/distributions/dates.ts';
import { distinctNames } from '../../world/distributions/names.ts';
import { logNormal, roundTo, skewed, zipf } from '../../world/distributions/quantities.ts';
import { excuse, follow, reserve } from './aftermath.ts';
import type { Rates } from './clauses.ts';
import {
  categories,
  openDays,
  type Borrower,
  type Category,
  type Item,
  type Loan,
  type Model,
  type Records,
} from './records.ts';

const universities = [
  'the University of Aldmoor',
  'Kestrel Bay University',
  'Thornbury College of Art',
  'Northgate University',
  'the Royal School of Media in Elham',
  'Ravensworth University',
];
const storeNames = [
  'Film Store',
  'Sound Store',
  'Photography Store',
  'Design Workshop',
  'Broadcast Store',
  'Eastgate Media Store',
  'Games Lab Store',
];
const programmes = [
  'BA Film',
  'BA Photography',
  'BSc Sound Engineering',
  'MA Documentary',
  'BA Animation',
  'BA Journalism',
  'MA Sound Art',
  'BSc Games Technology',
  'BA Fine Art',
];
const departments = [
  'School of Film',
  'School of Music',
  'School of Design',
  'Central Events',
  'Press Office',
];

/** Median replacement value in pounds, its spread, days a loan lasts, and words for names. */
const kinds: Record<Category, { median: number; sigma: number; days: number; words: string[] }> = {
  camera: {
    median: 950,
    sigma: 0.6,
    days: 5,
    words: ['Cinema camera', 'Mirrorless body', 'Camcorder', 'Action camera', 'Medium-format body'],
  },
  lens: {
    median: 480,
    sigma: 0.6,
    days: 5,
    words: ['Prime lens', 'Zoom lens', 'Macro lens', 'Anamorphic lens'],
  },
  audio: {
    median: 260,
    sigma: 0.7,
    days: 7,
    words: ['Field recorder', 'Shotgun microphone', 'Radio microphone set', 'Mixer', 'Headphone set'],
  },
  lighting: {
    median: 210,
    sigma: 0.6,
    days: 7,
    words: ['LED panel', 'Fresnel kit', 'Softbox kit', 'Flash head'],
  },
  computing: {
    median: 820,
    sigma: 0.4,
    days: 14,
    words: ['Editing laptop', 'Graphics tablet', 'VR headset', 'Backup drive'],
  },
  tools: {
    median: 120,
    sigma: 0.5,
    days: 10,
    words: ['Tripod', 'Gimbal', 'Slider', 'Boom arm', 'Cordless drill'],
  },
};

const storeCount = 4;
const historyDays = 420;

export function inventRecords(rng: Rng, rates: Rates): Records {
  const monday = mondayOf(addDays('2026-02-02', rng.fork('today').integer(0, 600)));
  const today = dayNumber(monday) + rng.fork('weekday').integer(1, 3);
  const models = inventModels(rng.fork('models'));
  const stores = rng
    .fork('stores')
    .sample(storeNames, storeCount)
    .map((name, index) => ({ id: `S${index + 1}`, name }));
  const items = inventItems(rng.fork('items'), models);
  const borrowers = inventBorrowers(rng.fork('borrowers'));
  const records: Records = {
    university: rng.fork('university').pick(universities),
    today,
    stores,
    models,
    items,
    borrowers,
    loans: [],
    notices: [],
    charges: [],
    blocks: [],
    cases: [],
    absences: [],
    reservations: [],
    closures: inventClosures(rng.fork('closures'), today),
  };
  lend(rng.fork('loans'), records);
  follow(rng.fork('follow'), records, rates);
  reserve(rng.fork('reservations'), records);
  excuse(rng.fork('absences'), records);
  return records;
}

function inventModels(rng: Rng): Model[] {
  const models: Model[] = [];
  const marks = new Set<string>();
  for (const category of categories) {
    const { median, sigma, days, words } = kinds[category];
    for (let index = 0; index < 12; index++) {
      const word = zipf(rng, words, 0.5);
      let name = '';
      do
        name = `${word} ${rng.pick(['A', 'C', 'E', 'F', 'K', 'M', 'R', 'T', 'X', 'Z'])}${rng.integer(1, 9)}${rng.pick(['0', '0', '5', '00', '50'])}`;
      while (marks.has(name));
      marks.add(name);
      const pounds = Math.min(4200, roundTo(logNormal(rng, median, sigma), 5));
      models.push({
        id: `M${String(models.length + 1).padStart(2, '0')}`,
        name,
        category,
        value: pounds * 100,
        loanDays: days,
      });
    }
  }
  return models;
}

/** Each store keeps a third of the models, popular ones in larger numbers. */
function inventItems(rng: Rng, models: readonly Model[]): Item[] {
  const items: Item[] = [];
  for (let store = 0; store < storeCount; store++)
    for (const [rank, model] of rng
      .shuffle([...models.keys()])
      .slice(0, 30)
      .entries()) {
      const count = Math.max(1, Math.round(12 / (rank + 1) ** 0.6));
      for (let copy = 0; copy < count; copy++)
        items.push({
          tag: `T${String(2000 + items.length * 3 + rng.integer(0, 2))}`,
          model,
          store,
          status: rng.weighted([
            ['available', 90],
            ['in_repair', 5],
            ['retired', 4],
            ['lost', 1],
          ] as const),
        });
    }
  return items;
}

function inventBorrowers(rng: Rng): Borrower[] {
  const count = 520;
  const mix = {
    british: 6,
    southAsian: 2,
    eastAsian: 2,
    westAfrican: 1,
    slavic: 1,
    iberian: 1,
    german: 0.7,
    middleEastern: 1,
    nordic: 0.4,
  };
  const names = distinctNames(rng.fork('names'), count, mix);
  const numbers = rng.fork('numbers').sample(
    Array.from({ length: 9000 }, (_, index) => index + 1000),
    count,
  );
  return names.map((name, index) => {
    const staff = rng.chance(0.17);
    return {
      id: `B${numbers[index]}`,
      name,
      kind: staff ? 'staff' : 'student',
      status: staff ? 'employed' : rng.chance(0.12) ? 'on_leave' : 'enrolled',
      programme: staff ? rng.pick(departments) : zipf(rng, programmes, 0.7),
    };
  });
}

/** About one closed weekday in three weeks, in clusters of one to three, and at least one in the last fortnight. */
function inventClosures(rng: Rng, today: number): Records['closures'] {
  const reasons = ['Public holiday', 'Staff training', 'Stocktaking', 'University closure', 'Power cut'];
  const closed = new Map<number, string>();
  const starts = [
    today - rng.integer(2, 9),
    ...Array.from({ length: 9 }, () => today + rng.integer(-historyDays, 30)),
  ];
  for (const start of starts) {
    const reason = zipf(rng, reasons, 0.6);
    const length = rng.weighted([
      [1, 6],
      [2, 2],
      [3, 1],
    ] as const);
    for (let day = start; day < start + length; day++)
      if (day !== today && (day + 3) % 7 < 5) closed.set(day, reason);
  }
  return [...closed].sort(([a], [b]) => a - b).map(([day, reason]) => ({ day, reason }));
}

/** Past loans of every item, one after another, and for some items one that is still out. */
function lend(rng: Rng, records: Records): void {
  const { items, models, borrowers, today } = records;
  const active = rng.shuffle([...borrowers.keys()]);
  const late = items.map(() => 0);
  for (let store = 0; store < storeCount; store++) {
    const usable = [...items.keys()].filter(
      (item) => items[item]!.store === store && items[item]!.status === 'available',
    );
    const picked = rng.sample(usable, Math.min(usable.length, rng.integer(13, 16)));
    for (const item of picked) late[item] = Math.max(1, Math.round(logNormal(rng, 11, 0.85)));
  }
  const open = openDays(records);
  const workday = (day: number) => {
    while (!open(day)) day -= 1;
    return day;
  };
  const loans: Omit<Loan, 'id'>[] = [];
  for (const [item, { model, status }] of items.entries()) {
    const { loanDays } = models[model]!;
    const last = late[item] ? today - loanDays - Math.min(60, late[item]) - 3 : today - rng.integer(1, 12);
    for (let day = today - historyDays + rng.integer(0, 60); ;) {
      const out = workday(day);
      const due = workday(out + loanDays);
      const returned = workday(
        Math.max(out, due + (rng.chance(0.8) ? -rng.integer(0, 2) : rng.integer(1, 9))),
      );
      if (returned >= last) break;
      loans.push({
        item,
        borrower: skewed(rng, active),
        out,
        due,
        returned,
        state: 'returned',
        condition: rng.chance(0.02) ? 'incomplete' : 'good',
      });
      day = returned + 1 + Math.round(logNormal(rng, 42, 0.8));
    }
    if (status !== 'available') continue;
    if (late[item]) {
      const due = workday(today - Math.min(60, late[item]));
      loans.push({
        item,
        borrower: skewed(rng, active),
        out: workday(due - loanDays),
        due,
        returned: null,
        state: 'out',
        condition: null,
      });
    } else if (rng.chance(0.22)) {
      const out = workday(today - rng.integer(0, Math.max(1, loanDays - 2)));
      const due = Math.max(today, workday(out + loanDays));
      loans.push({
        item,
        borrower: skewed(rng, active),
        out,
        due,
        returned: null,
        state: 'out',
        condition: null,
      });
    }
  }
  loans.sort((a, b) => a.out - b.out || a.item - b.item);
  records.loans = loans.map((loan, index) => ({ id: `L${10_000 + index * 7 + (index % 5)}`, ...loan }));
  for (const loan of records.loans) if (loan.state === 'out') items[loan.item]!.status = 'on_loan';
}
