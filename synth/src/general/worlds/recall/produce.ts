/**
 * Invents eleven weeks on the lines of a food maker: runs, lots (one product, one day), cleaning, inspections, rework
 * and the intake that goes into every run. Days are uneven: cleaning is cut short, deliveries run out in the middle of a run.
 */
import type { Rng } from '@touchstone/contracts';
import { dateOf } from '../../world/distributions/dates.ts';
import { around, logNormal, roundTo, zipf } from '../../world/distributions/quantities.ts';
import type { Intake, Line, Lot, Production, Run } from './records.ts';
import { trades, type Trade } from './trades.ts';

const DAY = 1440;
const historyDays = 75;

export function produce(rng: Rng): Production {
  const trade = rng.fork('trade').pick(trades);
  const today = 20_454 + rng.fork('today').integer(0, 420);
  const production: Production = {
    now: today * DAY + 13 * 60 + 5 * rng.fork('now').integer(0, 40),
    today,
    company: rng.fork('company').pick(trade.companies),
    organisms: trade.organisms,
    ...assets(rng.fork('assets'), trade),
    intakes: [],
    lots: [],
    runs: [],
    inputs: [],
    rework: [],
    sanitations: [],
    inspections: [],
  };
  const plan = rng.fork('plan');
  const lotOf = new Map<string, number>();
  for (let day = today - historyDays; day <= today; day++)
    for (const [line, entry] of production.lines.entries())
      workDay(plan, production, { day, line, entry, lotOf });
  supply(rng.fork('supply'), production);
  reuse(rng.fork('rework'), production, trade);
  for (const list of [production.rework, production.sanitations, production.inspections])
    list.sort((a, b) => (a.id < b.id ? -1 : 1));
  return production;
}

function assets(rng: Rng, trade: Trade) {
  const names = Object.keys(trade.materials);
  const materials = names.map((name, index) => ({
    id: `M${String(index + 1).padStart(2, '0')}`,
    name,
    allergens: trade.materials[name]!,
  }));
  const products = rng.shuffle(trade.products).map(({ recipe, ...product }, index) => ({
    ...product,
    id: `P${String(index + 11)}`,
    recipe: recipe.map((name) => names.indexOf(name)),
    allergens: [...new Set(recipe.flatMap((name) => trade.materials[name]!))].sort(),
  }));
  const lines = Object.entries(trade.lines).map(([name, ranges], index) => ({
    id: `LN${index + 1}`,
    name,
    ranges,
  }));
  const suppliers = rng
    .sample(supplierNames, 14)
    .map((name, index) => ({ id: `S${String(index + 1).padStart(2, '0')}`, name }));
  return { materials, products, lines, suppliers };
}

const supplierNames = [
  'Aldermoor Ingredients',
  'Brightwell Foods',
  'Castell Imports',
  'Dunmore Trading',
  'Eastfen Produce',
  'Fairlie Larder Supplies',
  'Gilt Mill Ingredients',
  'Harbourside Wholesale',
  'Ivel Valley Produce',
  'Jessop & Lane',
  'Kirkby Dry Goods',
  'Lomond Larder',
  'Medway Fine Foods',
  'Nether Hall Farms',
  'Orwell Ingredients',
  'Penhale Merchants',
  'Quayside Provisions',
  'Rother Vale Foods',
];

interface WorkDay {
  day: number;
  line: number;
  entry: Line;
  lotOf: Map<string, number>;
}

/** One line's day: an inspection, one to three runs with cleaning between and after. */
function workDay(rng: Rng, production: Production, work: WorkDay): void {
  const { day, line } = work;
  const weekend = (day + 3) % 7 >= 5;
  if (weekend ? rng.chance(0.85) : rng.chance(0.06)) return;
  let minute = day * DAY + 6 * 60 + 5 * rng.integer(0, 6);
  inspect(rng, production, line, minute - 15);
  const runs = rng.weighted([
    [1, 3],
    [2, 5],
    [3, 2],
  ] as const);
  for (let index = 0; index < runs && minute < production.now; index++) {
    const end = minute + 5 * around(rng, 44, 12, { min: 20, max: 70 });
    if (end > production.now) return;
    addRun(rng, production, work, { start: minute, end });
    minute = end + 5 * rng.integer(1, 3);
    if (index < runs - 1 && rng.chance(0.6)) minute = clean(rng, production, line, 'rinse', minute);
  }
  clean(rng, production, line, (day + line) % 3 === 0 || rng.chance(0.12) ? 'full' : 'rinse', minute);
}

function addRun(
  rng: Rng,
  production: Production,
  { day, line, entry, lotOf }: WorkDay,
  { start, end }: { start: number; end: number },
): void {
  const { products, lots, runs } = production;
  const makeable = [...products.keys()].filter((index) => entry.ranges.includes(products[index]!.range));
  const product = zipf(rng, makeable, 0.5);
  const key = `${day}/${product}`;
  const cases = Math.round(((end - start) / 60) * logNormal(rng, 26, 0.25));
  const known = lotOf.get(key);
  const lot = known ?? lots.push(newLot(production, day, product)) - 1;
  lotOf.set(key, lot);
  lots[lot]!.cases += cases;
  runs.push({ id: `R${4001 + runs.length}`, line, lot, start, end, cases });
}

