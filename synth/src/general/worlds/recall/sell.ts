/**
 * What became of the lots of a production: samples, shipments to customers, stock, holds, earlier incidents with their notices,
 * and credits for short or spoilt goods. Few customers take much, most take little.
 */
import type { Rng } from '@touchstone/contracts';
import { distinctNames } from '../../world/distributions/names.ts';
import { around, skewed } from '../../world/distributions/quantities.ts';
import { homeCountry, type Customer, type CustomerKind, type Production, type Records } from './records.ts';

export function sell(rng: Rng, production: Production): Records {
  const records: Records = {
    ...production,
    firstIncident: 20 + rng.fork('number').integer(0, 400),
    samples: [],
    customers: invite(rng.fork('customers')),
    shipments: [],
    shipmentLines: [],
    pallets: [],
    holds: [],
    incidents: [],
    notices: [],
    credits: [],
  };
  test(rng.fork('samples'), records);
  ship(rng.fork('shipments'), records);
  hold(rng.fork('holds'), records);
  remember(rng.fork('incidents'), records);
  complain(rng.fork('credits'), records);
  return records;
}

const kindShares: readonly (readonly [CustomerKind, number])[] = [
  ['retailer', 20],
  ['wholesaler', 9],
  ['caterer', 16],
  ['farm_shop', 14],
  ['hospital', 4],
  ['care_home', 5],
  ['nursery', 3],
];

const countries = ['Ireland', 'France', 'Netherlands', 'Belgium', 'Denmark', 'Germany'] as const;

/** How much of a lot a customer of a kind takes, against the others. */
const appetite: Record<CustomerKind, number> = {
  retailer: 1.4,
  wholesaler: 1.8,
  caterer: 0.6,
  farm_shop: 0.35,
  hospital: 0.5,
  care_home: 0.2,
  nursery: 0.12,
};

const suffixes: Record<CustomerKind, readonly string[]> = {
  retailer: ['Stores', 'Food Hall', 'Markets'],
  wholesaler: ['Wholesale', 'Foodservice', 'Cash and Carry'],
  caterer: ['Catering', 'Kitchens', 'Events'],
  farm_shop: ['Farm Shop', 'Village Store', 'Larder'],
  hospital: ['Infirmary Kitchens', 'General Hospital'],
  care_home: ['House Care Home', 'Lodge Care Home'],
  nursery: ['Day Nursery', 'Nursery School'],
};

function invite(rng: Rng): Customer[] {
  const names = distinctNames(rng, 72, { british: 8, slavic: 1, nordic: 1, southAsian: 1 }).map((name) =>
    name.split(' ').slice(1).join(' '),
  );
  const taken = new Set<string>();
  return names.flatMap((surname) => {
    const kind = rng.weighted(kindShares);
    const abroad = (kind === 'retailer' || kind === 'wholesaler') && rng.chance(0.3);
    const name = `${surname} ${rng.pick(suffixes[kind])}`;
    if (taken.has(name)) return [];
    const country = abroad ? rng.pick(countries) : homeCountry;
    return [{ id: `C${101 + taken.add(name).size}`, name, kind, country }];
  });
}

function test(rng: Rng, { lots, samples, organisms, today }: Records): void {
  for (const [lot, { made }] of lots.entries())
    for (const [index, organism] of organisms.entries()) {
      if (!rng.chance(index === 0 ? 0.6 : 0.3)) continue;
      const taken = made + rng.integer(0, 1);
      if (taken > today) continue;
      const result = today - taken < 3 ? 'pending' : 'not_detected';
      samples.push({ id: `T${7001 + samples.length}`, lot, organism, taken, result });
    }
}

/** Splits every lot over customers and days, gathers what goes to one customer on one day, and keeps the rest in stock. */
function ship(rng: Rng, records: Records): void {
  const { lots, customers, products, today } = records;
  const parcels = new Map<string, { customer: number; day: number; goods: [lot: number, cases: number][] }>();
  for (const [lot, { made, cases, product }] of lots.entries()) {
    const takers = Math.min(6, Math.max(1, Math.round(1 + cases / 90 + rng.normal(0, 0.9))));
    let left = cases;
    const chosen = new Set<number>();
    while (chosen.size < takers) chosen.add(skewed(rng, [...customers.keys()]));
    const whole = [...chosen].reduce((sum, customer) => sum + appetite[customers[customer]!.kind], 0);
    for (const customer of chosen) {
      const day =
        made +
        rng.weighted([
          [1, 4],
          [2, 4],
          [3, 3],
          [5, 2],
          [7, 1],
        ] as const);
      const due = (cases * 0.95 * appetite[customers[customer]!.kind]) / Math.max(whole, 1.5);
      const share = Math.min(left, around(rng, due, due / 6, { min: 2, max: cases }));
      if (share < 2 || day > today + 2 || day > made + products[product]!.shelf - 4) continue;
      left -= share;
      const key = `${day}/${customer}`;
      if (!parcels.has(key)) parcels.set(key, { customer, day, goods: [] });
      parcels.get(key)!.goods.push([lot, share]);
    }
    // What is still there of an old lot was given away or destroyed.
    if (left > 0 && (today - made < 6 || (today - made < 16 && rng.chance(0.35))))
      store(rng, records, lot, left);
  }
  for (const parcel of [...parcels.values()].sort((a, b) => a.day - b.day || a.customer - b.customer))
    dispatch(rng, records, parcel);
}

