/**
 * Invents a ferry company: ports, vessels, the duties of five weeks, and for each port a crew with certificates,
 * familiarisations and leave that can man them. A pure function of its random source.
 */
import type { Rng } from '@touchstone/contracts';
import { dayNumber, mondayOf, addDays } from '../../world/distributions/dates.ts';
import { distinctNames } from '../../world/distributions/names.ts';
import { around, logNormal, roundTo, yearsOfService } from '../../world/distributions/quantities.ts';
import type { Certificate, CertificateKind, Company, Crew, Duty, Leave, Rank, Vessel } from './company.ts';
import { positions, ranks } from './company.ts';
import { publish } from './publish.ts';
import { openBook, type Parameters } from './rules.ts';

const companyNames = [
  'Skerry Line',
  'Corran Ferries',
  'Northern Sounds Ferries',
  'Ardmeall Ferry Company',
  'Western Narrows Line',
  'Holmsund Island Ferries',
  'Kyle and Islands Steamers',
  'Strandway Ferries',
];
const portNames = [
  'Port Ardan',
  'Kilbrae',
  'Stromhaven',
  'Lochend Quay',
  'Wester Voe',
  'Inverlunan',
  'Scalloch',
  'Torrin Bay',
  'Hamnaness',
  'Craigmore Pier',
  'Balsay',
  'Dunmarrow',
];
const vesselNames = [
  'Isle of Corsay',
  'Lady Margaret',
  'Stormpetrel',
  'Guillemot',
  'Saint Brannoc',
  'Sound of Hesk',
  'Fulmar',
  'Earl Sigurd',
  'Loch Tarsin',
  'Razorbill',
  'Ocean Heather',
  'Kittiwake',
  'Maid of Strand',
  'Sula',
  'Hebridean Star',
  'Tern',
];

const portCount = 4;
const rosterDays = 35;

/** How many of each rank a port has, permanent and relief. */
const complement: Record<Rank, { permanent: number; relief: number }> = {
  master: { permanent: 7, relief: 2 },
  mate: { permanent: 8, relief: 1 },
  engineer: { permanent: 8, relief: 2 },
  deckhand: { permanent: 12, relief: 3 },
};

const posts = ranks.flatMap((rank) =>
  (['permanent', 'relief'] as const).flatMap((contract) =>
    Array.from({ length: complement[rank][contract] }, () => ({ rank, contract })),
  ),
);
const crewOfPort = posts.length;

export function drawParameters(rng: Rng): Parameters {
  return {
    restMinutes: rng.pick([600, 660]),
    runDays: rng.pick([5, 5, 6]),
    weekMinutes: rng.pick([42, 43, 44, 45]) * 60,
    reliefDuties: rng.pick([2, 3]),
    familiarMonths: rng.pick([12, 15, 18, 24]),
    newcomerMonths: rng.pick([4, 6, 9]),
    passengerSafety: 2,
  };
}

/** A company with a published roster that keeps every rule; null when a port could not be manned in `attemptsMax` tries. */
export function foundCompany(rng: Rng, parameters: Parameters): Company | null {
  const ports = rng.fork('ports').sample(portNames, portCount);
  const vessels = buildVessels(rng.fork('vessels'));
  const firstDay = dayNumber(mondayOf(addDays('2026-01-05', rng.fork('start').integer(0, 500))));
  const duties = timetable(rng.fork('timetable'), vessels, firstDay);
  const slots = duties.flatMap((duty, index) =>
    positions
      .filter((position) => position !== 'deck_2' || vessels[duty.vessel]!.decks === 2)
      .map((position) => ({ duty: index, position })),
  );
  const slotsOfDuty: number[][] = duties.map(() => []);
  for (const [index, slot] of slots.entries()) slotsOfDuty[slot.duty]!.push(index);
  const frame = { ports, vessels, duties, slots, slotsOfDuty, firstDay, days: rosterDays };
  const company = {
    name: rng.fork('name').pick(companyNames),
    crew: [] as Crew[],
    published: slots.map(() => -1),
    ...frame,
  };
  const people = identities(rng.fork('people'));
  for (const port of ports.keys()) {
    const manned = manPort(rng.fork(`port/${port}`), { ...company, crew: [] }, { port, people, parameters });
    if (!manned) return null;
    for (const [slot, person] of manned.holder.entries())
      if (person >= 0) company.published[slot] = person + company.crew.length;
    company.crew.push(...manned.crew);
  }
  return company;
}

