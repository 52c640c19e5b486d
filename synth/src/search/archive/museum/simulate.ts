/** One museum over some thirty years, as a function of its seed text. Same seed, same museum. */
import { createRng, type Rng } from '@touchstone/contracts';
import { dayNumber } from '../../../general/world/distributions/dates.ts';
import type { Day } from '../days.ts';
import { appraise, attribute } from './appraisals.ts';
import { drawWorks, makersOf, renumber } from './found.ts';
import { drawLoans, moveAbout } from './movements.ts';
import {
  classes,
  type Borrower,
  type Class,
  type Hearsay,
  type Museum,
  type Named,
  type Room,
  type Work,
} from './museum.ts';
import { borrowerKinds, borrowerLaterKinds, person, roomNames, surnamesOf, townNames } from './names.ts';
import { drawPolicy } from './policy.ts';

const makersCount = 36;
const giversCount = 14;

export function simulate(seed: string): Museum {
  const rng = createRng(seed);
  const first = dayNumber(`${rng.integer(1968, 1979)}-01-01`) + rng.integer(0, 300);
  const last = first + rng.integer(31, 36) * 365;
  const renumbered = dayNumber(
    `${Math.floor(1970 + first / 365.25) + rng.integer(13, 17)}-${rng.pick(['01-01', '04-01', '07-01', '10-01'])}`,
  );
  const inventoryDay = first + 380;
  const [town, ...towns] = townNames(rng.fork('towns'), 10) as [string, ...string[]];
  const surnames = surnamesOf(rng.fork('surnames'));
  const people = (count: number, label: string) => {
    const stream = rng.fork(label);
    return surnames.splice(0, count).map((surname) => person(stream, surname));
  };
  const makers = people(makersCount, 'makers');
  const givers = surnames.splice(0, giversCount);
  const ledgers = drawLedgers(rng.fork('ledgers'), surnames.splice(0, 3));
  const works = drawWorks(rng.fork('works'), {
    first,
    last,
    renumbered,
    ledgers,
    givers,
    makers: makersCount,
  });
  const { sheets, slips } = renumber(rng.fork('renumber'), works, renumbered);
  retire(rng.fork('retire'), works, first, last, towns);
  const rooms = drawRooms(rng.fork('rooms'), inventoryDay, last, surnames.splice(0, 6));
  const borrowers = drawBorrowers(rng.fork('borrowers'), towns, first, last);
  const setting = { first, last, inventoryDay, works, rooms, borrowers };
  const loans = drawLoans(rng.fork('loans'), setting);
  moveAbout(rng.fork('moves'), setting, loans);
  const revisions = appraise(rng.fork('values'), works, setting);
  const meetings = attribute(rng.fork('attributions'), works, makersCount, { first, last });
  const { adopted, articles, amendments } = drawPolicy(rng.fork('policy'), first, last);
  const inventory = inventorySheets(works, inventoryDay);
  return {
    town,
    slug: town.toLowerCase(),
    name: rng
      .fork('name')
      .pick([`${town} Museum`, `the ${town} County Museum`, `the Museum of ${town} and District`]),
    first,
    last,
    renumbered,
    staff: {
      registrar: people(3, 'registrar'),
      keeper: people(4, 'keeper'),
      conservator: people(2, 'conservator'),
      clerk: people(3, 'clerk'),
      librarian: people(1, 'librarian')[0]!,
    },
    ledgers,
    rooms,
    makers,
    borrowers,
    works,
    loans,
    revisions,
    policy: { record: 'collections-policy', adopted, articles },
    amendments,
    sheets,
    slips,
    inventory,
    inventoryDay,
    meetings,
    hearsay: drawHearsay(rng.fork('hearsay'), { works, rooms: rooms.length, first, last }),
  };
}

function drawLedgers(rng: Rng, [one, two, three]: string[]): Record<Class, string> {
  return {
    D: 'gifts from many givers',
    C: rng.pick(['purchase by the Corporation', 'transfer from the Corporation']),
    M: `the ${one} bequest`,
    P: rng.pick([`purchase from the ${two} Fund`, `the ${three} bequest`]),
  };
}

/** What is there on the inventory day, ledger by ledger, twenty lines a sheet. What is on it takes its first value and place from it. */
function inventorySheets(works: Work[], day: Day): Museum['inventory'] {
  const sheets: Museum['inventory'] = [];
  for (const letter of classes) {
    const lines = works.flatMap((work, index) =>
      work.ledger === letter && work.acquired < day ? [index] : [],
    );
    for (let at = 0; at < lines.length; at += 20) {
      const record = `inventory-sheet-${sheets.length + 1}`;
      const part = lines.slice(at, at + 20);
      for (const index of part) {
        works[index]!.places[0]!.record = record;
        works[index]!.values[0]!.record = record;
      }
      sheets.push({ record, works: part });
    }
  }
  return sheets;
}

