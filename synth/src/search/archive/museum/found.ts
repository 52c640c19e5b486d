/**
 * Founds a museum: its objects with the cards they came in on, the old ledgers, the renumbering by concordance sheets with
 * their misprints, and the objects reclassified since. Everything is a function of the random stream.
 */
import type { Rng } from '@touchstone/contracts';
import { dayNumber } from '../../../general/world/distributions/dates.ts';
import type { Day } from '../days.ts';
import { classes, type Class, type Museum, type Slip, type Work } from './museum.ts';
import { classNames, honorific, media, titles } from './names.ts';

const worksBefore = 255;
const worksAfter = 85;
const sheetLines = 16;

export interface Founding {
  first: Day;
  last: Day;
  renumbered: Day;
  ledgers: Museum['ledgers'];
  /** Surnames for givers, none of them a maker's. */
  givers: string[];
  /** How many makers there are; paintings and drawings take from the first half. */
  makers: number;
}

export function drawWorks(rng: Rng, founding: Founding): Work[] {
  const { first, last, renumbered } = founding;
  const founded = dayNumber('1908-01-01');
  const days = [
    ...Array.from(
      { length: Math.round(worksBefore * 0.8) },
      () => founded + Math.floor((first - 400 - founded) * Math.sqrt(rng.next())),
    ),
    ...Array.from({ length: Math.round(worksBefore * 0.2) }, () =>
      rng.integer(first + 300, renumbered - 400),
    ),
    ...Array.from({ length: worksAfter }, () => rng.integer(renumbered + 60, last - 500)),
  ].sort((one, other) => one - other);
  const counts = new Map<Class, number>(classes.map((letter) => [letter, 0]));
  return days.map((acquired) => {
    const work = drawWork(rng, founding, acquired);
    if (acquired < renumbered) {
      const next = counts.get(work.ledger)! + 1;
      counts.set(work.ledger, next);
      const number = `${work.ledger}${101 + next}`;
      work.card = `card-${number.toLowerCase()}-old`;
      work.numbers.push({ number, from: acquired, records: [work.card] });
    }
    return work;
  });
}

/** Whether makers sign this class: pictures have painters, the rest potters and smiths. */
export function makersOf(workClass: Class, makers: number): { from: number; to: number } {
  const half = Math.floor(makers / 2);
  return workClass === 'P' || workClass === 'D' ? { from: 0, to: half - 1 } : { from: half, to: makers - 1 };
}

function drawWork(rng: Rng, { ledgers, givers, makers }: Founding, acquired: Day): Work {
  const workClass = rng.weighted<Class>([
    ['P', 34],
    ['D', 28],
    ['C', 22],
    ['M', 16],
  ]);
  const ledger = rng.weighted<Class>([
    ['D', 40],
    ['C', 22],
    ['M', 21],
    ['P', 17],
  ]);
  const words = titles[workClass];
  const head = rng.pick(words.first);
  // A star marks what takes no addition.
  const title =
    rng.chance(words.weight * 0.75) && !head.endsWith('*')
      ? `${head} ${rng.pick(words.second)}`
      : head.replace('*', '');
  const span = makersOf(workClass, makers);
  const maker = span.from + Math.floor((span.to - span.from + 1) * rng.next() ** 1.5);
  const card = '';
  return {
    class: workClass,
    ledger,
    medium: rng.pick(media[workClass]),
    title,
    acquired,
    source: ledger === 'D' ? `the gift of ${honorific(rng, rng.pick(givers))}` : ledgers[ledger],
    numbers: [],
    places: [],
    values: [],
    attributions: [
      {
        value: {
          relation: rng.weighted([
            ['by', 78],
            ['attributed to', 12],
            ['workshop of', 5],
            ['after', 5],
          ] as const),
          maker,
        },
        from: acquired,
        issued: acquired,
        record: card,
        undone: null,
        note: null,
      },
    ],
    proposals: [],
    card,
    left: null,
  };
}