/** Greedy rostering fails on some crews; about one in three tries succeeds. */
const attemptsMax = 25;

function manPort(
  rng: Rng,
  company: Company,
  at: { port: number; people: { id: string; name: string }[]; parameters: Parameters },
): { crew: Crew[]; holder: number[] } | null {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const own = rng.fork(`attempt/${attempt}`);
    const crew = hire(own.fork('crew'), { ...at, vessels: company.vessels, firstDay: company.firstDay });
    const book = openBook({ ...company, crew }, at.parameters, new Map());
    const holder = publish(own.fork('roster'), book, at.port);
    if (holder) return { crew, holder };
  }
  return null;
}

/** A large and a small vessel at each port, and a spare that belongs to none. */
function buildVessels(rng: Rng): Vessel[] {
  const names = rng.sample(vesselNames, portCount * 2 + 1);
  return names.map((name, index) => {
    const port = index < portCount * 2 ? index >> 1 : null;
    const large = index % 2 === 0;
    const passengers = roundTo(logNormal(rng, large ? 280 : 120, 0.2), 2);
    return { id: `V${index + 1}`, name: `MV ${name}`, port, passengers, decks: large ? 2 : 1 };
  });
}

/** Names and numbers of everyone, port by port. */
function identities(rng: Rng): { id: string; name: string }[] {
  const count = portCount * crewOfPort;
  const mix = { british: 6, nordic: 3, slavic: 2, iberian: 1, southAsian: 1, westAfrican: 0.6, german: 0.6 };
  const names = distinctNames(rng.fork('names'), count, mix);
  const all = Array.from({ length: 900 }, (_, index) => index + 100);
  return rng
    .fork('numbers')
    .sample(all, count)
    .map((number, index) => ({ id: `C${number}`, name: names[index]! }));
}

interface Hiring {
  port: number;
  people: { id: string; name: string }[];
  vessels: Vessel[];
  firstDay: number;
  parameters: Parameters;
}

function hire(rng: Rng, hiring: Hiring): Crew[] {
  const { port, people, vessels, firstDay, parameters } = hiring;
  return posts.map(({ rank, contract }, index) => {
    const own = rng.fork(`${index}`);
    const years = yearsOfService(own, rank === 'deckhand' ? 3.5 : 6, 28);
    const joined = safeDay(firstDay - 20 - Math.round(years * 365));
    const { id, name } = people[port * crewOfPort + index]!;
    return {
      id,
      name,
      rank,
      port,
      contract,
      joined,
      certificates: certify(own.fork('certificates'), { id, rank, firstDay }),
      familiar: familiarise(own.fork('familiar'), { port, joined, vessels, firstDay, parameters }),
      leave: leaveOf(own.fork('leave'), id, firstDay),
    };
  });
}

/** A day whose date is at most the 28th, so that month arithmetic has no ends of months. */
function safeDay(day: number): number {
  const date = new Date(day * 86_400_000).getUTCDate();
  return date > 28 ? day - (date - 28) : day;
}

function certify(rng: Rng, who: { id: string; rank: Rank; firstDay: number }): Certificate[] {
  const officer = who.rank === 'master' || who.rank === 'mate';
  const wanted: [CertificateKind, number, number][] = [
    ['medical', 1, 2],
    ['master_licence', who.rank === 'master' ? 1 : who.rank === 'mate' ? 0.35 : 0, 5],
    ['mate_licence', who.rank === 'mate' ? 1 : 0, 5],
    ['engineer_licence', who.rank === 'engineer' ? 1 : 0, 5],
    ['seafarer_card', who.rank === 'deckhand' ? 1 : 0, 5],
    ['radio', officer ? 0.78 : 0, 5],
    ['passenger_safety', who.rank === 'engineer' ? 0.5 : 0.76, 3],
  ];
  let count = 0;
  const number = () => `${who.id}-${String((count += 1)).padStart(2, '0')}`;
  return wanted.flatMap(([kind, share, years]) => {
    if (!rng.chance(share)) return [];
    const until = who.firstDay + validity(rng, kind, years);
    const from = until - years * 365;
    const current = { id: number(), kind, from, until };
    // Half of those whose paper ends during the roster have renewed it, some with a gap.
    if (until > who.firstDay + rosterDays || until < who.firstDay || rng.chance(0.5)) return [current];
    const gap = rng.pick([1, 1, 3, 6, 9]);
    return [current, { id: number(), kind, from: until + gap, until: until + gap + years * 365 }];
  });
}

