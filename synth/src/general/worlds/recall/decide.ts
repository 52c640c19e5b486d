/**
 * The recall procedure as a program: from records, parameters and an incident to the lots that are affected and the acts
 * that the procedure asks for. Every clause can be switched off or misread (`on`), which gives the acts of somebody who
 * overlooks it. Wording is in `procedure.ts`.
 */
import { ledgerOf, type Ledger } from './ledger.ts';
import { homeCountry, type CreditStatus, type NoticeKind, type Records } from './records.ts';
import type { Allergen } from './trades.ts';

/** Clauses that a procedure has whenever they apply to the kind of incident. */
export const coreClauses = [
  'completed-only',
  'full-only',
  'passed-only',
  'whole-batch',
  'same-batch',
  'declared',
  'rework',
  'rework-chain',
  'second-hold',
  'in-transit',
  'accepted',
  'net-credit',
  // How the customers of the clause `escalate` are counted.
  'count',
] as const;
/** Clauses that are in the procedure of an item only where they decide something. */
export const optionalClauses = [
  'back',
  'cleared',
  'cooked',
  'expired',
  'escalate',
  'vulnerable',
  'told-already',
  'approval',
  'authority',
  'credits-wait',
] as const;
export const clauseIds = [...coreClauses, ...optionalClauses] as const;
export type ClauseId = (typeof clauseIds)[number];
export type OptionalClause = (typeof optionalClauses)[number];

export type Incident =
  /** An organism in a sample of a lot. */
  | { kind: 'finding'; lot: number; organism: string }
  /** A supplier withdraws the batch that this intake belongs to. */
  | { kind: 'ingredient'; intake: number; hazard: string; organism: boolean }
  /** An allergen in a lot that does not declare it, carried over on the line. */
  | { kind: 'carry-over'; lot: number; line: number; allergen: Allergen }
  /** A part of the line is missing, found at that minute. */
  | { kind: 'fragment'; line: number; at: number };
export type IncidentKind = Incident['kind'];

/** Clauses that mean something for a kind of incident. */
export const scopeClauses: Record<IncidentKind, readonly ClauseId[]> = {
  finding: ['completed-only', 'full-only', 'rework', 'rework-chain', 'back', 'cleared', 'cooked'],
  ingredient: ['whole-batch', 'same-batch', 'rework', 'rework-chain', 'cooked'],
  'carry-over': ['completed-only', 'full-only', 'declared', 'rework', 'rework-chain'],
  fragment: ['passed-only', 'rework', 'rework-chain'],
};

export interface Parameters {
  /** Days after use-by from which a lot is no longer chased. */
  expiredDays: number;
  /** More customers than this to be told in writing: the crisis team takes over. */
  customersMax: number;
  /** Pence; a credit above it needs approval. */
  creditMax: number;
}

export type Act =
  | { act: 'trace'; lot: number }
  | { act: 'hold'; lot: number }
  | { act: 'note'; hold: number }
  | { act: 'stop'; shipment: number }
  | { act: 'intercept'; shipment: number }
  | { act: 'notice'; customer: number; kind: NoticeKind; lots: number[] }
  | { act: 'credit'; shipment: number; lot: number; pence: number; status: CreditStatus }
  | { act: 'escalate' }
  | { act: 'report'; country: string };

export interface Ruling {
  records: Records;
  parameters: Parameters;
  /** Clauses in force and not overlooked. */
  on: ReadonlySet<ClauseId>;
}

export function decide(ruling: Ruling, incident: Incident): Act[] {
  const scope = affectedLots(ruling, incident);
  return [
    ...scope.map((lot): Act => ({ act: 'trace', lot })),
    ...secure(ruling, scope),
    ...tell(ruling, new Set(scope)),
  ];
}

