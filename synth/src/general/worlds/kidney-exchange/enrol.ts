/**
 * Invents the registry of a kidney sharing scheme: centres, pairs who cannot give to each other, their blood groups and HLA
 * antigens with the frequencies of a European population, tests, refusals and earlier runs.
 */
import type { Rng } from '@touchstone/contracts';
import { distinctNames } from '../../world/distributions/names.ts';
import { compatibleBlood } from './rules.ts';
import type {
  BloodGroup,
  Centre,
  Crossmatch,
  Declined,
  Donor,
  PastRun,
  Recipient,
  Registry,
} from './registry.ts';

const YEAR = 365.25;

/** Antigen and its share of haplotypes, percent; what is missing to 100 is not typed for. */
const loci: readonly (readonly (readonly [string, number])[])[] = [
  parse('A1 16 A2 28 A3 13 A11 6 A23 2 A24 9 A25 2 A26 3 A29 4 A30 3 A31 3 A32 4 A33 2 A68 5'),
  parse(
    'B7 13 B8 11 B13 3 B14 3 B18 5 B27 4 B35 9 B38 2 B39 2 B44 15 B49 2 B51 6 B55 2 B57 4 B60 6 B62 7 B65 2',
  ),
  parse('DR1 10 DR4 18 DR7 14 DR8 3 DR9 1 DR10 1 DR11 8 DR12 2 DR13 10 DR14 3 DR15 15 DR16 2 DR17 13'),
];

function parse(text: string): (readonly [string, number])[] {
  const words = text.split(' ');
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, Number(words[index + 1])] as const] : []));
}

const centreNames = [
  'Northcote Royal',
  'St Brannoc’s',
  'Calder Infirmary',
  'Queen Maud',
  'Severnside',
  'Harrowdale General',
  'Tyndale University Hospital',
  'Western Isles Renal Unit',
  'Ormsby Park',
  'Lady Ashdown',
  'The Kingsholm',
].map((name) => name.replace('’', "'"));

const schemes = ['Northern Sharing Scheme', 'Paired Donation Network', 'Joint Kidney Exchange'];

export function enrol(rng: Rng): Registry {
  const today = 20_470 + rng.fork('today').integer(0, 500);
  const monday = today - ((today + 3) % 7);
  const count = rng.fork('centres').integer(8, 10);
  const number = rng.fork('number').integer(12, 60);
  const registry: Registry = {
    scheme: rng.fork('scheme').pick(schemes),
    runId: `MR-${number}`,
    today: firstFew(monday + 1),
    surgery: firstFew(monday + 1) - 1 + 35,
    ...geography(rng.fork('geography'), count),
    recipients: [],
    donors: [],
    crossmatches: [],
    declined: [],
    pastRuns: [],
  };
  people(rng.fork('people'), registry);
  registry.crossmatches = tests(rng.fork('tests'), registry);
  registry.declined = refusals(rng.fork('declined'), registry);
  registry.pastRuns = history(rng.fork('history'), registry, number);
  return registry;
}

/** A Tuesday up to the 28th, so that the same date months earlier exists. */
function firstFew(tuesday: number): number {
  return new Date(tuesday * 86_400_000).getUTCDate() > 28 ? tuesday - 7 : tuesday;
}

function geography(rng: Rng, count: number) {
  const centres: Centre[] = rng
    .sample(centreNames, count)
    .map((name, index) => ({ id: `K${String(index + 1).padStart(2, '0')}`, name }));
  const places = centres.map(() => [rng.next() * 5, rng.next() * 6.5] as const);
  const hours = places.map(([x, y]) =>
    places.map(([u, v]) => {
      const way = Math.hypot(x - u, y - v);
      return way === 0 ? 0 : Math.max(0.5, Math.round(2 * (way + 0.5)) / 2);
    }),
  );
  const slots = centres.map(() =>
    rng.weighted([
      [1, 2],
      [2, 4],
      [3, 3],
      [4, 1],
    ] as const),
  );
  return { centres, hours, slots };
}

const activePairs = 28;
const otherPairs = 230;

function people(rng: Rng, registry: Registry): void {
  const names = distinctNames(rng, (activePairs + otherPairs) * 2 + 60, {
    british: 6,
    southAsian: 3,
    westAfrican: 1,
    slavic: 1,
    middleEastern: 1,
    iberian: 1,
    nordic: 1,
    eastAsian: 1,
  });
  const order = rng.shuffle([...Array(activePairs + otherPairs).keys()]);
  for (const place of order) {
    const status =
      place < activePairs
        ? 'active'
        : rng.weighted([
            ['transplanted', 14],
            ['withdrawn', 4],
            ['suspended', 1],
          ] as const);
    addPair(rng, registry, names, status);
  }
  for (let index = 0; index < 2; index++) registry.donors.push(newDonor(rng, registry, names.pop()!, null));
}