/** A few objects leave for good, sold or handed to another house. */
function retire(rng: Rng, works: Work[], first: Day, last: Day, towns: string[]): void {
  const old = works.filter(({ acquired }) => acquired < first);
  rng.sample(old, 16).forEach((work, index) => {
    const to = rng.pick([
      `sold by auction`,
      `transferred to the ${rng.pick(towns)} Museum`,
      `returned to the giver’s family`,
    ]);
    work.left = { day: rng.integer(first + 5000, last - 200), record: `deaccession-${index + 1}`, to };
  });
}

/** Rooms are renamed after people; one name passes to another room later. */
function drawRooms(rng: Rng, start: Day, last: Day, surnames: string[]): Room[] {
  const names = rng.sample(roomNames.plain, 10);
  const rooms: Room[] = [
    ...names.map((name) => ({ store: false, names: [{ name, from: start - 30_000, record: null }] })),
    ...rng
      .sample(roomNames.stores, 3)
      .map((name) => ({ store: true, names: [{ name, from: start - 30_000, record: null }] })),
  ];
  const span = (last - start) / 7;
  let count = 0;
  const rename = (room: Room, name: string, slot: number) => {
    const from = Math.round(start + span * (slot + 0.2 + 0.6 * rng.next()));
    room.names.push({ name, from, record: `room-name-${++count}` });
  };
  const [one, two, three, four, five] = rng.shuffle(rooms.slice(0, 10)) as [Room, Room, Room, Room, Room];
  const kinds = rng.shuffle(['Gallery', 'Room', 'Hall', 'Court', 'Wing']);
  rename(one, `${surnames[0]!} ${kinds[0]!}`, 1);
  rename(two, `${surnames[1]!} ${kinds[1]!}`, 2);
  rename(three, one.names[0]!.name, 3);
  rename(four, `${surnames[2]!} ${kinds[2]!}`, 4);
  rename(one, `${surnames[3]!} ${kinds[3]!}`, 5);
  rename(five, two.names[0]!.name, 6);
  return rooms;
}

/** Eleven houses that borrow; four change their names. */
function drawBorrowers(rng: Rng, towns: string[], first: Day, last: Day): Borrower[] {
  const seen = new Set<string>();
  const borrowers: Borrower[] = [];
  while (borrowers.length < 11) {
    const town = towns[Math.min(borrowers.length, rng.integer(0, towns.length - 1))]!;
    const name = `${town} ${rng.pick(borrowerKinds)}`;
    if (seen.has(name)) continue;
    seen.add(name);
    borrowers.push({ town, names: [{ name, from: first - 30_000, record: null }] });
  }
  [0, 1, 3, 5].forEach((index, at) => {
    const { town, names } = borrowers[index]!;
    const from = Math.round(first + (last - first) * (0.35 + 0.4 * rng.next()));
    const later: Named = {
      name: `${town} ${borrowerLaterKinds[(at + index) % borrowerLaterKinds.length]!}`,
      from,
      record: `house-name-${at + 1}`,
    };
    names.push(later);
  });
  return borrowers;
}

const hearsayWanted = 260;

/** Mostly wrong, and about objects of which much is written anyway. */
function drawHearsay(
  rng: Rng,
  { works, rooms, first, last }: { works: Work[]; rooms: number; first: Day; last: Day },
): Hearsay[] {
  const days = Array.from({ length: hearsayWanted }, () => rng.integer(first + 800, last - 30)).sort(
    (one, other) => one - other,
  );
  return days.flatMap((day, index): Hearsay[] => {
    const able = works.flatMap((work, at) =>
      work.acquired + 200 < day && !(work.left && work.left.day < day) ? [at] : [],
    );
    const work = rng.pick(able);
    const { class: letter, values } = works[work]!;
    const span = makersOf(letter, makersCount);
    const last_ = values.findLast(({ from }) => from < day)?.value ?? 500;
    const says = rng.weighted<() => Hearsay['says']>([
      [() => ({ value: Math.max(100, Math.round((last_ * rng.pick([0.5, 1.5, 2, 3, 5])) / 100) * 100) }), 3],
      [() => ({ room: rng.integer(0, rooms - 1) }), 4],
      [() => ({ attribution: { relation: 'by', maker: rng.integer(span.from, span.to) } }), 4],
    ])();
    const from = rng.pick(
      'value' in says
        ? (['newspaper', 'letter'] as const)
        : (['newspaper', 'newspaper', 'letter', 'guide'] as const),
    );
    return [{ work, day, from, says, record: `${from === 'newspaper' ? 'cutting' : from}-${index + 1}` }];
  });
}
