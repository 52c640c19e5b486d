import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  clauseIds,
  decide,
  affectedLots,
  type Act,
  type ClauseId,
  type Incident,
  type Ruling,
} from './decide.ts';
import type { Records } from './records.ts';

const every = new Set<ClauseId>(clauseIds);
const parameters = { expiredDays: 2, customersMax: 1, creditMax: 5000 };

/** Two lines, six lots of three products (P0 declares milk, P2 is cooked), times in hours as minutes. */
function plant(parts: Partial<Records>): Records {
  const product = (id: string, allergens: Records['products'][number]['allergens'], cooked: boolean) => ({
    id,
    name: id,
    range: 'r',
    allergens,
    cooked,
    shelf: 5,
    price: 1000,
    recipe: [0],
  });
  return {
    now: 20 * 1440,
    today: 20,
    company: 'Test',
    organisms: ['Salmonella'],
    products: [product('P0', ['milk'], false), product('P1', [], false), product('P2', [], true)],
    lines: [0, 1].map((line) => ({ id: `LN${line}`, name: `Line ${line}`, ranges: ['r'] })),
    materials: [],
    suppliers: [],
    intakes: [],
    lots: [0, 1, 2, 3, 4, 5].map((lot) => ({
      id: `L${lot}`,
      product: lot % 3,
      made: 12 + lot,
      useBy: 15 + lot,
      cases: 10,
    })),
    runs: [],
    inputs: [],
    rework: [],
    sanitations: [],
    inspections: [],
    samples: [],
    customers: [
      { id: 'C0', name: 'Shop', kind: 'retailer', country: 'United Kingdom' },
      { id: 'C1', name: 'Hospital', kind: 'hospital', country: 'United Kingdom' },
      { id: 'C2', name: 'Winkel', kind: 'retailer', country: 'Netherlands' },
    ],
    shipments: [],
    shipmentLines: [],
    pallets: [],
    holds: [],
    firstIncident: 1,
    incidents: [],
    notices: [],
    credits: [],
    ...parts,
  };
}

const small = fc.integer({ min: 0, max: 5 });
const hour = fc.integer({ min: 0, max: 11 });
const plants = fc
  .record({
    runs: fc.uniqueArray(fc.record({ line: fc.integer({ min: 0, max: 1 }), lot: small, hour }), {
      minLength: 1,
      maxLength: 9,
      selector: ({ line, hour: at }) => `${line}/${at}`,
    }),
    cleanings: fc.array(
      fc.record({
        line: fc.integer({ min: 0, max: 1 }),
        hour,
        kind: fc.constantFrom('full' as const, 'rinse' as const),
        status: fc.constantFrom('completed' as const, 'cut_short' as const, 'not_done' as const),
      }),
      { maxLength: 6 },
    ),
    inspections: fc.array(
      fc.record({
        line: fc.integer({ min: 0, max: 1 }),
        hour,
        result: fc.constantFrom('passed' as const, 'part_done' as const),
      }),
      { maxLength: 4 },
    ),
    rework: fc.array(fc.record({ from: small, into: fc.nat() }), { maxLength: 5 }),
    inputs: fc.array(fc.record({ run: fc.nat(), intake: fc.integer({ min: 0, max: 2 }) }), { maxLength: 6 }),
    samples: fc.array(
      fc.record({ lot: small, result: fc.constantFrom('not_detected' as const, 'pending' as const) }),
      { maxLength: 3 },
    ),
  })
  .map(({ runs, cleanings, inspections, rework, inputs, samples }) =>
    plant({
      runs: runs.map(({ line, lot, hour: at }, index) => ({
        id: `R${index}`,
        line,
        lot,
        start: at * 60,
        end: at * 60 + 40,
        cases: 5,
      })),
      sanitations: cleanings.map(({ line, hour: at, kind, status }, index) => ({
        id: `S${index}`,
        line,
        kind,
        status,
        start: at * 60 + 45,
        end: at * 60 + 55,
      })),
      inspections: inspections.map(({ line, hour: at, result }, index) => ({
        id: `K${index}`,
        line,
        result,
        at: at * 60 - 2,
      })),
      rework: rework.map(({ from, into }, index) => ({
        id: `W${index}`,
        from,
        into: into % runs.length,
        kg: 1,
      })),
      intakes: [0, 1, 2].map((index) => ({
        id: `I${index}`,
        material: 0,
        supplier: index === 2 ? 1 : 0,
        batch: 'B',
        received: 10,
        kg: 9,
      })),
      inputs: inputs.map(({ run, intake }) => ({ run: run % runs.length, intake, kg: 1 })),
      samples: samples.map(({ lot, result }, index) => ({
        id: `T${index}`,
        lot,
        organism: 'Salmonella',
        taken: 15,
        result,
      })),
    }),
  );

