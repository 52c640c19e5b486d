/**
 * The registry of a kidney sharing scheme as typed facts: recipients with their donors, centres, laboratory tests, and what
 * was announced. Indices instead of ids; days are days since 1970-01-01. What may be matched is in `rules.ts`.
 */

export const bloodGroups = ['O', 'A', 'B', 'AB'] as const;
export type BloodGroup = (typeof bloodGroups)[number];
export const recipientStatuses = ['active', 'suspended', 'transplanted', 'withdrawn'] as const;
export const donorStatuses = ['active', 'donated', 'withdrawn'] as const;

export interface Centre {
  id: string;
  name: string;
}

export interface Recipient {
  id: string;
  name: string;
  centre: number;
  born: number;
  blood: BloodGroup;
  waitingSince: number;
  /** Share of donors ruled out by antibodies, percent. */
  crf: number;
  cmvPositive: boolean;
  acceptsCmv: boolean;
  /** Oldest donor the recipient takes, years; null for any. */
  donorAgeMax: number | null;
  threeWay: boolean;
  status: (typeof recipientStatuses)[number];
  unacceptable: ReadonlySet<string>;
}

export interface Donor {
  id: string;
  name: string;
  /** Null for a donor who gives to anybody. */
  recipient: number | null;
  centre: number;
  born: number;
  blood: BloodGroup;
  cmvPositive: boolean;
  status: (typeof donorStatuses)[number];
  antigens: readonly string[];
  /** First and last day. */
  pauses: readonly (readonly [number, number])[];
}

export interface Crossmatch {
  id: string;
  donor: number;
  recipient: number;
  tested: number;
  positive: boolean;
}

export interface Declined {
  donor: number;
  recipient: number;
  on: number;
  reason: string;
}

/** Donor gives to recipient. */
export type Transplant = readonly [donor: number, recipient: number];
/** A closed circle of transplants, or a chain that begins with a donor who has no recipient. */
export type Exchange = readonly Transplant[];

export interface PastRun {
  id: string;
  on: number;
  exchanges: readonly { transplants: Exchange; status: 'done' | 'failed' }[];
}

export interface Registry {
  scheme: string;
  /** Number of the run of today. */
  runId: string;
  today: number;
  /** Monday of the week in which everything found today is operated on. */
  surgery: number;
  centres: Centre[];
  /** Hours by road or air from centre to centre. */
  hours: number[][];
  /** Transplants that a centre can do in the week of surgery. */
  slots: number[];
  recipients: Recipient[];
  donors: Donor[];
  crossmatches: Crossmatch[];
  declined: Declined[];
  pastRuns: PastRun[];
}

export interface Parameters {
  crossmatchMonths: number;
  transportHours: number;
  childDonorAge: number;
  /** Recipients in one chain. */
  chainMax: number;
  pointsPerYear: number;
  sensitisedFrom: number;
  sensitisedPoints: number;
  childPoints: number;
  /** Whether few three-way exchanges come before many points. */
  twoWaysFirst: boolean;
}

/** Full years between two days. */
export function years(from: number, to: number): number {
  const [a, b] = [from, to].map((day) => new Date(day * 86_400_000)) as [Date, Date];
  const full = b.getUTCFullYear() - a.getUTCFullYear();
  const before =
    b.getUTCMonth() < a.getUTCMonth() ||
    (b.getUTCMonth() === a.getUTCMonth() && b.getUTCDate() < a.getUTCDate());
  return before ? full - 1 : full;
}
