/**
 * The lending policy of an item: parameters, which optional clauses are in it, and the wording. Each clause carries the
 * pattern by which the reference program finds its values. What the clauses mean is fixed by `decide.ts`.
 */
import type { Rng } from '@touchstone/contracts';
import { inWords } from '../../world/documents.ts';
import { numbered, tellSections, type Handbook, type SectionText } from '../../world/handbook.ts';
import { dateOf, dayNumber, longDate, mondayOf } from '../../world/distributions/dates.ts';
import type { ClauseId, Parameters, Rates } from './clauses.ts';

export function drawRates(rng: Rng): Rates {
  const rate = { imaging: 50 * rng.integer(5, 9), other: 50 * rng.integer(2, 4) };
  return {
    rate,
    oldRate: { imaging: rate.imaging - 50 * rng.integer(1, 3), other: rate.other - 50 },
  };
}

export function drawParameters(rng: Rng, today: number, rates: Rates): Parameters {
  const feeFrom = rng.integer(3, 6);
  const blockFrom = feeFrom + rng.integer(3, 6);
  return {
    ...rates,
    feeFrom,
    blockFrom,
    lostFrom: blockFrom + rng.integer(5, 9),
    // Rates change on a Monday.
    rateChange: dayNumber(mondayOf(dateOf(today - rng.integer(10, 18)))),
    capPercent: rng.pick([5, 8, 10]),
    highValue: rng.pick([60_000, 75_000, 90_000, 120_000]),
    nearDays: rng.integer(3, 6),
    repairPercent: rng.pick([10, 15, 20, 25]),
    smallBalance: rng.pick([500, 750, 1000]),
  };
}

interface Text extends SectionText<Parameters> {
  /** Left out unless this clause is in force. */
  only?: ClauseId;
}

const WORDS = 'Words';
const RUN = 'Overdue run';
const FEES = 'Late fees';
const BACK = 'Returns';
const LEAVING = 'Leavers';
const SPECIAL = 'Special cases';

const pounds = (pence: number) => (pence / 100).toFixed(2);

