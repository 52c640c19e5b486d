/**
 * What followed the loans of a generated store: notices, charges, blocks, cases and losses of earlier runs, reservations
 * around today, absences. Every store has the same mixture, so that no store gives itself away.
 */
import type { Rng } from '@touchstone/contracts';
import { roundTo } from '../../world/distributions/quantities.ts';
import type { Rates } from './clauses.ts';
import { openDays, type Case, type Loan, type Records } from './records.ts';

/** Notices, charges, blocks and cases that followed the loans so far, as earlier runs and desks left them. */
export function follow(rng: Rng, records: Records, { oldRate }: Rates): void {
  const { loans, items, models, today } = records;
  const isOpen = openDays(records);
  const on = (loan: Loan, after: number) =>
    openDayOf(isOpen, loan, after, (loan.returned ?? today) - (loan.returned === null ? 1 : 0));
  const charge = (
    loan: number,
    kind: 'late_fee' | 'replacement' | 'repair',
    pence: number,
    day: number,
    open: number,
  ) =>
    records.charges.push({
      id: `X${3000 + records.charges.length}`,
      loan,
      kind,
      pence,
      day,
      status: rng.chance(open) ? 'open' : rng.chance(0.85) ? 'paid' : 'waived',
    });
  const notice = (loan: number, kind: 'reminder' | 'final_notice', sent: number) =>
    records.notices.push({ id: `N${5000 + records.notices.length}`, loan, kind, sent });
  for (const [index, loan] of loans.entries()) {
    const end = loan.returned ?? today;
    const days = end - loan.due;
    const { value, category } = models[items[loan.item]!.model]!;
    if (days < 1) {
      if (loan.returned !== null && rng.chance(0.012)) {
        loan.condition = 'damaged';
        charge(index, 'repair', roundTo(value * 0.2, 500), end, 0.1);
      }
      continue;
    }
    if (days >= 2 && rng.chance(0.72)) notice(index, 'reminder', on(loan, rng.integer(1, 3)));
    if (days >= 9 && rng.chance(loan.returned === null ? 0.28 : 0.8)) {
      const charged = on(loan, rng.integer(7, 9));
      const late = Array.from({ length: charged - loan.due }, (_, step) => loan.due + 1 + step).filter(
        isOpen,
      );
      const rate = category === 'camera' || category === 'lens' ? oldRate.imaging : oldRate.other;
      const open = loan.returned === null ? 0.6 : 0.04;
      if (late.length > 0) charge(index, 'late_fee', rate * late.length, charged, open);
    }
    if (days >= 15 && rng.chance(0.4)) notice(index, 'final_notice', on(loan, rng.integer(12, 15)));
    if (loan.returned !== null) continue;
    if (days >= 12 && rng.chance(0.25))
      block(records, loan.borrower, 'overdue', on(loan, rng.integer(10, 13)));
    if (rng.chance(0.1))
      refer(records, {
        loan: index,
        kind: 'dispute',
        opened: on(loan, rng.integer(2, Math.max(2, days))),
        status: rng.chance(0.75) ? 'open' : 'closed',
      });
  }
  settleCases(rng.fork('cases'), records);
  lose(rng.fork('lost'), records, charge);
  for (let past = 0; past < 25; past++) {
    const since = today - rng.integer(30, 420);
    block(
      records,
      rng.integer(0, records.borrowers.length - 1),
      rng.chance(0.8) ? 'overdue' : 'conduct',
      since,
      since + rng.integer(2, 25),
    );
  }
}

/** The first open day so long after the due day, or the last one up to `latest` where that would be later. */
function openDayOf(isOpen: (day: number) => boolean, loan: Loan, after: number, latest: number): number {
  let day = loan.due + after;
  while (day < latest && !isOpen(day)) day += 1;
  if (day <= latest) return day;
  for (day = latest; day > loan.due + 1 && !isOpen(day);) day -= 1;
  return day;
}