/** Gives new numbers by class: to what is there by sheets, in an order that has nothing to do with the old one. */
export function renumber(
  rng: Rng,
  works: Work[],
  renumbered: Day,
): { sheets: Museum['sheets']; slips: Slip[] } {
  const next = new Map<Class, number>(classes.map((letter) => [letter, 101]));
  const take = (letter: Class) => {
    next.set(letter, next.get(letter)! + 1);
    return `${letter}${next.get(letter)!}`;
  };
  const there = works
    .map((work, index) => ({ work, index }))
    .filter(({ work }) => work.acquired < renumbered);
  // No object keeps its number by chance: it would be hard to speak of.
  const takeOther = (work: Work, letter: Class): string => {
    const number = take(letter);
    return work.numbers.some((each) => each.number === number) ? takeOther(work, letter) : number;
  };
  const given = new Map(rng.shuffle(there).map(({ work, index }) => [index, takeOther(work, work.class)]));
  const sheets: Museum['sheets'] = [];
  for (const letter of classes) {
    const lines = there.filter(({ work }) => work.ledger === letter).map(({ index }) => index);
    for (let at = 0; at < lines.length; at += sheetLines) {
      const number = sheets.length + 1;
      sheets.push({
        record: `concordance-sheet-${number}`,
        number,
        day: renumbered,
        works: lines.slice(at, at + sheetLines),
      });
    }
  }
  for (const { record, works: lines } of sheets)
    for (const index of lines)
      works[index]!.numbers.push({ number: given.get(index)!, from: renumbered, records: [record] });
  for (const work of works)
    if (work.acquired >= renumbered) {
      const number = take(work.class);
      work.card = `card-${number.toLowerCase()}`;
      work.numbers.push({ number, from: work.acquired, records: [work.card] });
    }
  for (const work of works) work.attributions[0]!.record = work.card;
  const slips = drawSlips(rng.fork('slips'), works, sheets, renumbered);
  reclassify(rng.fork('reclassify'), works, renumbered, takeOther);
  return { sheets, slips };
}

/** About every fifth sheet exchanges the new numbers of two lines; a slip puts it right within three years. */
function drawSlips(rng: Rng, works: Work[], sheets: Museum['sheets'], renumbered: Day): Slip[] {
  const long = sheets.filter(({ works: lines }) => lines.length > 4);
  const wrong = rng.sample(long, Math.floor(long.length * 0.6));
  return wrong
    .map((sheet) => {
      const [one, other] = rng.sample(sheet.works, 2) as [number, number];
      return { sheet, works: [one, other] as [number, number], day: renumbered + rng.integer(30, 1000) };
    })
    .sort((one, other) => one.day - other.day)
    .map(({ sheet, works: pair, day }, index) => {
      const record = `concordance-slip-${index + 1}`;
      for (const work of pair) works[work]!.numbers.at(-1)!.records.push(record);
      return {
        record,
        day,
        sheet: sheet.number,
        works: pair,
        olds: pair.map((work) => works[work]!.numbers[0]!.number) as [string, string],
      };
    });
}

const kin: Record<Class, Class> = { P: 'D', D: 'P', C: 'M', M: 'C' };

/** A few objects turn out to be of the neighbouring class and get a number there. */
function reclassify(
  rng: Rng,
  works: Work[],
  renumbered: Day,
  take: (work: Work, letter: Class) => string,
): void {
  const pictures = works.filter(
    ({ class: letter, acquired }) => acquired < renumbered + 2000 && (letter === 'P' || letter === 'D'),
  );
  for (const work of rng.sample(pictures, 22)) {
    const from = Math.max(renumbered, work.acquired) + rng.integer(700, 4000);
    const number = take(work, kin[work.class]);
    work.numbers.push({ number, from, records: [`reclassification-${number.toLowerCase()}`] });
  }
}

/** `paintings`, as the class of a number says. */
export function className(number: string): string {
  return classNames[number.charAt(0) as Class];
}
