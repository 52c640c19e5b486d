/** What a call had to pay at its quay, and what it would have paid by mistake. The reference program reads the records instead. */
import type { JsonObject } from '@touchstone/contracts';
import { yearOf } from '../days.ts';
import {
  callRecord,
  dayOf,
  minutesPerDay,
  nameOn,
  orderRecord,
  versionRecord,
  type Call,
  type DuesRule,
  type Port,
  type QuayClass,
  type Tariff,
  type Version,
} from './model.ts';
import { editionRecord, tariffRecord } from './render/register.ts';
import { versionOn } from './standing.ts';

/** Each mistake with what it is about: class, schedule, by-law or rebate. */
export const duesMisreadings = {
  'orders that class a quay are overlooked': 'class',
  'an edition or an order counts from the day it was published or made': 'class',
  'a schedule counts from its date of issue': 'schedule',
  'changes of one class are overlooked': 'schedule',
  'the latest schedule of the archive is used': 'schedule',
  'the by-law is taken as it was first made': 'by-law',
  'an order on the by-law counts from the day it was made': 'by-law',
  'the revocation of an order is overlooked': 'by-law',
  'hours are counted for days, or days for hours': 'by-law',
  'no rebate is given': 'rebate',
  'the rebate begins one call too early': 'rebate',
  'the rebate begins one call too late': 'rebate',
} as const;
export type DuesMisreading = keyof typeof duesMisreadings;

export interface DuesReading {
  misreading?: DuesMisreading | undefined;
  /** Records that are not there. */
  without?: ReadonlySet<string> | undefined;
}

export interface Dues {
  class: QuayClass;
  /** Record that gave the class, and the name under which it has the quay. */
  classedBy: { record: string; name: string };
  tariff: Tariff;
  periods: number;
  rebatePercent: number;
  /** Rounded to whole pence, half a penny up. */
  pence: number;
}

export function readDues(port: Port, call: Call, reading: DuesReading = {}): Dues | null {
  const { misreading, without } = reading;
  if (without?.has(callRecord(call))) return null;
  const day = dayOf(call.berthed);
  const classed = classOn(port, call, day, reading);
  const rule = ruleOn(port, day, reading);
  const tariff = classed && tariffOn(port, classed.class, day, reading);
  if (!classed || !rule || !tariff) return null;
  const swapped = misreading === 'hours are counted for days, or days for hours';
  const byHours = (rule.rule.periods === 'hours') !== swapped;
  const periods = byHours
    ? Math.ceil((call.sailed - call.berthed) / minutesPerDay)
    : dayOf(call.sailed) - dayOf(call.berthed) + 1;
  const shift = {
    'the rebate begins one call too early': -1,
    'the rebate begins one call too late': 1,
  } as Record<string, number>;
  const from = rule.rule.rebateFrom + (shift[misreading ?? ''] ?? 0);
  const rebated = misreading !== 'no rebate is given' && callOfYear(port, call, without) >= from;
  const rebatePercent = rebated ? rule.rule.rebatePercent : 0;
  const full = Math.ceil(call.vessel.grossTons / 100) * tariff.rates[classed.class] * periods;
  const pence = Math.floor((full * (100 - rebatePercent) * 2 + 100) / 200);
  return { class: classed.class, classedBy: classed, tariff, periods, rebatePercent, pence };
}

/** Which call of its calendar year this is, by arrival. */
export function callOfYear(port: Port, call: Call, without?: ReadonlySet<string>): number {
  return callsSoFar(port, call).filter((each) => !without?.has(callRecord(each))).length;
}

/** The vessel's calls of the year up to this one. */
function callsSoFar(port: Port, call: Call): Call[] {
  const year = yearOf(dayOf(call.arrived));
  return port.calls.filter(
    (each) =>
      each.vessel === call.vessel && each.arrived <= call.arrived && yearOf(dayOf(each.arrived)) === year,
  );
}

