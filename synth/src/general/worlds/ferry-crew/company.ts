/**
 * The facts of a ferry company as typed values: ports, vessels, crew with certificates, duties and who sails where.
 * The solver works on these; `rows.ts` turns them into the tables that the tools read. Does not know rules or tasks.
 */

export const positions = ['master', 'mate', 'engineer', 'deck_1', 'deck_2'] as const;
type Position = (typeof positions)[number];

export const ranks = ['master', 'mate', 'engineer', 'deckhand'] as const;
export type Rank = (typeof ranks)[number];

export const certificateKinds = [
  'master_licence',
  'mate_licence',
  'engineer_licence',
  'seafarer_card',
  'medical',
  'radio',
  'passenger_safety',
] as const;
export type CertificateKind = (typeof certificateKinds)[number];

export interface Certificate {
  id: string;
  kind: CertificateKind;
  /** Days since 1970-01-01; both count as valid. */
  from: number;
  until: number;
  /** Set by an event: not valid on these days (inclusive). */
  suspended?: { from: number; to: number };
}

export interface Leave {
  id: string;
  kind: 'annual' | 'training' | 'parental' | 'unpaid';
  status: 'approved' | 'requested' | 'withdrawn';
  first: number;
  last: number;
}

export interface Crew {
  id: string;
  name: string;
  rank: Rank;
  port: number;
  contract: 'permanent' | 'relief';
  joined: number;
  certificates: Certificate[];
  /** Day of the sign-off by vessel index. */
  familiar: Map<number, number>;
  leave: Leave[];
}

export interface Vessel {
  id: string;
  name: string;
  /** Null for the spare vessel, which has no port of its own. */
  port: number | null;
  passengers: number;
  decks: 1 | 2;
}

export interface Duty {
  id: string;
  day: number;
  kind: 'early' | 'day' | 'late';
  vessel: number;
  port: number;
  /** Minutes since 1970-01-01 00:00, local time. */
  on: number;
  off: number;
}

export interface Slot {
  duty: number;
  position: Position;
}

export interface Company {
  name: string;
  ports: string[];
  vessels: Vessel[];
  crew: Crew[];
  duties: Duty[];
  slots: Slot[];
  /** Slot indices of each duty. */
  slotsOfDuty: number[][];
  /** Crew index that holds each slot in the published roster. */
  published: number[];
  /** First day of the roster, a Monday, and its length. */
  firstDay: number;
  days: number;
}

/** Monday of a day, as a day number. */
export function weekOf(day: number): number {
  return day - ((day + 3) % 7);
}

export function licencesFor(position: Position): readonly CertificateKind[] {
  switch (position) {
    case 'master':
      return ['master_licence'];
    case 'mate':
      return ['mate_licence', 'master_licence'];
    case 'engineer':
      return ['engineer_licence'];
    case 'deck_1':
    case 'deck_2':
      return ['seafarer_card'];
  }
}

export function rankFor(position: Position): Rank {
  return position === 'deck_1' || position === 'deck_2' ? 'deckhand' : position;
}

/** Whether one of the kinds is held and valid on a day. */
export function holds(crew: Crew, kinds: readonly CertificateKind[], day: number): boolean {
  return crew.certificates.some(
    ({ kind, from, until, suspended }) =>
      kinds.includes(kind) &&
      from <= day &&
      day <= until &&
      !(suspended && suspended.from <= day && day <= suspended.to),
  );
}
