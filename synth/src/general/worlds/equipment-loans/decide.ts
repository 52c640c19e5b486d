/**
 * The policy as a program: from records, parameters and a request to the acts that the policy asks for. Every clause can be
 * switched off or misread (`off`), which gives the acts of somebody who overlooks it. Wording is in `policy.ts`.
 */
import {
  openDays,
  type CaseKind,
  type ChargeKind,
  type Condition,
  type Decision,
  type Loan,
  type NoticeKind,
  type Records,
} from './records.ts';
import type { ClauseId, Parameters } from './clauses.ts';

export type Request =
  | { kind: 'overdue'; store: number }
  | { kind: 'returns'; store: number; items: { loan: number; condition: Condition }[] }
  | { kind: 'leavers'; borrowers: number[]; leaving: number };

export type Act =
  | { act: 'notice'; loan: number; kind: NoticeKind }
  | { act: 'charge'; loan: number; kind: ChargeKind; pence: number }
  | { act: 'waive'; charge: number }
  | { act: 'block'; borrower: number }
  | { act: 'lift'; block: number }
  | { act: 'lost'; loan: number }
  | { act: 'case'; loan: number; kind: CaseKind }
  | { act: 'return'; loan: number; condition: Condition }
  | { act: 'allot'; reservation: number; item: number }
  | { act: 'due'; loan: number; day: number }
  | { act: 'cancel'; reservation: number }
  | { act: 'clear'; borrower: number; decision: Decision };

interface Ruling {
  records: Records;
  parameters: Parameters;
  /** Clauses in force. */
  on: ReadonlySet<ClauseId>;
}

export function decide(ruling: Ruling, request: Request): Act[] {
  const desk = new Desk(ruling);
  switch (request.kind) {
    case 'overdue':
      return overdueRun(desk, request.store);
    case 'returns':
      return takeBack(desk, request.items);
    case 'leavers':
      return clearLeavers(desk, request.borrowers, request.leaving);
  }
}

/** What the policy's words mean for one set of records. */
class Desk {
  readonly ruling: Ruling;
  private readonly isOpen: (day: number) => boolean;

  constructor(ruling: Ruling) {
    this.ruling = ruling;
    this.isOpen = this.has('closures') ? openDays(ruling.records) : (day) => (day + 3) % 7 < 5;
  }

  has(clause: ClauseId): boolean {
    return this.ruling.on.has(clause);
  }

  get records(): Records {
    return this.ruling.records;
  }

  /** Open days after the due day up to and including today, without approved absences of the borrower. */
  daysLate(loan: Loan): number {
    const { today, absences } = this.records;
    const away = this.has('absence')
      ? absences.filter(({ borrower, status }) => borrower === loan.borrower && status === 'approved')
      : [];
    let days = 0;
    for (let day = loan.due + 1; day <= today; day++)
      if (this.isOpen(day) && !away.some(({ from, to }) => from <= day && day <= to)) days += 1;
    return days;
  }

  /** "From the n-th open day": the n-th counts. Misread, it does not. */
  reached(days: number, threshold: number): boolean {
    return this.has('bounds') ? days >= threshold : days > threshold;
  }

  value(loan: Loan): number {
    return this.records.models[this.records.items[loan.item]!.model]!.value;
  }

  exempt(loan: Loan): boolean {
    return this.has('staff') && this.records.borrowers[loan.borrower]!.kind === 'staff';
  }

  disputed(index: number): boolean {
    return (
      this.has('disputed') &&
      this.records.cases.some(({ loan, status }) => loan === index && status === 'open')
    );
  }

  noticed(index: number, kind: NoticeKind): boolean {
    return this.records.notices.some((notice) => notice.loan === index && notice.kind === kind);
  }

  /** Late fees that stand on a loan, waived ones not counted. */
  feesSoFar(index: number): number {
    return this.records.charges
      .filter(({ loan, kind, status }) => loan === index && kind === 'late_fee' && status !== 'waived')
      .reduce((sum, { pence }) => sum + pence, 0);
  }

  /** The whole late fee of a loan as of today; 0 where none is due. */
  lateFee(index: number): number {
    const { parameters, records } = this.ruling;
    const loan = records.loans[index]!;
    const days = this.daysLate(loan);
    const threshold = this.has('fee-from') ? parameters.feeFrom : 1;
    if (this.exempt(loan) || days === 0 || !this.reached(days, threshold)) return 0;
    if (this.has('reminder-first') && !this.noticed(index, 'reminder')) return 0;
    const { category } = records.models[records.items[loan.item]!.model]!;
    const old = this.has('old-rate') && loan.out < parameters.rateChange;
    const rate = (old ? parameters.oldRate : parameters.rate)[
      category === 'camera' || category === 'lens' ? 'imaging' : 'other'
    ];
    const fee = rate * days;
    return this.has('cap')
      ? Math.min(fee, Math.round((this.value(loan) * parameters.capPercent) / 100))
      : fee;
  }