function classOn(port: Port, { quay }: Call, day: number, { misreading, without }: DuesReading) {
  const early = misreading === 'an edition or an order counts from the day it was published or made';
  const editions = port.editions.map((edition) => ({
    from: early ? edition.published : edition.effective,
    class: edition.entries[quay.index]?.class as QuayClass,
    record: editionRecord(edition),
    name: nameOn(quay, edition.published),
  }));
  const orders = port.reclassings
    .filter((order) => order.quay === quay && misreading !== 'orders that class a quay are overlooked')
    .map((order) => ({
      from: early ? order.made : order.effective,
      class: order.to,
      record: orderRecord(order),
      name: nameOn(quay, order.made),
    }));
  return (
    [...editions, ...orders]
      .filter(({ from, record }) => from <= day && !without?.has(record))
      .sort((one, other) => other.from - one.from)[0] ?? null
  );
}

function tariffOn(
  { tariffs }: Port,
  each: QuayClass,
  day: number,
  { misreading, without }: DuesReading,
): Tariff | null {
  return (
    tariffs
      .filter(
        ({ only }) =>
          only === null || (only === each && misreading !== 'changes of one class are overlooked'),
      )
      .filter(
        (tariff) =>
          misreading === 'the latest schedule of the archive is used' ||
          (misreading === 'a schedule counts from its date of issue' ? tariff.issued : tariff.effective) <=
            day,
      )
      .filter((tariff) => !without?.has(tariffRecord(tariff)))
      .sort((one, other) => other.effective - one.effective)[0] ?? null
  );
}

function ruleOn(port: Port, day: number, { misreading, without }: DuesReading): Version<DuesRule> | null {
  const byLaw = port.byLaws.dues;
  const { versions } = byLaw;
  if (misreading === 'the by-law is taken as it was first made') return versions[0] ?? null;
  if (misreading === 'an order on the by-law counts from the day it was made')
    return versionOn(
      { ...byLaw, versions: versions.map((each) => ({ ...each, effective: each.made })) },
      day,
    );
  if (misreading === 'the revocation of an order is overlooked')
    return versionOn({ ...byLaw, versions: versions.map((each) => ({ ...each, revoked: null })) }, day);
  return versionOn(byLaw, day, without);
}

/** Answer fields; texts in their spellings, the usual one first. */
export function duesFields(dues: Dues): JsonObject {
  const { number } = dues.tariff;
  return {
    class: dues.class,
    schedule: [`${number}`, `No. ${number}`, `Schedule ${number}`, `Schedule of Quay Dues No. ${number}`],
    periods: dues.periods,
    rebate_percent: dues.rebatePercent,
    due: dues.pence / 100,
  };
}

/** Each mistake that changes what is paid or why. */
export function wrongDues(port: Port, call: Call): { how: DuesMisreading; about: string; dues: Dues }[] {
  const right = sum(readDues(port, call));
  return (Object.keys(duesMisreadings) as DuesMisreading[]).flatMap((how) => {
    const dues = readDues(port, call, { misreading: how });
    return dues === null || sum(dues) === right ? [] : [{ how, about: duesMisreadings[how], dues }];
  });
}

/** Records without which the answer changes, and all others that speak of the same things. Record ids. */
export function duesEvidence(port: Port, call: Call): { required: string[]; permitted: string[] } {
  const byLaw = port.byLaws.dues;
  const about = [
    ...callsSoFar(port, call).map(callRecord),
    ...port.editions.map(editionRecord),
    ...port.reclassings.map(orderRecord),
    ...port.tariffs.map(tariffRecord),
    ...byLaw.versions.flatMap((version) => [
      versionRecord(byLaw.number, version),
      ...(version.revoked ? [orderRecord(version.revoked)] : []),
    ]),
  ];
  const dues = readDues(port, call) as Dues;
  const right = sum(dues);
  const needed = about.filter(
    (record) => sum(readDues(port, call, { without: new Set([record]) })) !== right,
  );
  const renamed = dues.classedBy.name !== nameOn(call.quay, dayOf(call.arrived));
  const naming = port.namings.find(({ quay }) => quay === call.quay);
  return {
    required: [...needed, ...(renamed && naming ? [orderRecord(naming)] : [])],
    permitted: [...about, ...port.namings.map(orderRecord)],
  };
}

function sum(dues: Dues | null): string {
  return dues === null ? 'unknown' : JSON.stringify(duesFields(dues));
}
