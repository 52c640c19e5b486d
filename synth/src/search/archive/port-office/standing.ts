/**
 * What counted on a day: the depth at a quay, the clearance asked for. Declarative, from what the simulation knows; the reference program
 * replays the records instead. With `misreading` it makes a mistake on purpose, with `without` it leaves records out.
 */
import type { Day } from '../days.ts';
import {
  noticeRecord,
  orderRecord,
  versionRecord,
  type ByLaw,
  type ClearanceRule,
  type Correction,
  type DepthNotice,
  type Edition,
  type NoticeRule,
  type Port,
  type Quay,
  type Version,
  type Withdrawal,
} from './model.ts';
import { oncePer } from '../../memo.ts';
import { editionRecord } from './render/register.ts';

export const depthMisreadings = [
  'withdrawals are ignored',
  'a notice counts from its date of issue',
  'misprints stand',
  'the rule on withdrawals is taken the other way round',
  'the rule on corrections is taken the other way round',
  'a notice for a time never lapses',
  'notices under an earlier name of the quay are not found',
] as const;
export type DepthMisreading = (typeof depthMisreadings)[number];

export interface Reading {
  misreading?: DepthMisreading | undefined;
  /** Records that are not there. */
  without?: ReadonlySet<string> | undefined;
}

export interface Fixed {
  /** Null where the Register of Berths counts. */
  notice: DepthNotice | null;
  edition: Edition | null;
  depth: number;
}

const nothing: ReadonlySet<string> = new Set();

export function versionOn<T>({ number, versions }: ByLaw<T>, day: Day, without = nothing): Version<T> | null {
  return (
    versions.findLast(
      (version) =>
        version.effective <= day &&
        !without.has(versionRecord(number, version)) &&
        !(
          version.revoked !== null &&
          version.revoked.effective <= day &&
          !without.has(orderRecord(version.revoked))
        ),
    ) ?? null
  );
}

function editionOn({ editions }: Pick<Port, 'editions'>, day: Day, without = nothing): Edition | null {
  return (
    editions.findLast((edition) => edition.effective <= day && !without.has(editionRecord(edition))) ?? null
  );
}

/** Thrown within this file where a rule is needed and its record is not there. */
class RuleMissing extends Error {}

/** What fixed the depth at a quay on a day, or null where the records do not tell. */
export function depthOn(port: Port, quay: Quay, day: Day, reading: Reading = {}): Fixed | null {
  try {
    const standing = noticeOn(port, quay, day, reading);
    if (standing !== null) return { notice: standing.notice, edition: null, depth: standing.depth };
  } catch (thrown) {
    if (thrown instanceof RuleMissing) return null;
    throw thrown;
  }
  const edition = editionOn(port, day, reading.without);
  return edition && { notice: null, edition, depth: edition.entries[quay.index]?.depth as number };
}

function noticeOn(port: Port, quay: Quay, day: Day, reading: Reading) {
  const { misreading, without = nothing } = reading;
  const known = noticesAt(port, quay).filter((notice) => !without.has(noticeRecord(notice)));
  const corrections = known.filter((notice): notice is Correction => notice.kind === 'correction');
  const withdrawals =
    misreading === 'withdrawals are ignored'
      ? []
      : known.filter((each): each is Withdrawal => each.kind === 'withdrawal' && each.effective <= day);
  const renamed = quay.names.findLast(({ from }) => from <= day)?.from ?? day;
  const gone = new Set(withdrawals.map(({ of }) => of));
  const last = known
    .filter(
      (notice): notice is DepthNotice => notice.kind === 'depth' && notice.issued <= day && !gone.has(notice),
    )
    .filter(
      ({ issued }) =>
        misreading !== 'notices under an earlier name of the quay are not found' || issued >= renamed,
    )
    .filter(
      ({ until }) => until === null || until >= day || misreading === 'a notice for a time never lapses',
    )
    .map((notice) => ({ notice, from: startOf(notice, corrections, day, reading) }))
    .filter(({ from }) => from <= day)
    .sort((one, other) => other.from - one.from)[0];
  if (last === undefined) return null;
  // A notice withdrawn before it counted took nothing away; any other later withdrawal may have taken away all before it.
  // The latest first: what it says makes the rule at earlier ones unnecessary.
  const dead = withdrawals
    .toReversed()
    .some(
      ({ of, effective }) =>
        effective > of.effective && effective > last.from && !revives(port, effective, reading),
    );
  return dead ? null : { notice: last.notice, depth: figureOf(port, last.notice, corrections, day, reading) };
}

const byQuay = oncePer(({ notices }: Port) =>
  Map.groupBy(
    notices.filter(
      (notice): notice is DepthNotice | Withdrawal | Correction =>
        notice.kind === 'depth' || notice.kind === 'withdrawal' || notice.kind === 'correction',
    ),
    (notice) => (notice.kind === 'depth' ? notice.quay : notice.of.quay),
  ),
);

/** Depth notices of a quay with what withdrew or corrected them. */
export function noticesAt(port: Port, quay: Quay): (DepthNotice | Withdrawal | Correction)[] {
  return byQuay(port).get(quay) ?? [];
}

/** From which day a notice counts, as it was to be read on a day. */
function startOf(
  notice: DepthNotice,
  corrections: readonly Correction[],
  day: Day,
  { misreading }: Reading,
): Day {
  if (misreading === 'a notice counts from its date of issue') return notice.issued;
  const correction = corrections.find(({ of, field }) => of === notice && field === 'effective');
  const counts = correction !== undefined && misreading !== 'misprints stand' && correction.issued <= day;
  return counts ? notice.effective : notice.printed.effective;
}

/** Its depth, as it was to be read on a day. */
function figureOf(
  port: Port,
  notice: DepthNotice,
  corrections: readonly Correction[],
  day: Day,
  reading: Reading,
): number {
  const correction = corrections.find(({ of, field }) => of === notice && field === 'depth');
  const counts =
    correction !== undefined &&
    reading.misreading !== 'misprints stand' &&
    correctsBy(port, correction, day, reading);
  return counts ? notice.depth : notice.printed.depth;
}

function correctsBy(port: Port, { issued }: Correction, day: Day, reading: Reading): boolean {
  return (
    issued <= day || ruleOn(port, issued, reading).correctsFromStart !== corrected(reading, 'corrections')
  );
}

function revives(port: Port, day: Day, reading: Reading): boolean {
  return ruleOn(port, day, reading).restores !== corrected(reading, 'withdrawals');
}

function corrected({ misreading }: Reading, subject: 'corrections' | 'withdrawals'): boolean {
  return misreading === `the rule on ${subject} is taken the other way round`;
}

function ruleOn(port: Port, day: Day, { without }: Reading): NoticeRule {
  const version = versionOn(port.byLaws.notices, day, without);
  if (version === null) throw new RuleMissing();
  return version.rule;
}

/** The greatest draught in decimetres, rounded down, that leaves the clearance at low water over a depth. */
export function greatestDraught(depth: number, rule: ClearanceRule, tanker: boolean): number {
  const percent = tanker ? rule.tankerPercent : rule.percent;
  return Math.min(Math.floor((depth * 100) / (100 + percent)), depth - rule.least);
}

export function isTanker({ type }: { type: string }): boolean {
  return type === 'tanker' || type === 'gas carrier';
}
