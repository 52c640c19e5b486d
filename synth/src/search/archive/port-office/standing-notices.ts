/** Which notices on the use of a quay counted on a day. Declarative; the reference program reads the records instead. */
import { monthsAfter, type Day } from '../days.ts';
import {
  noticeRecord,
  versionRecord,
  orderRecord,
  type Port,
  type Quay,
  type Restriction,
  type RestrictionChange,
} from './model.ts';
import { oncePer } from '../../memo.ts';
import { versionOn } from './standing.ts';

export const useMisreadings = [
  'cancellations are overlooked',
  'prolongations are overlooked',
  'continuations are overlooked',
  'a notice until further notice never lapses',
  'the months for lapsing are those of the by-law as first made',
  'the months for lapsing are those of the by-law at the end of the archive',
  'a notice counts from its date of issue',
  'a cancellation counts from its date of issue',
  'notices under an earlier name of the quay are not found',
] as const;
export type UseMisreading = (typeof useMisreadings)[number];

export interface UseReading {
  misreading?: UseMisreading | undefined;
  /** Records that are not there. */
  without?: ReadonlySet<string> | undefined;
}

const byQuay = oncePer(({ notices }: Port) =>
  Map.groupBy(
    notices.filter(
      (notice): notice is Restriction | RestrictionChange =>
        notice.kind === 'restriction' || notice.kind === 'change',
    ),
    (notice) => (notice.kind === 'restriction' ? notice.quay : notice.of.quay),
  ),
);

/** Notices on the use of a quay, and those that end, prolong or continue them. */
export function useNoticesAt(port: Port, quay: Quay): (Restriction | RestrictionChange)[] {
  return byQuay(port).get(quay) ?? [];
}

/** In order of issue; null where a rule is needed that the records do not give. */
export function noticesInForce(
  port: Port,
  quay: Quay,
  day: Day,
  reading: UseReading = {},
): Restriction[] | null {
  const { misreading, without } = reading;
  const known = useNoticesAt(port, quay).filter(
    (notice) => notice.issued <= day && !without?.has(noticeRecord(notice)),
  );
  const changes = known.filter((notice): notice is RestrictionChange => notice.kind === 'change');
  const renamed = quay.names.findLast(({ from }) => from <= day)?.from ?? day;
  const standing: Restriction[] = [];
  for (const notice of known) {
    if (notice.kind !== 'restriction') continue;
    if (misreading === 'notices under an earlier name of the quay are not found' && notice.issued < renamed)
      continue;
    const begins = misreading === 'a notice counts from its date of issue' ? notice.issued : notice.effective;
    if (begins > day) continue;
    const ends = endOf(
      port,
      notice,
      changes.filter(({ of }) => of === notice),
      day,
      reading,
    );
    if (ends === 'unknown') return null;
    if (ends > day) standing.push(notice);
  }
  return standing;
}

/** The first day on which a notice no longer counts. */
function endOf(
  port: Port,
  notice: Restriction,
  changes: readonly RestrictionChange[],
  day: Day,
  reading: UseReading,
): Day | 'unknown' {
  const { misreading } = reading;
  const cancelled = changes.find(({ act }) => act === 'cancels');
  if (cancelled && misreading !== 'cancellations are overlooked') {
    const from =
      misreading === 'a cancellation counts from its date of issue' ? cancelled.issued : cancelled.effective;
    if (from <= day) return from;
  }
  if (notice.until !== null) {
    const prolonged = changes.find(({ act }) => act === 'prolongs');
    const last =
      prolonged?.until && misreading !== 'prolongations are overlooked' ? prolonged.until : notice.until;
    return last + 1;
  }
  if (misreading === 'a notice until further notice never lapses') return Infinity;
  const continued = changes.find(({ act }) => act === 'continues');
  const since =
    continued && misreading !== 'continuations are overlooked' ? continued.effective : notice.effective;
  // Under whatever version of the by-law, nothing lapses before six months are over or lives for two years.
  if (day - since < 180) return Infinity;
  if (day - since > 730) return since + 730;
  const months = lapseMonths(port, notice, reading);
  return months === null ? 'unknown' : monthsAfter(since, months);
}

function lapseMonths(port: Port, notice: Restriction, { misreading, without }: UseReading): number | null {
  const byLaw = port.byLaws.notices;
  if (misreading === 'the months for lapsing are those of the by-law as first made')
    return byLaw.versions[0]?.rule.lapseMonths ?? null;
  const on =
    misreading === 'the months for lapsing are those of the by-law at the end of the archive'
      ? port.last
      : notice.effective;
  return versionOn(byLaw, on, without)?.rule.lapseMonths ?? null;
}

/** Records without which the list changes, and all others that speak of the same things. Record ids. */
export function useEvidence(port: Port, quay: Quay, day: Day): { required: string[]; permitted: string[] } {
  const byLaw = port.byLaws.notices;
  const about = [
    ...useNoticesAt(port, quay).map(noticeRecord),
    ...byLaw.versions.map((version) => versionRecord(byLaw.number, version)),
  ];
  const right = listed(noticesInForce(port, quay, day));
  const needed = about.filter(
    (record) => listed(noticesInForce(port, quay, day, { without: new Set([record]) })) !== right,
  );
  const renaming = port.namings.find((naming) => naming.quay === quay && naming.effective <= day);
  const unnamed = listed(
    noticesInForce(port, quay, day, {
      misreading: 'notices under an earlier name of the quay are not found',
    }),
  );
  return {
    required: [...needed, ...(renaming && unnamed !== right ? [orderRecord(renaming)] : [])],
    permitted: [...about, ...port.namings.map(orderRecord)],
  };
}

function listed(notices: readonly Restriction[] | null): string {
  return notices === null ? 'unknown' : notices.map(noticeRecord).join(' ');
}