/** Affected lots in ascending order. */
export function affectedLots(ruling: Ruling, incident: Incident): number[] {
  const { records, on } = ruling;
  const ledger = ledgerOf(records);
  const spared = sparedBy(ruling, incident);
  const cleared =
    on.has('cleared') && incident.kind === 'finding' ? clearedOf(records, incident.organism) : null;
  const named = 'lot' in incident ? incident.lot : -1;
  const affected = new Set<number>();
  for (const lot of touchedLots(ruling, ledger, incident))
    if (lot === named || !(spared(lot) || cleared?.has(lot))) affected.add(lot);
  if (!on.has('rework')) return [...affected].sort((a, b) => a - b);
  const open = [...affected];
  for (let at = 0; at < open.length; at++)
    for (const into of ledger.reworkInto.get(open[at]!) ?? []) {
      if (affected.has(into) || spared(into)) continue;
      affected.add(into);
      if (on.has('rework-chain')) open.push(into);
    }
  return [...affected].sort((a, b) => a - b);
}

/** Lots that the hazard reached on the line or through an ingredient, before exceptions. */
function touchedLots(ruling: Ruling, ledger: Ledger, incident: Incident): Set<number> {
  const { records, on } = ruling;
  const { runs, intakes, inspections } = records;
  const lots = new Set<number>();
  switch (incident.kind) {
    case 'finding': {
      lots.add(incident.lot);
      for (const line of new Set(ledger.runsOfLot.get(incident.lot)!.map((run) => runs[run]!.line))) {
        const first = ledger.runsOfLot.get(incident.lot)!.find((run) => runs[run]!.line === line)!;
        const { from, to } = windowOf(ruling, ledger, line, runs[first]!.start);
        const since = on.has('back') ? from : runs[first]!.start;
        for (const run of ledger.runsOfLine.get(line)!)
          if (runs[run]!.start >= since && runs[run]!.start < to) lots.add(runs[run]!.lot);
      }
      return lots;
    }
    case 'ingredient': {
      const named = intakes[incident.intake]!;
      for (const [intake, { batch, material, supplier }] of intakes.entries()) {
        if (batch !== named.batch || (!on.has('whole-batch') && intake !== incident.intake)) continue;
        if (on.has('same-batch') && (material !== named.material || supplier !== named.supplier)) continue;
        for (const run of ledger.runsOfIntake.get(intake) ?? []) lots.add(runs[run]!.lot);
      }
      return lots;
    }
    case 'carry-over': {
      const first = ledger.runsOfLot.get(incident.lot)!.find((run) => runs[run]!.line === incident.line)!;
      const { from, to } = windowOf(ruling, ledger, incident.line, runs[first]!.start);
      let carried = false;
      for (const run of ledger.runsOfLine.get(incident.line)!) {
        const { start, lot } = runs[run]!;
        if (start < from || start >= to) continue;
        if (carried) lots.add(lot);
        carried ||= declares(records, lot, incident.allergen);
      }
      return lots;
    }
    case 'fragment': {
      let last = -Infinity;
      for (const { line, at, result } of inspections)
        if (line === incident.line && at < incident.at && (result === 'passed' || !on.has('passed-only')))
          last = Math.max(last, at);
      for (const run of ledger.runsOfLine.get(incident.line) ?? [])
        if (runs[run]!.start >= last && runs[run]!.start < incident.at) lots.add(runs[run]!.lot);
      return lots;
    }
  }
}

/** From the last cleaning that counts before a minute to the next one after it. */
function windowOf(
  { on }: Ruling,
  ledger: Ledger,
  line: number,
  minute: number,
): { from: number; to: number } {
  let from = -Infinity;
  let to = Infinity;
  for (const { kind, status, start, end } of ledger.sanitationsOfLine.get(line) ?? []) {
    if (on.has('full-only') && kind !== 'full') continue;
    if (on.has('completed-only') && status !== 'completed') continue;
    if (end <= minute) from = Math.max(from, end);
    else if (start >= minute) to = Math.min(to, start);
  }
  return { from, to };
}

export function declares({ products, lots }: Records, lot: number, allergen: Allergen): boolean {
  return products[lots[lot]!.product]!.allergens.includes(allergen);
}

/** Whether a lot is not affected however the hazard reached it. */
function sparedBy({ records, on }: Ruling, incident: Incident): (lot: number) => boolean {
  const cooked = (lot: number) => records.products[records.lots[lot]!.product]!.cooked;
  switch (incident.kind) {
    case 'finding':
      return (lot) => on.has('cooked') && cooked(lot);
    case 'ingredient':
      return (lot) => on.has('cooked') && incident.organism && cooked(lot);
    case 'carry-over':
      return (lot) => on.has('declared') && declares(records, lot, incident.allergen);
    case 'fragment':
      return () => false;
  }
}