function store(rng: Rng, { pallets }: Records, lot: number, cases: number): void {
  for (let left = cases; left > 0;) {
    const onPallet = Math.min(left, 64);
    const location = `${rng.pick(['A', 'B', 'C'])}-${String(rng.integer(1, 24)).padStart(2, '0')}-${rng.integer(1, 4)}`;
    pallets.push({ id: `PL${6001 + pallets.length}`, lot, location, cases: onPallet });
    left -= onPallet;
  }
}

function dispatch(
  rng: Rng,
  records: Records,
  parcel: { customer: number; day: number; goods: [number, number][] },
): void {
  const { shipments, shipmentLines, customers, lots, products, today } = records;
  const { customer, day, goods } = parcel;
  const abroad = customers[customer]!.country !== homeCountry;
  const travel = abroad
    ? rng.integer(2, 4)
    : rng.weighted([
        [0, 1],
        [1, 6],
        [2, 2],
      ] as const);
  const arrived = day + travel;
  const fate = rng.next();
  const status =
    day > today
      ? 'planned'
      : arrived >= today
        ? 'in_transit'
        : fate < 0.025
          ? 'refused'
          : fate < 0.045
            ? 'cancelled'
            : 'delivered';
  const shipment = shipments.push({
    id: `D${9001 + shipments.length}`,
    customer,
    dispatch: day,
    delivered: status === 'delivered' ? arrived : null,
    status,
  });
  for (const [lot, cases] of goods) {
    const list = products[lots[lot]!.product]!.price;
    const accepted = rng.chance(0.08) ? Math.max(1, cases - rng.integer(1, 6)) : cases;
    shipmentLines.push({
      shipment: shipment - 1,
      lot,
      cases,
      accepted: status === 'delivered' ? accepted : null,
      price: Math.round(list * (customers[customer]!.kind === 'wholesaler' ? 0.9 : 1)),
    });
  }
}

const holdReasons = ['awaiting test results', 'label check', 'damaged cartons', 'weight out of tolerance'];

function hold(rng: Rng, { holds, lots, pallets, today }: Records): void {
  const stocked = new Set(pallets.map(({ lot }) => lot));
  for (const [lot, { made }] of lots.entries()) {
    const times = rng.chance(stocked.has(lot) ? 0.4 : 0.12) ? (rng.chance(0.2) ? 2 : 1) : 0;
    for (let index = 0; index < times; index++) {
      const opened = Math.min(today, made + rng.integer(0, 2) + index * 3);
      const last = index === times - 1;
      const stays = last && stocked.has(lot) && rng.chance(0.6);
      const released = stays ? null : Math.min(today, opened + rng.integer(0, 2));
      holds.push({ id: `H${401 + holds.length}`, lot, reason: rng.pick(holdReasons), opened, released });
    }
  }
}

const pastTitles = [
  'Seals not tight',
  'Wrong use-by printed on outer cartons',
  'Under weight',
  'Blown packs reported by a customer',
  'Film without a tear strip',
  'Cartons of two products mixed',
];

/** Earlier incidents: a lot or two each; most customers of those lots were told. */
function remember(rng: Rng, records: Records): void {
  const { incidents, notices, shipments, shipmentLines, lots, today } = records;
  const aged = (from: number, to: number) =>
    [...lots.keys()].filter((lot) => today - lots[lot]!.made >= from && today - lots[lot]!.made <= to);
  const causes = [...rng.sample(aged(19, 60), 9), ...rng.sample(aged(5, 18), 12)].sort(
    (a, b) => lots[a]!.made - lots[b]!.made,
  );
  for (const [index, lot] of causes.entries()) {
    const opened = Math.min(today - 1, lots[lot]!.made + rng.integer(3, 5));
    const incident = incidents.push({
      id: `INC-${records.firstIncident + index}`,
      lot,
      opened,
      title: `${rng.pick(pastTitles)}, lot ${lots[lot]!.id}`,
    });
    const told = new Set<number>();
    for (const line of shipmentLines) {
      const { customer, status, delivered } = shipments[line.shipment]!;
      if (line.lot !== lot || status !== 'delivered' || delivered! > opened) continue;
      if (told.has(customer) || !rng.chance(0.8)) continue;
      told.add(customer);
      const kind = rng.chance(0.9) ? 'written' : 'phone';
      notices.push({
        id: `N${1201 + notices.length}`,
        incident: incident - 1,
        customer,
        kind,
        sent: opened,
        lots: [lot],
      });
    }
  }
}

const creditReasons = [
  'short shelf life',
  'spoilt on arrival',
  'damaged cartons',
  'goodwill',
  'leaking packs',
];

function complain(rng: Rng, { credits, shipments, shipmentLines, today }: Records): void {
  for (const line of shipmentLines) {
    if (line.accepted === null || !rng.chance(0.16)) continue;
    const whole = rng.chance(0.5) || line.accepted < 3;
    const cases = whole ? line.accepted : rng.integer(1, Math.ceil(line.accepted / 2));
    credits.push({
      id: `CR${501 + credits.length}`,
      shipment: line.shipment,
      lot: line.lot,
      pence: cases * line.price,
      issued: Math.min(today, shipments[line.shipment]!.delivered! + rng.integer(1, 4)),
      reason: rng.pick(creditReasons),
    });
  }
}
