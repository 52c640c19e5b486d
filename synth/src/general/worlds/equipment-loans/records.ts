/**
 * The records of a university's equipment stores as typed values: what the policy engine reads and what `rows.ts` turns into
 * tables. Days are days since 1970-01-01, money is in pence. Does not know the policy.
 */

export const categories = ['camera', 'lens', 'audio', 'lighting', 'computing', 'tools'] as const;
export type Category = (typeof categories)[number];

export interface Model {
  id: string;
  name: string;
  category: Category;
  /** Replacement value in pence. */
  value: number;
  loanDays: number;
}

export interface Item {
  tag: string;
  model: number;
  store: number;
  status: 'available' | 'on_loan' | 'held' | 'in_repair' | 'lost' | 'retired';
}

export interface Borrower {
  id: string;
  name: string;
  kind: 'student' | 'staff';
  status: 'enrolled' | 'on_leave' | 'employed';
  programme: string;
}

export interface Loan {
  id: string;
  item: number;
  borrower: number;
  out: number;
  due: number;
  returned: number | null;
  state: 'out' | 'returned' | 'lost';
  /** How it came back; null while it is out or lost. */
  condition: Condition | null;
}

export const noticeKinds = ['reminder', 'final_notice', 'recall'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export interface Notice {
  id: string;
  loan: number;
  kind: NoticeKind;
  sent: number;
}

export const chargeKinds = ['late_fee', 'replacement', 'repair'] as const;
export type ChargeKind = (typeof chargeKinds)[number];

export interface Charge {
  id: string;
  loan: number;
  kind: ChargeKind;
  pence: number;
  status: 'open' | 'paid' | 'waived';
  day: number;
}

export interface Block {
  id: string;
  borrower: number;
  reason: 'overdue' | 'conduct';
  since: number;
  lifted: number | null;
}

export const caseKinds = ['dispute', 'high_value', 'welfare', 'refund'] as const;
export type CaseKind = (typeof caseKinds)[number];

export const conditions = ['good', 'damaged', 'incomplete'] as const;
export type Condition = (typeof conditions)[number];

export const decisions = ['granted', 'withheld', 'referred'] as const;
export type Decision = (typeof decisions)[number];

export interface Case {
  id: string;
  loan: number;
  kind: CaseKind;
  opened: number;
  status: 'open' | 'closed';
}

export interface Absence {
  id: string;
  borrower: number;
  from: number;
  to: number;
  status: 'approved' | 'pending' | 'rejected';
}

export interface Reservation {
  id: string;
  model: number;
  store: number;
  borrower: number;
  purpose: 'teaching' | 'personal';
  from: number;
  to: number;
  status: 'waiting' | 'ready' | 'collected' | 'cancelled';
}

export interface Records {
  university: string;
  today: number;
  stores: { id: string; name: string }[];
  models: Model[];
  items: Item[];
  borrowers: Borrower[];
  loans: Loan[];
  notices: Notice[];
  charges: Charge[];
  blocks: Block[];
  cases: Case[];
  absences: Absence[];
  reservations: Reservation[];
  closures: { day: number; reason: string }[];
}

/** Monday to Friday without the closures. */
export function openDays(records: Records): (day: number) => boolean {
  const closed = new Set(records.closures.map(({ day }) => day));
  return (day) => (day + 3) % 7 < 5 && !closed.has(day);
}