function clearedOf({ samples }: Records, organism: string): Set<number> {
  return new Set(
    samples
      .filter((sample) => sample.organism === organism && sample.result === 'not_detected')
      .map(({ lot }) => lot),
  );
}

function secure({ records, on }: Ruling, scope: readonly number[]): Act[] {
  const ledger = ledgerOf(records);
  return scope.flatMap((lot): Act[] => {
    if (!ledger.stocked.has(lot)) return [];
    const open = ledger.openHold.get(lot);
    return [open !== undefined && on.has('second-hold') ? { act: 'note', hold: open } : { act: 'hold', lot }];
  });
}

/** Shipments, notices, reports and credits. */
function tell(ruling: Ruling, scope: ReadonlySet<number>): Act[] {
  const { records, parameters, on } = ruling;
  const { shipments, shipmentLines, lots, customers, today } = records;
  const ledger = ledgerOf(records);
  const acts: Act[] = [];
  const halted = new Set<number>();
  const toTell = new Map<number, Set<number>>();
  const credits: Act[] = [];
  const abroad = new Set<string>();
  for (const index of [...scope].flatMap((lot) => ledger.linesOfLot.get(lot) ?? [])) {
    const line = shipmentLines[index]!;
    const { status, customer } = shipments[line.shipment]!;
    if ((status === 'planned' || status === 'in_transit') && !halted.has(line.shipment)) {
      halted.add(line.shipment);
      acts.push({ act: status === 'planned' ? 'stop' : 'intercept', shipment: line.shipment });
    }
    const delivered = status === 'delivered';
    if (!delivered && !(status === 'in_transit' && !on.has('in-transit'))) continue;
    if (on.has('expired') && lots[line.lot]!.useBy < today - parameters.expiredDays) continue;
    if (!(on.has('told-already') && ledger.told.has(`${customer}/${line.lot}`)))
      toTell.set(customer, (toTell.get(customer) ?? new Set()).add(line.lot));
    if (!delivered) continue;
    if (customers[customer]!.country !== homeCountry) abroad.add(customers[customer]!.country);
    const pence = (on.has('accepted') ? line.accepted! : line.cases) * line.price;
    const owed =
      pence - (on.has('net-credit') ? (ledger.credited.get(`${line.shipment}/${line.lot}`) ?? 0) : 0);
    if (owed <= 0) continue;
    const waits = on.has('approval') && owed > parameters.creditMax;
    credits.push({
      act: 'credit',
      shipment: line.shipment,
      lot: line.lot,
      pence: owed,
      status: waits ? 'for_approval' : 'issued',
    });
  }
  const notices = [...toTell].map(([customer, told]): Extract<Act, { act: 'notice' }> => ({
    act: 'notice',
    customer,
    kind: on.has('vulnerable') && isVulnerable(records, customer) ? 'phone' : 'written',
    lots: [...told].sort((a, b) => a - b),
  }));
  const written = notices.filter(({ kind }) => kind === 'written').length;
  const counted = on.has('count') ? written : reachedBy(records, scope);
  const escalated = on.has('escalate') && counted > parameters.customersMax;
  if (escalated) acts.push({ act: 'escalate' });
  acts.push(...notices.filter(({ kind }) => !escalated || kind === 'phone'));
  if (on.has('authority'))
    acts.push(...[...abroad].sort().map((country): Act => ({ act: 'report', country })));
  if (!(escalated && on.has('credits-wait'))) acts.push(...credits);
  return acts;
}

/** Everybody to whom an affected lot is or was on its way: what a hasty count gives. */
function reachedBy(records: Records, scope: ReadonlySet<number>): number {
  const ledger = ledgerOf(records);
  const customers = new Set<number>();
  for (const index of [...scope].flatMap((lot) => ledger.linesOfLot.get(lot) ?? [])) {
    const { status, customer } = records.shipments[records.shipmentLines[index]!.shipment]!;
    if (status === 'delivered' || status === 'in_transit') customers.add(customer);
  }
  return customers.size;
}

function isVulnerable({ customers }: Records, customer: number): boolean {
  return ['hospital', 'care_home', 'nursery'].includes(customers[customer]!.kind);
}
