/** The clauses of a lending policy and its parameters. What they mean is in `decide.ts`, how they read in `policy.ts`. */
import type { Request } from './decide.ts';

/** Clauses that every policy has, whose misreading is a likely mistake. */
export const coreClauses = ['closures', 'bounds', 'once', 'fee-from', 'deduct', 'disputed'] as const;
/** Clauses that are in the policy of an item only where they decide something. */
const optionalClauses = [
  'absence',
  'staff',
  'cap',
  'old-rate',
  'reminder-first',
  'high-value',
  'teaching',
  'on-leave',
  'small-balance',
] as const;
export const clauses = [...coreClauses, ...optionalClauses] as const;
export type ClauseId = (typeof clauses)[number];

/** Clauses that can matter for a kind of request. */
export const clausesOf: Record<Request['kind'], readonly ClauseId[]> = {
  overdue: [
    'closures',
    'bounds',
    'once',
    'fee-from',
    'absence',
    'staff',
    'cap',
    'old-rate',
    'deduct',
    'reminder-first',
    'disputed',
    'high-value',
    'teaching',
    'on-leave',
  ],
  returns: [
    'closures',
    'bounds',
    'fee-from',
    'absence',
    'staff',
    'cap',
    'old-rate',
    'deduct',
    'reminder-first',
    'disputed',
    'high-value',
    'teaching',
  ],
  leavers: [
    'closures',
    'bounds',
    'once',
    'fee-from',
    'absence',
    'cap',
    'old-rate',
    'reminder-first',
    'disputed',
    'on-leave',
    'small-balance',
  ],
};

/** Pence per open day late. Imaging is cameras and lenses. */
export interface Rates {
  rate: { imaging: number; other: number };
  /** The rates before. */
  oldRate: { imaging: number; other: number };
}

export interface Parameters extends Rates {
  /** First open day late on which a fee is due. */
  feeFrom: number;
  blockFrom: number;
  lostFrom: number;
  /** Loans that went out on or after this day have the new rate. */
  rateChange: number;
  capPercent: number;
  /** Pence; a replacement value above it goes to the manager. */
  highValue: number;
  /** Open days after today within which a reservation counts as near. */
  nearDays: number;
  repairPercent: number;
  /** Pence; open charges of a leaver up to this sum are waived. */
  smallBalance: number;
}
