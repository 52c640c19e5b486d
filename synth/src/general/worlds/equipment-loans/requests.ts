/** Requests about the records: which store, which returned items, which leavers. Drawn so that there is something to decide. */
import type { Rng } from '@touchstone/contracts';
import { openDays, type Condition, type Loan, type Records } from './records.ts';
import type { Request } from './decide.ts';

export const requestKinds = ['overdue', 'returns', 'leavers'] as const;

export function drawRequest(rng: Rng, records: Records, kind: Request['kind']): Request {
  switch (kind) {
    case 'overdue':
      return { kind, store: rng.integer(0, records.stores.length - 1) };
    case 'returns':
      return drawReturns(rng, records);
    case 'leavers':
      return drawLeavers(rng, records);
  }
}

/** Seven to ten items of one store: late ones, punctual ones, one or two that had been given up. */
function drawReturns(rng: Rng, records: Records): Request {
  const { loans, items, today } = records;
  const store = rng.integer(0, records.stores.length - 1);
  const here = [...loans.keys()].filter((loan) => items[loans[loan]!.item]!.store === store);
  const some = (wanted: number, test: (loan: number) => boolean) => {
    const found = here.filter(test);
    return rng.sample(found, Math.min(wanted, found.length));
  };
  const late = some(rng.integer(5, 6), (loan) => loans[loan]!.state === 'out' && loans[loan]!.due < today);
  const punctual = some(
    rng.integer(1, 2),
    (loan) => loans[loan]!.state === 'out' && loans[loan]!.due >= today,
  );
  const lost = some(rng.integer(1, 2), (loan) => loans[loan]!.state === 'lost');
  const models = new Set<number>();
  const returned = rng.shuffle([...late, ...punctual, ...lost]).map((loan) => {
    let condition: Condition = rng.weighted([
      ['good', 6],
      ['damaged', 2.5],
      ['incomplete', 1.5],
    ] as const);
    // Two good items of one model could swap their reservations: one of them is not good.
    const { model } = items[loans[loan]!.item]!;
    if (condition === 'good' && models.has(model)) condition = 'incomplete';
    if (condition === 'good') models.add(model);
    return { loan, condition };
  });
  return { kind: 'returns', store, items: returned };
}

/** Eight to thirteen students: some with loans out, some with open charges, some with reservations, one or two with nothing. */
function drawLeavers(rng: Rng, records: Records): Request {
  const { borrowers, loans, charges, reservations, cases, today } = records;
  const isOpen = openDays(records);
  let leaving = today + rng.integer(3, 10);
  while (!isOpen(leaving)) leaving += 1;
  const students = [...borrowers.keys()].filter((borrower) => borrowers[borrower]!.kind === 'student');
  const chosen = new Set<number>();
  const pick = (count: number, among: ReadonlySet<number>) => {
    const found = students.filter((borrower) => !chosen.has(borrower) && among.has(borrower));
    for (const borrower of rng.sample(found, Math.min(count, found.length))) chosen.add(borrower);
  };
  const withLoan = (test: (loan: Loan) => boolean) =>
    new Set(loans.filter(test).map(({ borrower }) => borrower));
  const of = (entries: readonly { loan: number; status: string }[]) =>
    new Set(entries.filter(({ status }) => status === 'open').map(({ loan }) => loans[loan]!.borrower));
  const waiting = reservations.filter(({ status }) => status === 'waiting').map(({ borrower }) => borrower);
  pick(1, of(cases));
  pick(
    rng.integer(3, 4),
    withLoan(({ state, due }) => state === 'out' && due < today),
  );
  pick(
    rng.integer(1, 2),
    withLoan(({ state, due }) => state === 'out' && due > leaving),
  );
  pick(rng.integer(2, 3), of(charges));
  pick(rng.integer(1, 2), new Set(waiting));
  pick(rng.integer(0, 1), new Set(students));
  return { kind: 'leavers', borrowers: rng.shuffle([...chosen]), leaving };
}