function newLot({ products }: Production, day: number, product: number): Lot {
  const { id, shelf } = products[product]!;
  const date = dateOf(day);
  const dayOfYear = day - Math.round(Date.parse(`${date.slice(0, 4)}-01-01T00:00:00Z`) / 86_400_000) + 1;
  return {
    id: `L${date.slice(2, 4)}${String(dayOfYear).padStart(3, '0')}-${id.slice(1)}`,
    product,
    made: day,
    useBy: day + shelf,
    cases: 0,
  };
}

function clean(
  rng: Rng,
  production: Production,
  line: number,
  kind: 'full' | 'rinse',
  start: number,
): number {
  const { sanitations } = production;
  const status = rng.weighted([
    ['completed', kind === 'full' ? 70 : 92],
    ['cut_short', kind === 'full' ? 18 : 4],
    ['not_done', kind === 'full' ? 12 : 4],
  ] as const);
  const usual = kind === 'full' ? 18 : 5;
  const end = start + 5 * (status === 'completed' ? usual + rng.integer(0, 3) : rng.integer(1, usual - 2));
  if (end > production.now) return end;
  sanitations.push({ id: `C${2001 + sanitations.length}`, line, kind, start, end, status });
  return end;
}

/** The look at blades, sieves and seals before the first run. */
function inspect(rng: Rng, { inspections, now }: Production, line: number, at: number): void {
  if (at > now) return;
  const result = rng.weighted([
    ['passed', 50],
    ['part_done', 22],
    ['not_done', 28],
  ] as const);
  inspections.push({ id: `K${5001 + inspections.length}`, line, at, result });
}

/** Deliveries of every material, used first in, first out; a delivery often ends in the middle of a run. */
function supply(rng: Rng, production: Production): void {
  const { materials, suppliers, lots, products, runs, inputs } = production;
  const usual = materials.map(() => rng.sample([...suppliers.keys()], 2));
  const open = new Map<number, { intake: number; left: number }>();
  const inOrder = [...runs.keys()].sort((a, b) => runs[a]!.start - runs[b]!.start);
  for (const run of inOrder) {
    const { recipe } = products[lots[runs[run]!.lot]!.product]!;
    for (const [position, material] of recipe.entries()) {
      let need = Math.max(1, Math.round(runs[run]!.cases * [1.1, 0.7, 0.4, 0.25][position]!));
      while (need > 0) {
        let current = open.get(material);
        if (!current || current.left <= 0)
          open.set(
            material,
            (current = deliver(rng, production, { material, run: runs[run]!, from: usual[material]! })),
          );
        const kg = Math.min(need, current.left);
        inputs.push({ run, intake: current.intake, kg });
        current.left -= kg;
        need -= kg;
      }
    }
  }
}

function deliver(
  rng: Rng,
  { intakes }: Production,
  { material, run, from }: { material: number; run: Run; from: readonly number[] },
): { intake: number; left: number } {
  const received = Math.floor(run.start / DAY) - rng.integer(0, 4);
  const kg = roundTo(logNormal(rng, 520, 0.5), 20);
  const supplier = rng.chance(0.75) ? from[0]! : from[1]!;
  const before = intakes.findLast((intake) => intake.material === material);
  // One supplier batch often comes in two or three deliveries.
  const again = before && before.supplier === supplier && rng.chance(0.4);
  const packed = received - rng.integer(2, 12);
  const intake: Intake = {
    id: `I${3001 + intakes.length}`,
    material,
    supplier,
    batch: again
      ? before.batch
      : `${dateOf(packed).slice(5, 7)}${dateOf(packed).slice(8)}-${rng.pick(['A', 'A', 'B'])}`,
    received: Math.max(received, before?.received ?? 0),
    kg,
  };
  return { intake: intakes.push(intake) - 1, left: kg };
}

/** Trimmings and part trays of earlier lots worked into later runs of ranges that take them. */
function reuse(rng: Rng, { rework, runs, lots, products }: Production, trade: Trade): void {
  const made: { lot: number; end: number }[] = [];
  const inOrder = [...runs.keys()].sort((a, b) => runs[a]!.start - runs[b]!.start);
  for (const into of inOrder) {
    const { lot, start, end, cases } = runs[into]!;
    const { range, allergens } = products[lots[lot]!.product]!;
    const givers = made.filter(
      (entry) =>
        entry.end < start &&
        entry.end > start - 4 * DAY &&
        entry.lot !== lot &&
        trade.rework[products[lots[entry.lot]!.product]!.range]!.includes(range) &&
        // Nobody works an allergen into a product that does not declare it.
        products[lots[entry.lot]!.product]!.allergens.every((allergen) => allergens.includes(allergen)),
    );
    if (givers.length > 0 && rng.chance(0.34))
      rework.push({
        id: `W${801 + rework.length}`,
        from: rng.pick(givers).lot,
        into,
        kg: Math.max(4, Math.round(cases * rng.next() * 0.25)),
      });
    made.push({ lot, end });
  }
}