  activeBlock(borrower: number): number {
    return this.records.blocks.findIndex((block) => block.borrower === borrower && block.lifted === null);
  }

  /** The last day that counts as near: the n-th open day after today. */
  nearUntil(): number {
    let day = this.records.today;
    for (let left = this.ruling.parameters.nearDays; left > 0;) if (this.isOpen((day += 1))) left -= 1;
    return day;
  }

  /** Waiting reservations of a model at a store that begin soon, the earliest first. */
  wantedSoon(model: number, store: number): number[] {
    const { reservations, today } = this.records;
    const until = this.nearUntil();
    return [...reservations.keys()]
      .filter((index) => {
        const { model: of, store: at, status, from } = reservations[index]!;
        return of === model && at === store && status === 'waiting' && today < from && from <= until;
      })
      .sort((a, b) => reservations[a]!.from - reservations[b]!.from);
  }
}

function overdueRun(desk: Desk, store: number): Act[] {
  const { records, parameters } = desk.ruling;
  const { items, loans, today } = records;
  const acts: Act[] = [];
  const blocked = new Set<number>();
  for (const [index, loan] of loans.entries()) {
    if (loan.state !== 'out' || items[loan.item]!.store !== store || loan.due >= today) continue;
    const days = desk.daysLate(loan);
    if (days === 0 || desk.disputed(index)) continue;
    if (desk.reached(days, parameters.lostFrom)) acts.push(...giveUp(desk, index));
    else acts.push(...chase(desk, index, days));
    if (!mustBlock(desk, loan, days) || blocked.has(loan.borrower)) continue;
    if (desk.activeBlock(loan.borrower) >= 0) continue;
    if (desk.has('on-leave') && records.borrowers[loan.borrower]!.status === 'on_leave') {
      acts.push({ act: 'case', loan: index, kind: 'welfare' });
      continue;
    }
    blocked.add(loan.borrower);
    acts.push({ act: 'block', borrower: loan.borrower });
  }
  return acts;
}

function giveUp(desk: Desk, index: number): Act[] {
  const loan = desk.records.loans[index]!;
  const value = desk.value(loan);
  if (desk.has('high-value') && value > desk.ruling.parameters.highValue)
    return [{ act: 'case', loan: index, kind: 'high_value' }];
  const lost: Act = { act: 'lost', loan: index };
  if (desk.exempt(loan)) return [lost];
  const pence = value - (desk.has('deduct') ? desk.feesSoFar(index) : 0);
  return pence > 0 ? [lost, { act: 'charge', loan: index, kind: 'replacement', pence }] : [lost];
}

function chase(desk: Desk, index: number, days: number): Act[] {
  const acts: Act[] = [];
  const once = desk.has('once');
  const fee = desk.lateFee(index);
  if (!(once && desk.noticed(index, 'reminder'))) acts.push({ act: 'notice', loan: index, kind: 'reminder' });
  if (fee > 0 && !(once && desk.feesSoFar(index) > 0))
    acts.push({ act: 'charge', loan: index, kind: 'late_fee', pence: fee });
  if (desk.reached(days, desk.ruling.parameters.blockFrom) && !(once && desk.noticed(index, 'final_notice')))
    acts.push({ act: 'notice', loan: index, kind: 'final_notice' });
  return acts;
}

function mustBlock(desk: Desk, loan: Loan, days: number): boolean {
  const { parameters, records } = desk.ruling;
  if (desk.reached(days, parameters.blockFrom)) return true;
  if (!desk.has('teaching') || !desk.reached(days, parameters.feeFrom)) return false;
  const { model, store } = records.items[loan.item]!;
  const spare = records.items.some(
    (item) => item.model === model && item.store === store && item.status === 'available',
  );
  return (
    !spare &&
    desk.wantedSoon(model, store).some((index) => records.reservations[index]!.purpose === 'teaching')
  );
}

function takeBack(desk: Desk, returned: readonly { loan: number; condition: Condition }[]): Act[] {
  const { records } = desk.ruling;
  const { loans, items, reservations } = records;
  const back = new Set(returned.map(({ loan }) => loan));
  const acts: Act[] = [];
  for (const { loan: index, condition } of returned) {
    const loan = loans[index]!;
    acts.push({ act: 'return', loan: index, condition });
    if (!desk.disputed(index)) acts.push(...settle(desk, index, condition));
    if (condition !== 'good') continue;
    const { model, store } = items[loan.item]!;
    const soon = desk.wantedSoon(model, store);
    const teaching = desk.has('teaching')
      ? soon.find((at) => reservations[at]!.purpose === 'teaching')
      : undefined;
    const reservation = teaching ?? soon[0];
    if (reservation !== undefined) acts.push({ act: 'allot', reservation, item: loan.item });
  }
  for (const borrower of new Set(returned.map(({ loan }) => loans[loan]!.borrower))) {
    const block = desk.activeBlock(borrower);
    if (block < 0 || records.blocks[block]!.reason !== 'overdue') continue;
    const left = [...loans.keys()].some(
      (index) =>
        loans[index]!.borrower === borrower &&
        loans[index]!.state === 'out' &&
        !back.has(index) &&
        desk.daysLate(loans[index]!) > 0,
    );
    if (!left) acts.push({ act: 'lift', block });
  }
  return acts;
}