function incidentsOf(records: Records): Incident[] {
  const { line, lot, end } = records.runs[0]!;
  return [
    { kind: 'finding', lot, organism: 'Salmonella' },
    { kind: 'ingredient', intake: 0, hazard: 'Salmonella', organism: true },
    { kind: 'ingredient', intake: 0, hazard: 'glass', organism: false },
    { kind: 'carry-over', lot, line, allergen: 'milk' },
    { kind: 'fragment', line, at: end + 5 },
  ];
}

/** The procedure word by word, with no index: a set grown until nothing is added. */
function slowly({ records, on }: Ruling, incident: Incident): number[] {
  const { runs, lots, products, sanitations, inspections, samples, intakes, inputs, rework } = records;
  const productOf = (lot: number) => products[lots[lot]!.product]!;
  const lotsOfLine = (line: number, from: number, to: number) =>
    runs.filter((run) => run.line === line && run.start >= from && run.start < to).map((run) => run.lot);
  const cleanings = (line: number) =>
    sanitations.filter(
      (sheet) =>
        sheet.line === line &&
        (!on.has('full-only') || sheet.kind === 'full') &&
        (!on.has('completed-only') || sheet.status === 'completed'),
    );
  const before = (line: number, at: number) =>
    Math.max(
      -Infinity,
      ...cleanings(line)
        .filter(({ end }) => end <= at)
        .map(({ end }) => end),
    );
  const after = (line: number, at: number) =>
    Math.min(
      Infinity,
      ...cleanings(line)
        .filter(({ start }) => start >= at)
        .map(({ start }) => start),
    );
  const firstOn = (lot: number, line: number) =>
    Math.min(...runs.filter((run) => run.lot === lot && run.line === line).map(({ start }) => start));
  const spared = (lot: number) =>
    incident.kind === 'carry-over'
      ? on.has('declared') && productOf(lot).allergens.includes(incident.allergen)
      : on.has('cooked') &&
        productOf(lot).cooked &&
        (incident.kind === 'finding' || (incident.kind === 'ingredient' && incident.organism));
  let found: number[] = [];
  if (incident.kind === 'finding') {
    for (const line of [0, 1]) {
      const first = firstOn(incident.lot, line);
      if (first === Infinity) continue;
      found.push(...lotsOfLine(line, on.has('back') ? before(line, first) : first, after(line, first)));
    }
    if (on.has('cleared'))
      found = found.filter(
        (lot) => !samples.some((sample) => sample.lot === lot && sample.result === 'not_detected'),
      );
    found = [incident.lot, ...found.filter((lot) => !spared(lot))];
  } else if (incident.kind === 'ingredient') {
    const same = [0, 1, 2].filter(
      (intake) =>
        (on.has('whole-batch') || intake === incident.intake) &&
        (!on.has('same-batch') || intakes[intake]!.supplier === 0),
    );
    found = inputs.filter(({ intake }) => same.includes(intake)).map(({ run }) => runs[run]!.lot);
    found = found.filter((lot) => !spared(lot));
  } else if (incident.kind === 'carry-over') {
    const first = firstOn(incident.lot, incident.line);
    const [from, to] = [before(incident.line, first), after(incident.line, first)];
    const source = Math.min(
      Infinity,
      ...runs
        .filter(
          ({ line, start, lot }) =>
            line === incident.line &&
            start >= from &&
            start < to &&
            productOf(lot).allergens.includes('milk'),
        )
        .map(({ start }) => start),
    );
    found = lotsOfLine(incident.line, Math.max(from, source + 1), to).filter(
      (lot) => !spared(lot) || lot === incident.lot,
    );
  } else {
    const last = Math.max(
      -Infinity,
      ...inspections
        .filter(
          ({ line, at, result }) =>
            line === incident.line && at < incident.at && (result === 'passed' || !on.has('passed-only')),
        )
        .map(({ at }) => at),
    );
    found = lotsOfLine(incident.line, last, incident.at);
  }
  const affected = new Set(found);
  const steps = !on.has('rework') ? 0 : on.has('rework-chain') ? 9 : 1;
  for (let step = 0; step < steps; step++)
    for (const lot of rework
      .filter(({ from }) => [...affected].includes(from))
      .map(({ into }) => runs[into]!.lot))
      if (
        !spared(lot) &&
        (steps === 9 || rework.some(({ from, into }) => found.includes(from) && runs[into]!.lot === lot))
      )
        affected.add(lot);
  return [...affected].sort((a, b) => a - b);
}

test('affected lots are those that the procedure taken word by word gives, whichever clauses are on', () => {
  fc.assert(
    fc.property(plants, fc.subarray([...clauseIds]), (records, clauses) => {
      const ruling: Ruling = { records, parameters, on: new Set(clauses) };
      for (const incident of incidentsOf(records))
        assert.deepEqual(affectedLots(ruling, incident), slowly(ruling, incident), incident.kind);
    }),
    { numRuns: 400, seed: 7 },
  );
});