/** Days from the roster's first day to the end of validity. Most end far away, one in eight inside or just before the roster. */
function validity(rng: Rng, kind: CertificateKind, years: number): number {
  const renewable = kind === 'medical' || kind === 'passenger_safety' || kind === 'radio';
  if (rng.chance(renewable ? 0.12 : 0.05)) return rng.integer(-25, rosterDays);
  return rng.integer(rosterDays + 5, years * 365 - 20);
}

function familiarise(
  rng: Rng,
  who: { port: number; joined: number; vessels: Vessel[]; firstDay: number; parameters: Parameters },
): Map<number, number> {
  const { firstDay, vessels, parameters } = who;
  const span = Math.round(parameters.familiarMonths * 30.4);
  const signed = new Map<number, number>();
  for (const [vessel, { port }] of vessels.entries()) {
    const chance = port === who.port ? 0.96 : port === null ? 0.62 : 0.12;
    if (!rng.chance(chance)) continue;
    // One sign-off in ten lapses around the roster, the others are recent enough or (elsewhere) long forgotten.
    const age = rng.chance(0.1) ? span + rng.integer(-30, 60) : rng.integer(10, Math.max(20, span - 45));
    const day = safeDay(firstDay - age);
    if (day > who.joined || port === who.port) signed.set(vessel, Math.max(day, safeDay(who.joined + 6)));
  }
  return signed;
}

function leaveOf(rng: Rng, id: string, firstDay: number): Leave[] {
  const spells = rng.weighted([
    [0, 5],
    [1, 4],
    [2, 2],
  ] as const);
  const leave: Leave[] = [];
  for (let index = 0; index < spells; index++) {
    const first = firstDay + rng.integer(-12, rosterDays - 1);
    const kind = rng.weighted([
      ['annual', 7],
      ['training', 3],
      ['unpaid', 1],
      ['parental', 0.4],
    ] as const);
    const length = kind === 'training' ? rng.integer(1, 3) : around(rng, 6, 4, { min: 1, max: 14 });
    const status = rng.weighted([
      ['approved', 6],
      ['requested', 2],
      ['withdrawn', 1],
    ] as const);
    const last = first + length - 1;
    if (leave.every((other) => last < other.first - 1 || first > other.last + 1))
      leave.push({ id: `L${id.slice(1)}-${index + 1}`, kind, status, first, last });
  }
  return leave.sort((a, b) => a.first - b.first);
}

/** Early and late on the large vessel, day and late on the small one; on Sundays the small one has no late duty. */
function timetable(rng: Rng, vessels: readonly Vessel[], firstDay: number): Duty[] {
  const duties: Duty[] = [];
  const quarter = (from: number, to: number) => 15 * rng.integer(from * 4, to * 4);
  const plans = vessels.map((vessel, index) => {
    const first = vessel.decks === 2 ? quarter(5.25, 6.25) : quarter(7.25, 8.75);
    const late = quarter(13, 14);
    const early = [first, first + quarter(8, 8.75)] as const;
    return { index, vessel, early, late: [late, late + quarter(7.75, 8.5)] as const };
  });
  for (let day = firstDay; day < firstDay + rosterDays; day++)
    for (const { index, vessel, early, late } of plans) {
      if (vessel.port === null) continue;
      const add = (kind: Duty['kind'], [on, off]: readonly [number, number]) =>
        duties.push({
          id: `D${String(duties.length + 1001)}`,
          day,
          kind,
          vessel: index,
          port: vessel.port!,
          on: day * 1440 + on,
          off: day * 1440 + off,
        });
      add(vessel.decks === 2 ? 'early' : 'day', early);
      const sunday = (day + 3) % 7 === 6;
      if (vessel.decks === 2 || !sunday) add('late', late);
    }
  return duties;
}