const texts: Record<string, Text> = {
  'open-days': {
    chapter: WORDS,
    titles: ['Open days and days late'],
    texts: [
      'Open days are the days from Monday to Friday on which the stores are not closed; closures are in the calendar. A loan is as many days late as there are open days after its due date, today included.',
      'We count in open days: Monday to Friday, without the closures in the calendar. Days late are the open days that follow the due date, up to and including today. A loan with none is not late.',
    ],
  },
  standing: {
    chapter: WORDS,
    titles: ['Charges that stand'],
    texts: [
      'A charge stands while it is open or paid. A waived charge no longer stands.',
      'Open and paid charges stand; waived ones do not.',
    ],
  },
  absence: {
    chapter: WORDS,
    titles: ['Absences'],
    only: 'absence',
    texts: [
      'Open days on which the borrower has an approved absence are not counted as days late. Absences that are pending or rejected change nothing.',
      'Days of an approved absence of the borrower do not count towards days late; those of a pending or rejected one do.',
    ],
  },
  'fee-from': {
    chapter: FEES,
    titles: ['When and how much'],
    texts: [
      'A late fee is due once a loan is at least {days} days late. It is {imaging} pounds for cameras and lenses and {other} pounds for everything else, for each day late from the first one on.',
      'Up to the threshold lateness costs nothing. From {days} days late on (that number included) the fee is the daily rate times all days late: {imaging} pounds a day for cameras and lenses, {other} pounds a day for other equipment.',
    ],
    value: ({ feeFrom, rate }) => ({
      days: inWords(feeFrom),
      imaging: pounds(rate.imaging),
      other: pounds(rate.other),
    }),
  },
  'old-rate': {
    chapter: FEES,
    titles: ['Earlier rates'],
    only: 'old-rate',
    texts: [
      'The rates above hold for loans that went out on or after {date}. For loans that went out before that day the rates are {imaging} pounds (cameras and lenses) and {other} pounds (everything else).',
      'Loans that went out before {date} keep the rates of their time, whenever they come back: {imaging} pounds a day for cameras and lenses, {other} pounds a day for other equipment.',
    ],
    value: ({ rateChange, oldRate }) => ({
      date: longDate(dateOf(rateChange)),
      imaging: pounds(oldRate.imaging),
      other: pounds(oldRate.other),
    }),
  },
  cap: {
    chapter: FEES,
    titles: ['Most that is charged'],
    only: 'cap',
    texts: [
      'The late fee of a loan never exceeds {percent} per cent of the replacement value of the model.',
      'No late fee is higher than {percent} per cent of what the model costs new (its replacement value).',
    ],
    value: ({ capPercent }) => ({ percent: String(capPercent) }),
  },
  'reminder-first': {
    chapter: FEES,
    titles: ['No fee without a reminder'],
    only: 'reminder-first',
    texts: [
      'No late fee is due on a loan for which no reminder was sent on an earlier day. A reminder sent today opens the way for a fee in a later run only.',
      'A late fee needs a reminder for the same loan sent before today; without one there is no late fee today, neither in a run nor at a return.',
    ],
  },
  reminder: {
    chapter: RUN,
    titles: ['Scope and reminders'],
    texts: [
      'The run looks at loans of the store that are still out and late. Each gets a reminder unless one was ever sent for it. Loans that the run gives up get no reminder, late fee or final notice from it.',
      'All loans of one store that are out and late are gone through. Whoever has not yet had a reminder for the loan is sent one; nobody gets a second for the same loan. A loan that is given up in the run gets neither reminder nor late fee nor final notice from it.',
    ],
  },
  fee: {
    chapter: RUN,
    titles: ['Late fees in a run'],
    texts: [
      'Where a late fee is due and none stands on the loan, the run charges the fee as of today. Where one stands, the run adds nothing.',
      'The run charges the late fee as it is today, in one charge, but only on loans on which no late fee stands.',
    ],
  },
  block: {
    chapter: RUN,
    titles: ['Blocks and final notices'],
    texts: [
      'At {days} days late or more a final notice goes out, unless one was ever sent for the loan, and the borrower is blocked, unless a block is active. The block also follows when the loan is given up, or would be but is referred.',
      'A loan that is {days} or more days late leads to a block of its borrower, if no block is active, whatever else becomes of the loan. A final notice goes with it, once per loan, but not when the loan has come to the point of being given up.',
    ],
    value: ({ blockFrom }) => ({ days: inWords(blockFrom) }),
  },
  teaching: {
    chapter: RUN,
    titles: ['Equipment wanted for teaching'],
    only: 'teaching',
    texts: [
      'If a teaching reservation for the same model at the same store is waiting and begins after today and within the next {near} open days, and no item of the model is available there, the borrower is blocked as soon as the loan has reached the number of days late from which fees are due. The final notice keeps its own threshold.',
      'Late equipment that a class is waiting for leads to a block earlier, namely from the same number of days late as the late fee: this is so when a waiting teaching reservation of the model at the store begins after today but not later than the end of the next {near} open days and none of its items there is available. Nothing else moves forward.',
    ],
    value: ({ nearDays }) => ({ near: inWords(nearDays) }),
  },
  lost: {
    chapter: RUN,
    titles: ['Giving up a loan'],
    texts: [
      'A loan {days} or more days late is given up: it is declared lost and its borrower charged the replacement value of the model less the late fees that stand on the loan.',
      'Once a loan is {days} days late we stop waiting: it is declared lost; a replacement charge follows, namely the replacement value minus late fees standing on the loan.',
    ],
    value: ({ lostFrom }) => ({ days: inWords(lostFrom) }),
  },
  'on-leave': {
    chapter: SPECIAL,
    titles: ['Leave of absence'],
    only: 'on-leave',
    texts: [
      'A borrower on leave of absence is not blocked by a run. Where the rules would block them and no block is active, a welfare case is opened on the loan instead; all other steps stay.',
      'Instead of blocking somebody whose status is leave of absence, open a welfare case on each loan that would have led to the block (none if a block is active). Notices and charges are not affected.',
    ],
  },
  staff: {
    chapter: SPECIAL,
    titles: ['Staff'],
    only: 'staff',
    texts: [
      'Staff are never charged anything, whether for lateness, loss or damage. Every other step applies to them as to students.',
      'No charge of any kind is made to members of staff; notices, blocks, losses and cases are as for everybody.',
    ],
  },
  disputed: {
    chapter: SPECIAL,
    titles: ['Open cases'],
    texts: [
      'A loan on which a case from an earlier day is open, of whatever kind, waits for the manager: no notice, no charge, no waiver, no further case and no block on its account, and it is not given up. If its item comes back, the return is recorded and the item goes its usual way, but money is left alone. A case opened today stops nothing today.',
      'While a case that was opened before today is open on a loan, we touch nothing about that loan: it is passed over in runs and gives no ground for a block. At a return only the return itself, the block and the reservations are dealt with, not charges or cases. Cases opened in the course of the day do not count for this.',
    ],
  },
  'high-value': {
    chapter: SPECIAL,
    titles: ['Valuable models'],
    only: 'high-value',
    texts: [
      'For models with a replacement value above {amount} pounds the desk does not decide about loss or damage. Where such a loan would be given up, a high-value case is opened on it instead and nothing is charged; no reminder, late fee or final notice goes with that. Damage to such a model is referred by a high-value case, whoever borrowed it, and no repair is charged.',
      'Above a replacement value of {amount} pounds the manager decides. A loan that would be given up is referred by a high-value case and left as it is, without notice or charge in that run; damage is referred by a high-value case, whoever the borrower, and not charged. Late fees at a return are charged as usual.',
    ],
    value: ({ highValue }) => ({ amount: pounds(highValue) }),
  },
  'return-fee': {
    chapter: BACK,
    titles: ['Recording and late fees'],
    texts: [
      'Each item that comes back is recorded with its condition. If a late fee is due on the loan as of today, what exceeds the late fees standing on it is charged; nothing is paid back. A loan once declared lost is treated the same when its item turns up.',
      'Record every return with the condition found. The late fee is worked out as of today, also for loans that had been declared lost; late fees already standing on the loan are subtracted and the rest, if any, is charged.',
    ],
  },
  'lost-returned': {
    chapter: BACK,
    titles: ['Lost items that turn up'],
    texts: [
      'When the item of a lost loan comes back, a replacement charge on the loan that is open is waived; for one that is paid, a refund case is opened.',
      'The replacement charge of a loan whose item turns up is waived if still open. If it has been paid, open a refund case and leave the charge as it is.',
    ],
  },
  damage: {
    chapter: BACK,
    titles: ['Damage and missing parts'],
    texts: [
      'For an item that comes back damaged, {percent} per cent of the replacement value is charged as repair. An incomplete item is recorded as such and costs nothing at this point.',
      'Damage is charged as repair at {percent} per cent of the replacement value. Missing parts are noted by the condition "incomplete"; they are not charged at the desk.',
    ],
    value: ({ repairPercent }) => ({ percent: String(repairPercent) }),
  },
  unblock: {
    chapter: BACK,
    titles: ['Lifting a block'],
    texts: [
      'After the returns of the day, an active block for overdue loans is lifted for each borrower who returned something and has no other loan out that is late. Money owed is no reason to keep a block. Blocks for conduct stay.',
      'Whoever brought something back today and now has no late loan out is freed: an active block with the reason overdue is lifted, whatever is still owed. A conduct block is not ours to lift.',
    ],
  },
  hold: {
    chapter: BACK,
    titles: ['Reservations'],
    texts: [
      'An item that comes back in good condition is held for a waiting reservation of its model at its store that begins after today and within the next {near} open days: for the earliest; if two begin on the same day, for the lower reservation number. Without such a reservation it stays available.',
      'Good items do not go back to the shelf when somebody is waiting: they are allotted to the waiting reservation of the same model and store with the earliest first day (lower number first on equal days), provided that day is after today and not later than the end of the next {near} open days.',
    ],
    value: ({ nearDays }) => ({ near: inWords(nearDays) }),
  },
  'hold-teaching': {
    chapter: BACK,
    titles: ['Teaching first'],
    only: 'teaching',
    texts: [
      'Among the reservations for which a returned item could be held, those for teaching come before personal ones, whatever their first day.',
      'A class goes first: if any of the reservations that come into question is for teaching, the item is held for the earliest of those.',
    ],
  },
  leaver: {
    chapter: LEAVING,
    titles: ['Loans and reservations'],
    texts: [
      'Reservations of a leaver that are waiting and begin after the leaving day are cancelled. For each loan that is out and late a final notice is sent unless one was ever sent for it, and the late fee, if one is due and none stands on the loan, is charged as of today. A loan that is out, not late, and due after the leaving day becomes due on the leaving day, and a recall notice is sent.',
      'For somebody who leaves: cancel waiting reservations with a first day later than the leaving day; send a final notice for each late loan still out that has never had one, and charge its late fee as of today where one is due and none stands on the loan yet; and bring the due date of other loans forward to the leaving day, with a recall notice, where it lies later.',
    ],
  },
  clearance: {
    chapter: LEAVING,
    titles: ['The decision'],
    texts: [
      'Clearance is granted when nothing is out and no charge is open, otherwise withheld. Where a loan of the leaver, old or new, has an open case from an earlier day, the decision is "referred" and only the reservations are dealt with. With clearance granted, an active block for overdue loans is lifted.',
      'A decision is recorded for every leaver: referred, if any of their loans has a case that was opened before today and is open (then nothing but the reservations is touched); else granted, if no loan is out and no charge open; else withheld. Granting clearance also lifts an active block whose reason is overdue.',
    ],
  },
  'leaver-on-leave': {
    chapter: LEAVING,
    titles: ['Leave of absence is not leaving'],
    only: 'on-leave',
    texts: [
      'Borrowers on leave of absence have not left, even if the registry lists them: nothing of theirs is touched, reservations included, and the decision is "referred". This goes before every other rule about leavers.',
      'If somebody on the list has the status leave of absence, the registry has to look again: record "referred" and change nothing else of theirs, not even a reservation, whatever the other rules say.',
    ],
  },
  'small-balance': {
    chapter: LEAVING,
    titles: ['Small sums'],
    only: 'small-balance',
    texts: [
      'If a leaver has nothing out and the open charges come to {amount} pounds or less together, with no replacement among them, they are waived and clearance is granted.',
      'We do not chase leavers for small sums: open charges of together at most {amount} pounds are waived before the decision, provided that no loan is out and that none of the charges is for a replacement.',
    ],
    value: ({ smallBalance }) => ({ amount: pounds(smallBalance) }),
  },
};

export function writePolicy(rng: Rng, parameters: Parameters, on: ReadonlySet<ClauseId>): Handbook {
  const inForce = Object.entries(texts).filter(([, { only }]) => !only || on.has(only));
  const { entries, patterns } = tellSections(rng, inForce, parameters);
  const prefix = rng.fork('letter').pick(['', 'EL-', 'LP ', '§ ']);
  return { sections: numbered(rng, entries, { prefix, inRow: true }), patterns };
}