/** Lot 1 is positive; one run, so it alone is affected, and everything below concerns its deliveries. */
function shipped(parts: Partial<Records>): Records {
  return plant({
    runs: [{ id: 'R0', line: 0, lot: 1, start: 0, end: 40, cases: 10 }],
    shipments: [
      { id: 'D0', customer: 0, dispatch: 14, delivered: 15, status: 'delivered' },
      { id: 'D1', customer: 1, dispatch: 14, delivered: 15, status: 'delivered' },
      { id: 'D2', customer: 2, dispatch: 14, delivered: 16, status: 'delivered' },
      { id: 'D3', customer: 0, dispatch: 19, delivered: null, status: 'in_transit' },
      { id: 'D4', customer: 2, dispatch: 21, delivered: null, status: 'planned' },
      { id: 'D5', customer: 2, dispatch: 15, delivered: null, status: 'refused' },
    ],
    shipmentLines: [0, 1, 2, 3, 4, 5].map((shipment) => ({
      shipment,
      lot: 1,
      cases: 6,
      accepted: shipment < 3 ? 5 : null,
      price: 1000,
    })),
    lots: [0, 1].map((lot) => ({ id: `L${lot}`, product: 1, made: 13, useBy: 30, cases: 10 })),
    pallets: [{ id: 'PL0', lot: 1, location: 'A', cases: 3 }],
    ...parts,
  });
}

const positive: Incident = { kind: 'finding', lot: 1, organism: 'Salmonella' };
const acts = (records: Records, off: ClauseId[] = [], limits = parameters): Act[] =>
  decide(
    { records, parameters: limits, on: new Set([...every].filter((clause) => !off.includes(clause))) },
    positive,
  );

test('two customers to be written to where one is allowed: the crisis team, the hospital by phone, no credits', () => {
  assert.deepEqual(acts(shipped({})), [
    { act: 'trace', lot: 1 },
    { act: 'hold', lot: 1 },
    { act: 'intercept', shipment: 3 },
    { act: 'stop', shipment: 4 },
    { act: 'escalate' },
    { act: 'notice', customer: 1, kind: 'phone', lots: [1] },
    { act: 'report', country: 'Netherlands' },
  ]);
});

test('below the limit customers are written to and deliveries credited, larger credits for approval', () => {
  const records = shipped({
    notices: [{ id: 'N0', incident: 0, customer: 2, kind: 'written', sent: 16, lots: [1] }],
    credits: [{ id: 'CR0', shipment: 0, lot: 1, pence: 2000, issued: 16, reason: 'goodwill' }],
    holds: [
      { id: 'H0', lot: 1, reason: 'label check', opened: 14, released: 15 },
      { id: 'H1', lot: 1, reason: 'label check', opened: 16, released: null },
    ],
  });
  assert.deepEqual(acts(records, [], { ...parameters, creditMax: 4999 }).slice(1), [
    { act: 'note', hold: 1 },
    { act: 'intercept', shipment: 3 },
    { act: 'stop', shipment: 4 },
    { act: 'notice', customer: 0, kind: 'written', lots: [1] },
    { act: 'notice', customer: 1, kind: 'phone', lots: [1] },
    { act: 'report', country: 'Netherlands' },
    { act: 'credit', shipment: 0, lot: 1, pence: 3000, status: 'issued' },
    { act: 'credit', shipment: 1, lot: 1, pence: 5000, status: 'for_approval' },
    { act: 'credit', shipment: 2, lot: 1, pence: 5000, status: 'for_approval' },
  ]);
});

test('a lot too long past its date is recorded and held, and its deliveries are left alone', () => {
  const lots = (useBy: number) =>
    [0, 1].map((lot) => ({ id: `L${lot}`, product: 1, made: 13, useBy, cases: 10 }));
  const kinds = (useBy: number) => acts(shipped({ lots: lots(useBy) })).map(({ act }) => act);
  assert.deepEqual(kinds(17), ['trace', 'hold', 'intercept', 'stop']);
  assert.ok(kinds(18).includes('escalate'));
});

test('a credit of exactly the limit is issued, and a line credited in full gets nothing', () => {
  const credits = [{ id: 'CR0', shipment: 1, lot: 1, pence: 5000, issued: 16, reason: 'goodwill' }];
  const found = acts(shipped({ credits }), ['escalate']).filter(({ act }) => act === 'credit');
  assert.deepEqual(found, [
    { act: 'credit', shipment: 0, lot: 1, pence: 5000, status: 'issued' },
    { act: 'credit', shipment: 2, lot: 1, pence: 5000, status: 'issued' },
  ]);
});