/** Cases of the past year that the manager has decided; then all are numbered in the order in which they were opened. */
function settleCases(rng: Rng, records: Records): void {
  const { loans, today } = records;
  const past = [...loans.keys()].filter((index) => {
    const { returned, due } = loans[index]!;
    return returned !== null && returned > due && returned < today - 20;
  });
  for (const loan of rng.sample(past, Math.min(16, past.length))) {
    const kind = rng.weighted([
      ['dispute', 6],
      ['refund', 1],
      ['welfare', 1],
      ['high_value', 2],
    ] as const);
    refer(records, { loan, kind, opened: loans[loan]!.returned!, status: 'closed' });
  }
  records.cases.sort((a, b) => a.opened - b.opened || a.loan - b.loan);
  for (const [index, entry] of records.cases.entries()) entry.id = `K${700 + index}`;
}

function refer(records: Records, entry: Omit<Case, 'id'>): void {
  records.cases.push({ id: '', ...entry });
}

/** Some loans of each store were given up as lost in the last three months. */
function lose(
  rng: Rng,
  records: Records,
  charge: (loan: number, kind: 'replacement', pence: number, day: number, open: number) => void,
): void {
  const { loans, items, models, today } = records;
  const isOpen = openDays(records);
  for (let store = 0; store < records.stores.length; store++) {
    const latest = new Map<number, number>();
    for (const [index, { item }] of loans.entries())
      if (items[item]!.store === store) latest.set(item, index);
    const candidates = [...latest]
      .filter(([item]) => items[item]!.status === 'available')
      .map(([, index]) => index);
    for (const index of rng.sample(candidates, Math.min(4, candidates.length))) {
      const loan = loans[index]!;
      let declared = Math.min(today - 3, loan.due + rng.integer(32, 44));
      while (!isOpen(declared)) declared -= 1;
      if (declared <= loan.due) continue;
      Object.assign(loan, { returned: null, state: 'lost', condition: null });
      items[loan.item]!.status = 'lost';
      charge(index, 'replacement', models[items[loan.item]!.model]!.value, declared, 0.6);
    }
  }
}

function block(
  records: Records,
  borrower: number,
  reason: 'overdue' | 'conduct',
  since: number,
  lifted: number | null = null,
): void {
  if (lifted === null && records.blocks.some((other) => other.borrower === borrower && other.lifted === null))
    return;
  records.blocks.push({ id: `Q${200 + records.blocks.length}`, borrower, reason, since, lifted });
}

/** Reservations around today; a third of the models with late loans are wanted soon. */
export function reserve(rng: Rng, records: Records): void {
  const { items, loans, borrowers, today } = records;
  const isOpen = openDays(records);
  const openFrom = (day: number) => {
    while (!isOpen(day)) day += 1;
    return day;
  };
  const wanted = loans
    .filter(({ state }) => state === 'out')
    .map(({ item }) => items[item]!)
    .filter(() => rng.chance(0.45));
  const others = Array.from({ length: 190 }, () => rng.pick(items));
  for (const { model, store } of [...wanted, ...others]) {
    const from = openFrom(today + (rng.chance(0.6) ? rng.integer(1, 14) : -rng.integer(4, 200)));
    const purpose = rng.chance(0.4) ? 'teaching' : 'personal';
    const staff = [...borrowers.keys()].filter((borrower) => borrowers[borrower]!.kind === 'staff');
    records.reservations.push({
      id: `R${800 + records.reservations.length}`,
      model,
      store,
      borrower: purpose === 'teaching' ? rng.pick(staff) : rng.integer(0, borrowers.length - 1),
      purpose,
      from,
      to: openFrom(from + rng.integer(1, 5)),
      status:
        from > today
          ? rng.chance(0.85)
            ? 'waiting'
            : 'cancelled'
          : rng.chance(0.8)
            ? 'collected'
            : 'cancelled',
    });
  }
}

/** Absences recorded by the student office; those with late loans have more of them, which is often why they are late. */
export function excuse(rng: Rng, records: Records): void {
  const { loans, borrowers, today } = records;
  const add = (borrower: number, from: number, length: number) =>
    records.absences.push({
      id: `A${400 + records.absences.length}`,
      borrower,
      from,
      to: from + length - 1,
      status: rng.weighted([
        ['approved', 6],
        ['pending', 2],
        ['rejected', 1],
      ] as const),
    });
  for (const loan of loans)
    if (loan.state === 'out' && loan.due < today && rng.chance(0.3))
      add(loan.borrower, loan.due + rng.integer(-3, 4), rng.integer(3, 12));
  for (let index = 0; index < 90; index++)
    add(rng.integer(0, borrowers.length - 1), today - rng.integer(0, 420), rng.integer(1, 15));
}