/** Money of a loan that came back: replacement undone, the rest of the late fee, damage. */
function settle(desk: Desk, index: number, condition: Condition): Act[] {
  const { records, parameters } = desk.ruling;
  const loan = records.loans[index]!;
  const acts: Act[] = [];
  for (const [at, charge] of records.charges.entries()) {
    if (charge.loan !== index || charge.kind !== 'replacement' || charge.status === 'waived') continue;
    acts.push(
      charge.status === 'open' ? { act: 'waive', charge: at } : { act: 'case', loan: index, kind: 'refund' },
    );
  }
  const fee = desk.lateFee(index) - (desk.has('deduct') ? desk.feesSoFar(index) : 0);
  if (fee > 0) acts.push({ act: 'charge', loan: index, kind: 'late_fee', pence: fee });
  if (condition !== 'damaged') return acts;
  const value = desk.value(loan);
  if (desk.has('high-value') && value > parameters.highValue)
    acts.push({ act: 'case', loan: index, kind: 'high_value' });
  else if (!desk.exempt(loan))
    acts.push({
      act: 'charge',
      loan: index,
      kind: 'repair',
      pence: Math.round((value * parameters.repairPercent) / 100),
    });
  return acts;
}

function clearLeavers(desk: Desk, leavers: readonly number[], leaving: number): Act[] {
  return leavers.flatMap((borrower) => clearLeaver(desk, borrower, leaving));
}

function clearLeaver(desk: Desk, borrower: number, leaving: number): Act[] {
  const { records } = desk.ruling;
  const { loans, charges, reservations, borrowers } = records;
  if (desk.has('on-leave') && borrowers[borrower]!.status === 'on_leave')
    return [{ act: 'clear', borrower, decision: 'referred' }];
  const acts: Act[] = [];
  for (const [at, { borrower: of, status, from }] of reservations.entries())
    if (of === borrower && status === 'waiting' && from > leaving)
      acts.push({ act: 'cancel', reservation: at });
  const own = [...loans.keys()].filter((index) => loans[index]!.borrower === borrower);
  if (own.some((index) => desk.disputed(index)))
    return [...acts, { act: 'clear', borrower, decision: 'referred' }];
  const out = own.filter((index) => loans[index]!.state === 'out');
  for (const index of out) acts.push(...callIn(desk, index, leaving));
  const owed = [...charges.keys()].filter(
    (at) => charges[at]!.status === 'open' && own.includes(charges[at]!.loan),
  );
  const small = out.length === 0 && isSmall(desk, owed);
  if (small) acts.push(...owed.map((charge): Act => ({ act: 'waive', charge })));
  const granted = out.length === 0 && (owed.length === 0 || small);
  const block = desk.activeBlock(borrower);
  if (granted && block >= 0 && records.blocks[block]!.reason === 'overdue') acts.push({ act: 'lift', block });
  return [...acts, { act: 'clear', borrower, decision: granted ? 'granted' : 'withheld' }];
}

/** A loan that a leaver still has out: chased when late, else brought forward to the leaving day. */
function callIn(desk: Desk, index: number, leaving: number): Act[] {
  const loan = desk.records.loans[index]!;
  if (desk.daysLate(loan) === 0)
    return loan.due > leaving
      ? [
          { act: 'due', loan: index, day: leaving },
          { act: 'notice', loan: index, kind: 'recall' },
        ]
      : [];
  const acts: Act[] = [];
  const fee = desk.lateFee(index);
  if (!(desk.has('once') && desk.noticed(index, 'final_notice')))
    acts.push({ act: 'notice', loan: index, kind: 'final_notice' });
  if (fee > 0 && !(desk.has('once') && desk.feesSoFar(index) > 0))
    acts.push({ act: 'charge', loan: index, kind: 'late_fee', pence: fee });
  return acts;
}

function isSmall(desk: Desk, owed: readonly number[]): boolean {
  const { charges } = desk.records;
  const most = desk.ruling.parameters.smallBalance;
  const sum = owed.reduce((total, at) => total + charges[at]!.pence, 0);
  if (!desk.has('small-balance') || sum === 0 || owed.some((at) => charges[at]!.kind === 'replacement'))
    return false;
  return desk.has('bounds') ? sum <= most : sum < most;
}