function addPair(rng: Rng, registry: Registry, names: string[], status: Recipient['status']): void {
  const { recipients, donors, today, centres } = registry;
  const age = rng.chance(0.1) ? rng.integer(5, 17) : rng.integer(22, 71);
  const sensitised = rng.weighted([
    [0, 4],
    [3, 3],
    [7, 2],
    [11, 1],
  ] as const);
  const unacceptable = new Set<string>();
  while (unacceptable.size < sensitised) unacceptable.add(rng.weighted(rng.pick(loci)));
  const recipient: Recipient = {
    id: `R${1400 + recipients.length * 3 + rng.integer(0, 2)}`,
    name: names.pop()!,
    centre: rng.integer(0, centres.length - 1),
    born: today - Math.round((age + rng.next()) * YEAR),
    blood: rng.weighted(bloodShares),
    waitingSince: today - Math.round((0.3 - 2.4 * Math.log(1 - rng.next() * 0.95)) * YEAR),
    crf: 0,
    cmvPositive: rng.chance(0.5),
    acceptsCmv: rng.chance(0.5),
    donorAgeMax: rng.chance(0.45) ? 5 * rng.integer(9, 13) : null,
    threeWay: rng.chance(0.72),
    status,
    unacceptable,
  };
  const index = recipients.push(recipient) - 1;
  const count = rng.chance(0.14) ? 2 : 1;
  for (let nth = 0; nth < count; nth++) {
    let donor = newDonor(rng, registry, names.pop()!, index);
    // Those who can give to their own recipient mostly do, and never come here.
    for (let draw = 0; draw < 3 && compatibleBlood(donor.blood, recipient.blood); draw++)
      donor = { ...donor, blood: rng.weighted(bloodShares) };
    if (
      compatibleBlood(donor.blood, recipient.blood) &&
      !donor.antigens.some((antigen) => unacceptable.has(antigen))
    )
      unacceptable.add(rng.pick(donor.antigens));
    const gone = status === 'transplanted' ? (nth === 0 ? 'donated' : 'withdrawn') : 'withdrawn';
    donors.push({ ...donor, status: status === 'active' || status === 'suspended' ? 'active' : gone });
  }
  recipient.crf = crfOf(unacceptable);
}

const bloodShares: readonly (readonly [BloodGroup, number])[] = [
  ['O', 46],
  ['A', 39],
  ['B', 11],
  ['AB', 4],
];

function newDonor(rng: Rng, registry: Registry, name: string, recipient: number | null): Donor {
  const { donors, recipients, today, surgery, centres } = registry;
  const pauses = rng.chance(0.3)
    ? [surgery + rng.integer(-50, 20)].map((first) => [first, first + rng.integer(4, 40)] as const)
    : [];
  return {
    id: `D${2200 + donors.length * 2 + rng.integer(0, 1)}`,
    name,
    recipient,
    centre: recipient === null ? rng.integer(0, centres.length - 1) : recipients[recipient]!.centre,
    born: today - Math.round((rng.integer(24, 68) + rng.next()) * YEAR),
    blood: rng.weighted(bloodShares),
    cmvPositive: rng.chance(0.55),
    status: 'active',
    antigens: loci.flatMap((locus) => [...new Set([rng.weighted(locus), rng.weighted(locus)])].sort()),
    pauses,
  };
}

/** Share of donors with an antigen that is not acceptable, by the frequencies above. */
function crfOf(unacceptable: ReadonlySet<string>): number {
  const clear = loci.reduce((product, locus) => {
    const bad = locus.filter(([name]) => unacceptable.has(name)).reduce((sum, [, share]) => sum + share, 0);
    return product * (1 - bad / 100) ** 2;
  }, 1);
  return Math.round(100 * (1 - clear));
}

/** Laboratories test what the screen lets through; positive more often than anybody likes. */
function tests(rng: Rng, registry: Registry): Crossmatch[] {
  const found: Crossmatch[] = [];
  for (const [recipient, donor] of screened(registry)) {
    if (!rng.chance(0.3)) continue;
    const tested = registry.today - Math.round(20 + rng.next() ** 1.3 * 600);
    found.push({ id: '', donor, recipient, tested, positive: rng.chance(0.5) });
  }
  return found
    .sort((a, b) => a.tested - b.tested)
    .map((test, index) => ({ ...test, id: `X${3001 + index}` }));
}

const reasons = ['kidney too small', 'anatomy', 'donor hypertension', 'family decision', 'two arteries'];

function refusals(rng: Rng, registry: Registry): Declined[] {
  return screened(registry).flatMap(([recipient, donor]) =>
    rng.chance(0.07)
      ? [{ donor, recipient, on: registry.today - rng.integer(60, 700), reason: rng.pick(reasons) }]
      : [],
  );
}

/** Recipients who wait, with donors who are there and pass blood group and antigens. */
function screened({ recipients, donors }: Registry): [recipient: number, donor: number][] {
  return recipients.flatMap((recipient, to) =>
    recipient.status !== 'active'
      ? []
      : [...donors.entries()].flatMap(([from, donor]): [number, number][] =>
          donor.status === 'active' &&
          donor.recipient !== to &&
          compatibleBlood(donor.blood, recipient.blood) &&
          !donor.antigens.some((antigen) => recipient.unacceptable.has(antigen))
            ? [[to, from]]
            : [],
        ),
  );
}

function history(rng: Rng, { recipients, donors, today }: Registry, number: number): PastRun[] {
  const done = rng.shuffle(
    [...recipients.keys()].filter((index) => recipients[index]!.status === 'transplanted'),
  );
  const runs: PastRun[] = [];
  for (let index = 8; index >= 1 && done.length >= 12; index--) {
    const exchanges: PastRun['exchanges'][number][] = [];
    for (let count = rng.integer(2, 4); count > 0; count--) {
      const circle = done.splice(
        0,
        rng.weighted([
          [2, 3],
          [3, 2],
        ] as const),
      );
      const giver = (recipient: number) => donors.findIndex((donor) => donor.recipient === recipient);
      const transplants = circle.map((to, at) => [giver(circle.at(at - 1)!), to] as const);
      exchanges.push({ transplants, status: rng.chance(0.85) ? 'done' : 'failed' });
    }
    runs.push({ id: `MR-${number - index}`, on: today - 91 * index, exchanges });
  }
  return runs;
}
