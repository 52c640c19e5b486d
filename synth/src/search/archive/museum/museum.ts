/**
 * The truth about a museum that never was: its objects with their numbers, places, values and attributions, its loans and
 * its policy, each with the record that fixes it. Days are counted from 1970-01-01. Knows no wording and no question.
 */
import type { Day } from '../days.ts';

/** Paintings, drawings and prints, ceramics and glass, metalwork: the letters of the numbers since the renumbering. */
export const classes = ['P', 'D', 'C', 'M'] as const;
export type Class = (typeof classes)[number];

/** Something that holds from a day on, fixed by a record; a later record can take it back. */
export interface Fixed<T> {
  value: T;
  /** First day on which it counts. */
  from: Day;
  /** Day of the record. */
  issued: Day;
  record: string;
  undone: { day: Day; record: string } | null;
}

export interface Work {
  class: Class;
  /** Letter of the old ledger: how it came in. */
  ledger: Class;
  medium: string;
  title: string;
  acquired: Day;
  /** `the gift of Mrs Ada Penrose`. */
  source: string;
  /** Successive numbers; before its first day an object has none. */
  numbers: { number: string; from: Day; records: string[] }[];
  /** In order of `from`; the first is the place on the inventory or the card. Loans are not among them. */
  places: Fixed<number>[];
  /** Pounds. In order of `from`. */
  values: Fixed<number>[];
  /** In order of `from`; the first is that of the card. `note` is the note that proposed it. */
  attributions: (Fixed<Attribution> & { note: string | null })[];
  /** Proposals on which the committee decided otherwise, or not yet. */
  proposals: { value: Attribution; note: string; noted: Day; record: string | null }[];
  card: string;
  /** Day on which it left the collection for good. */
  left: { day: Day; record: string; to: string } | null;
}

export const relations = ['by', 'workshop of', 'circle of', 'after', 'attributed to'] as const;
export interface Attribution {
  relation: (typeof relations)[number];
  maker: number;
}

/** A name in use from a day on. */
export interface Named {
  name: string;
  from: Day;
  record: string | null;
}

export interface Room {
  store: boolean;
  names: Named[];
}

export interface Borrower {
  names: Named[];
  town: string;
}

export interface Loan {
  /** `L9207`. */
  number: string;
  borrower: number;
  exhibition: string;
  agreed: Day;
  agreement: string;
  works: number[];
  /** Works that the agreement lists and that stayed at home. */
  withheld: { work: number; day: Day; record: string }[];
  plannedDespatch: Day;
  despatched: Day;
  despatchNote: string;
  /** As the agreement says. */
  due: Day;
  extensions: { due: Day; day: Day; record: string }[];
  /** Days that the borrower asked for in a letter and did not get. */
  refused: { due: Day; record: string } | null;
  returned: Day;
  receipt: string;
  /** Room into which everything went on its return. */
  returnedTo: number;
}

/** All values in force of these classes are raised, and rounded up to the next ten pounds. */
export interface Revision {
  percent: number;
  classes: readonly Class[];
  from: Day;
  issued: Day;
  record: string;
}

export type Basis = 'agreement' | 'despatch' | 'damage';

/** Articles that change in the course of the years. */
export interface Articles {
  /** Whose value counts for an object damaged on loan. */
  cover: Basis;
  /** The museum's own share of a damage. */
  share: { percent: number; least: number };
  /** Pounds for each object and each week begun. */
  late: number;
}
export type Article = keyof Articles;

export interface Amendment {
  number: number;
  article: Article;
  value: Articles[Article];
  adopted: Day;
  from: Day;
  record: string;
  /** Revoked before it came into force. */
  revoked: { day: Day; record: string } | null;
}

export interface Slip {
  record: string;
  day: Day;
  sheet: number;
  /** Old numbers whose new ones were exchanged on the sheet. */
  olds: [string, string];
  works: [number, number];
}

/** Something that somebody without standing says of an object: a newspaper, a letter, a guidebook. */
export interface Hearsay {
  work: number;
  day: Day;
  record: string;
  from: 'newspaper' | 'letter' | 'guide';
  says: { value: number } | { room: number } | { attribution: Attribution };
}

export interface Museum {
  town: string;
  slug: string;
  name: string;
  first: Day;
  last: Day;
  renumbered: Day;
  staff: { registrar: string[]; keeper: string[]; conservator: string[]; clerk: string[]; librarian: string };
  /** Meaning of each letter of the old ledgers. */
  ledgers: Record<Class, string>;
  rooms: Room[];
  makers: string[];
  borrowers: Borrower[];
  works: Work[];
  loans: Loan[];
  revisions: Revision[];
  policy: { record: string; adopted: Day; articles: Articles };
  amendments: Amendment[];
  sheets: { record: string; number: number; day: Day; works: number[] }[];
  slips: Slip[];
  inventory: { record: string; works: number[] }[];
  inventoryDay: Day;
  /** Days on which the committee met. */
  meetings: Day[];
  hearsay: Hearsay[];
}
