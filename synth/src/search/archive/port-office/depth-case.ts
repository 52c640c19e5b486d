/**
 * A call at a quay as a question of depths: what fixed the depth, what clearance was asked for, how deep she could have been. With the
 * answers that mistakes lead to, and the records each part rests on.
 */
import type { JsonObject } from '@touchstone/contracts';
import {
  byLawRecord,
  callRecord,
  dayOf,
  noticeNumber,
  noticeRecord,
  orderNumber,
  orderRecord,
  versionRecord,
  type Call,
  type ClearanceRule,
  type Port,
  type Version,
} from './model.ts';
import { editionRecord } from './render/register.ts';
import {
  depthMisreadings,
  depthOn,
  greatestDraught,
  isTanker,
  noticesAt,
  versionOn,
  type DepthMisreading,
  type Fixed,
  type Reading,
} from './standing.ts';

export const clearanceMisreadings = [
  'an order counts from the day it was made',
  'the revocation of an order is overlooked',
  'the by-law is taken as it was first made',
  'the by-law is taken as it stands at the end of the archive',
  'the figure for other vessels is used for a tanker, or the other way round',
  'the least figure is overlooked',
] as const;
export type ClearanceMisreading = (typeof clearanceMisreadings)[number];

export interface DepthAnswer {
  fixed: Fixed;
  version: Version<ClearanceRule>;
  /** Number of the by-law on clearance. */
  byLaw: number;
  greatest: number;
  allowed: boolean;
}

export type CallReading = Reading & { clearance?: ClearanceMisreading };

/** What an answer comes to under a reading; null where the records do not tell. */
export function readCall(port: Port, call: Call, reading: CallReading = {}): DepthAnswer | null {
  const day = dayOf(call.arrived);
  const fixed = depthOn(port, call.quay, day, reading);
  const version = clearanceOn(port, day, reading);
  if (fixed === null || version === null) return null;
  const swapped =
    reading.clearance === 'the figure for other vessels is used for a tanker, or the other way round';
  const least = reading.clearance === 'the least figure is overlooked' ? 0 : version.rule.least;
  const greatest = greatestDraught(
    fixed.depth,
    { ...version.rule, least },
    isTanker(call.vessel) !== swapped,
  );
  return {
    fixed,
    version,
    byLaw: port.byLaws.clearance.number,
    greatest,
    allowed: call.draught <= greatest,
  };
}

function clearanceOn(
  port: Port,
  day: number,
  { clearance, without }: CallReading,
): Version<ClearanceRule> | null {
  const byLaw = port.byLaws.clearance;
  const { versions } = byLaw;
  switch (clearance) {
    case 'an order counts from the day it was made':
      return versionOn(
        { ...byLaw, versions: versions.map((each) => ({ ...each, effective: each.made })) },
        day,
      );
    case 'the revocation of an order is overlooked':
      return versionOn({ ...byLaw, versions: versions.map((each) => ({ ...each, revoked: null })) }, day);
    case 'the by-law is taken as it was first made':
      return versions[0] ?? null;
    case 'the by-law is taken as it stands at the end of the archive':
      return versionOn(byLaw, port.last);
    case 'the figure for other vessels is used for a tanker, or the other way round':
    case 'the least figure is overlooked':
    case undefined:
  }
  return versionOn(byLaw, day, without);
}

/** Each mistake that changes what a call comes to, with what it comes to then. */
export function wrongReadings(
  port: Port,
  call: Call,
): { how: DepthMisreading | ClearanceMisreading; answer: DepthAnswer }[] {
  const right = readCall(port, call);
  const readings = [
    ...depthMisreadings.map((how) => ({ how, answer: readCall(port, call, { misreading: how }) })),
    ...clearanceMisreadings.map((how) => ({ how, answer: readCall(port, call, { clearance: how }) })),
  ];
  return readings.flatMap(({ how, answer }) =>
    answer !== null && right !== null && !sameAnswer(answer, right) ? [{ how, answer }] : [],
  );
}

function sameAnswer(one: DepthAnswer, other: DepthAnswer): boolean {
  return JSON.stringify(inWords(one)) === JSON.stringify(inWords(other));
}

/** Spellings of what fixed the depth and of what asked for the clearance, the usual one first. */
export function inWords({ fixed, version, byLaw, greatest, allowed }: DepthAnswer) {
  const { notice, edition } = fixed;
  return {
    depthFrom: notice
      ? spellings(noticeNumber(notice), ['Notice', 'Notice to Mariners', 'Notice to Mariners No.'])
      : [
          `Register ${edition?.year}`,
          `Register of Berths ${edition?.year}`,
          `Register of Berths, edition of ${edition?.year}`,
        ],
    depth: fixed.depth / 10,
    rule: version.order
      ? spellings(orderNumber(version.order), ['Order', 'Harbour Order'])
      : [`By-law ${byLaw}`, `${byLaw}`, `By-law ${byLaw} as made`],
    greatest: greatest / 10,
    allowed,
  };
}

function spellings(number: string, kinds: readonly string[]): string[] {
  return [number, ...kinds.map((kind) => `${kind} ${number}`)];
}

/** Records without which the answer changes, and all others that speak of the same things. Record ids. */
export function evidenceOf(port: Port, call: Call): { required: string[]; permitted: string[] } {
  const day = dayOf(call.arrived);
  const about = relevant(port, call);
  const right = readCall(port, call) as DepthAnswer;
  const needed = about.filter((record) => {
    const without = readCall(port, call, { without: new Set([record]) });
    return without === null || !sameAnswer(without, right);
  });
  const renaming = port.namings.find(({ quay, effective }) => quay === call.quay && effective <= day);
  const unnamed = readCall(port, call, {
    misreading: 'notices under an earlier name of the quay are not found',
  });
  const named = renaming && (unnamed === null || !sameAnswer(unnamed, right)) ? [orderRecord(renaming)] : [];
  return {
    required: [callRecord(call), ...needed, ...named],
    permitted: [...about, ...port.namings.map(orderRecord)],
  };
}

function relevant(port: Port, call: Call): string[] {
  const versions = [port.byLaws.notices, port.byLaws.clearance].flatMap(({ number, versions: all }) =>
    all.flatMap((version: Version<unknown>) => [
      versionRecord(number, version),
      ...(version.revoked ? [orderRecord(version.revoked)] : []),
    ]),
  );
  return [
    ...noticesAt(port, call.quay).map(noticeRecord),
    ...versions,
    ...port.editions.map(editionRecord),
    byLawRecord(port.byLaws.notices.number),
  ].filter((record, index, all) => all.indexOf(record) === index);
}

/** Answer fields of a call's depth question. */
export function depthFields(answer: DepthAnswer): JsonObject {
  const { depthFrom, depth, rule, greatest, allowed } = inWords(answer);
  return {
    depth_from: depthFrom,
    depth,
    clearance_from: rule,
    greatest_draught: greatest,
    could_berth_at_low_water: allowed,
  };
}
