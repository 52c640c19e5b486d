import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clauses, coreClauses, type ClauseId, type Parameters } from './clauses.ts';
import { decide, type Act, type Request } from './decide.ts';
import type { Records } from './records.ts';
import { dayNumber } from '../../world/distributions/dates.ts';

/** Wednesday; the Monday before was closed. */
const today = dayNumber('2026-10-14');
const parameters: Parameters = {
  feeFrom: 3,
  blockFrom: 5,
  lostFrom: 8,
  rate: { imaging: 300, other: 100 },
  oldRate: { imaging: 200, other: 50 },
  rateChange: dayNumber('2026-10-01'),
  capPercent: 10,
  highValue: 50_000,
  nearDays: 3,
  repairPercent: 20,
  smallBalance: 500,
};

/** One lens worth 100 pounds, lent to a student. */
function tiny(change: Partial<Records> = {}, due = '2026-10-06', out = '2026-10-02'): Records {
  return {
    university: 'Test',
    today,
    stores: [{ id: 'S1', name: 'Store' }],
    models: [{ id: 'M1', name: 'Lens', category: 'lens', value: 10_000, loanDays: 5 }],
    items: [{ tag: 'T1', model: 0, store: 0, status: 'on_loan' }],
    borrowers: [{ id: 'B1', name: 'A B', kind: 'student', status: 'enrolled', programme: 'Film' }],
    loans: [
      {
        id: 'L1',
        item: 0,
        borrower: 0,
        out: dayNumber(out),
        due: dayNumber(due),
        returned: null,
        state: 'out',
        condition: null,
      },
    ],
    notices: [],
    charges: [],
    blocks: [],
    cases: [],
    absences: [],
    reservations: [],
    closures: [{ day: dayNumber('2026-10-12'), reason: 'Holiday' }],
    ...change,
  };
}

const every = new Set<ClauseId>(clauses.filter((clause) => clause !== 'reminder-first'));
const run = (records: Records, on: ReadonlySet<ClauseId> = every): Act[] =>
  decide({ records, parameters, on }, { kind: 'overdue', store: 0 });

test('a loan is charged by open days, today included, closures left out', () => {
  // Due Tuesday 6th: late on 7, 8, 9, 13, 14 (10 and 11 are a weekend, 12 is closed): 5 days at 3.00, capped at 10 % of 100.
  assert.deepEqual(run(tiny()), [
    { act: 'notice', loan: 0, kind: 'reminder' },
    { act: 'charge', loan: 0, kind: 'late_fee', pence: 1000 },
    { act: 'notice', loan: 0, kind: 'final_notice' },
    { act: 'block', borrower: 0 },
  ]);
  const uncapped = new Set([...every].filter((clause) => clause !== 'cap'));
  assert.deepEqual(run(tiny(), uncapped)[1], { act: 'charge', loan: 0, kind: 'late_fee', pence: 1500 });
  // Lent before the change of rates: 5 days at 2.00.
  assert.deepEqual(run(tiny({}, '2026-10-06', '2026-09-28'), uncapped)[1], {
    act: 'charge',
    loan: 0,
    kind: 'late_fee',
    pence: 1000,
  });
});

test('an approved absence takes its days out, a pending one does not', () => {
  const absence = (status: 'approved' | 'pending') =>
    tiny({
      absences: [
        { id: 'A1', borrower: 0, from: dayNumber('2026-10-07'), to: dayNumber('2026-10-09'), status },
      ],
    });
  // Two days are left: below the fee, the block and everything but the reminder.
  assert.deepEqual(run(absence('approved')), [{ act: 'notice', loan: 0, kind: 'reminder' }]);
  assert.equal(run(absence('pending')).length, 4);
});

