/** Records by what one looks them up by. Built once per records; says nothing that the records do not. */
import type { Records, Sanitation } from './records.ts';

export interface Ledger {
  /** Run indices in order of start. */
  runsOfLine: Map<number, number[]>;
  runsOfLot: Map<number, number[]>;
  runsOfIntake: Map<number, number[]>;
  /** Lot → lots into which it was reworked. */
  reworkInto: Map<number, number[]>;
  sanitationsOfLine: Map<number, Sanitation[]>;
  linesOfLot: Map<number, number[]>;
  stocked: Set<number>;
  openHold: Map<number, number>;
  /** `customer/lot` of earlier notices. */
  told: Set<string>;
  /** `shipment/lot` → pence credited so far. */
  credited: Map<string, number>;
}

const known = new WeakMap<Records, Ledger>();

export function ledgerOf(records: Records): Ledger {
  let ledger = known.get(records);
  if (!ledger) known.set(records, (ledger = build(records)));
  return ledger;
}

function build(records: Records): Ledger {
  const { runs, inputs, rework, sanitations, shipmentLines, pallets, holds, notices, credits } = records;
  const order = [...runs.keys()].sort((a, b) => runs[a]!.start - runs[b]!.start);
  const credited = new Map<string, number>();
  for (const { shipment, lot, pence } of credits)
    credited.set(`${shipment}/${lot}`, (credited.get(`${shipment}/${lot}`) ?? 0) + pence);
  return {
    runsOfLine: grouped(order, (run) => runs[run]!.line),
    runsOfLot: grouped(order, (run) => runs[run]!.lot),
    runsOfIntake: mapped(
      inputs,
      ({ intake }) => intake,
      ({ run }) => run,
    ),
    reworkInto: mapped(
      rework,
      ({ from }) => from,
      ({ into }) => runs[into]!.lot,
    ),
    sanitationsOfLine: grouped(sanitations, ({ line }) => line),
    linesOfLot: grouped([...shipmentLines.keys()], (index) => shipmentLines[index]!.lot),
    stocked: new Set(pallets.map(({ lot }) => lot)),
    openHold: new Map(holds.flatMap(({ lot, released }, index) => (released === null ? [[lot, index]] : []))),
    told: new Set(notices.flatMap(({ customer, lots }) => lots.map((lot) => `${customer}/${lot}`))),
    credited,
  };
}

function grouped<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  return mapped(items, key, (item) => item);
}

function mapped<T, K, V>(items: readonly T[], key: (item: T) => K, value: (item: T) => V): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(value(item));
    else groups.set(key(item), [value(item)]);
  }
  return groups;
}