test('staff pay nothing, leave of absence means a case, an open case stops everything', () => {
  const staff = tiny({
    borrowers: [{ id: 'B1', name: 'A B', kind: 'staff', status: 'employed', programme: 'Film' }],
  });
  assert.deepEqual(
    run(staff).map(({ act }) => act),
    ['notice', 'notice', 'block'],
  );
  const away = tiny({
    borrowers: [{ id: 'B1', name: 'A B', kind: 'student', status: 'on_leave', programme: 'Film' }],
  });
  assert.deepEqual(run(away).at(-1), { act: 'case', loan: 0, kind: 'welfare' });
  const disputed = tiny({
    cases: [{ id: 'K1', loan: 0, kind: 'dispute', opened: today - 1, status: 'open' }],
  });
  assert.deepEqual(run(disputed), []);
});

test('a loan is given up less the fees that stand on it, or referred when it is valuable', () => {
  const charges: Records['charges'] = [
    { id: 'X1', loan: 0, kind: 'late_fee', pence: 600, status: 'paid', day: today - 5 },
    { id: 'X2', loan: 0, kind: 'late_fee', pence: 900, status: 'waived', day: today - 4 },
  ];
  // Due Thursday 1 October: late on 2, 5-9, 13, 14: eight days.
  assert.deepEqual(run(tiny({ charges }, '2026-10-01', '2026-09-28')), [
    { act: 'lost', loan: 0 },
    { act: 'charge', loan: 0, kind: 'replacement', pence: 9400 },
    { act: 'block', borrower: 0 },
  ]);
  const models: Records['models'] = [
    { id: 'M1', name: 'Lens', category: 'lens', value: 60_000, loanDays: 5 },
  ];
  assert.deepEqual(run(tiny({ charges, models }, '2026-10-01', '2026-09-28'))[0], {
    act: 'case',
    loan: 0,
    kind: 'high_value',
  });
});

test('a good return goes to a class first, frees its borrower and is charged what is still missing', () => {
  const wish = (id: string, from: string, purpose: 'teaching' | 'personal') => ({
    id,
    model: 0,
    store: 0,
    borrower: 0,
    purpose,
    from: dayNumber(from),
    to: dayNumber(from) + 1,
    status: 'waiting' as const,
  });
  const records = tiny({
    charges: [{ id: 'X1', loan: 0, kind: 'late_fee', pence: 600, status: 'open', day: today - 1 }],
    blocks: [{ id: 'Q1', borrower: 0, reason: 'overdue', since: today - 1, lifted: null }],
    // Three open days after Wednesday 14: 15, 16, 19.
    reservations: [
      wish('R1', '2026-10-15', 'personal'),
      wish('R2', '2026-10-19', 'teaching'),
      wish('R3', '2026-10-20', 'teaching'),
    ],
  });
  const request: Request = { kind: 'returns', store: 0, items: [{ loan: 0, condition: 'good' }] };
  assert.deepEqual(decide({ records, parameters, on: every }, request), [
    { act: 'return', loan: 0, condition: 'good' },
    { act: 'charge', loan: 0, kind: 'late_fee', pence: 400 },
    { act: 'allot', reservation: 1, item: 0 },
    { act: 'lift', block: 0 },
  ]);
  const plain = decide({ records, parameters, on: new Set(coreClauses) }, request);
  assert.deepEqual(plain[2], { act: 'allot', reservation: 0, item: 0 });
});

test('a leaver with small open charges is cleared, with a loan out not', () => {
  const charges: Records['charges'] = [
    { id: 'X1', loan: 0, kind: 'late_fee', pence: 500, status: 'open', day: today - 9 },
  ];
  const back = tiny({ charges });
  back.loans[0] = { ...back.loans[0]!, state: 'returned', returned: today - 9 };
  const request: Request = { kind: 'leavers', borrowers: [0], leaving: today + 5 };
  assert.deepEqual(decide({ records: back, parameters, on: every }, request), [
    { act: 'waive', charge: 0 },
    { act: 'clear', borrower: 0, decision: 'granted' },
  ]);
  const early = tiny({}, '2026-10-21');
  assert.deepEqual(decide({ records: early, parameters, on: every }, request), [
    { act: 'due', loan: 0, day: today + 5 },
    { act: 'notice', loan: 0, kind: 'recall' },
    { act: 'clear', borrower: 0, decision: 'withheld' },
  ]);
});
