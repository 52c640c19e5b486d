/** The typed records as the rows of their tables. */
import type { Rows } from '@touchstone/contracts';
import { dateOf } from '../../world/distributions/dates.ts';
import { sectionRows, type Section } from '../../world/documents.ts';
import type { Records } from './records.ts';

export function rowsOf(records: Records, policy: readonly Section[]): Rows {
  const { stores, models, items, borrowers, loans } = records;
  const loanId = (loan: number) => loans[loan]!.id;
  const borrowerId = (borrower: number) => borrowers[borrower]!.id;
  return {
    stores: stores.map(({ id, name }) => ({ store_id: id, name })),
    models: models.map(({ id, name, category, value, loanDays }) => ({
      model_id: id,
      name,
      category,
      replacement_value: value / 100,
      loan_days: loanDays,
    })),
    items: items.map(({ tag, model, store, status }) => ({
      tag,
      model_id: models[model]!.id,
      store_id: stores[store]!.id,
      status,
    })),
    borrowers: borrowers
      .map(({ id, name, kind, status, programme }) => ({ borrower_id: id, name, kind, status, programme }))
      .sort((a, b) => (a.borrower_id < b.borrower_id ? -1 : 1)),
    loans: loans.map(({ id, item, borrower, out, due, returned, state, condition }) => ({
      loan_id: id,
      tag: items[item]!.tag,
      borrower_id: borrowerId(borrower),
      out_on: dateOf(out),
      due_on: dateOf(due),
      returned_on: returned === null ? null : dateOf(returned),
      state,
      condition,
    })),
    notices: records.notices.map(({ id, loan, kind, sent }) => ({
      notice_id: id,
      loan_id: loanId(loan),
      kind,
      sent_on: dateOf(sent),
    })),
    charges: records.charges.map(({ id, loan, kind, pence, status, day }) => ({
      charge_id: id,
      loan_id: loanId(loan),
      kind,
      amount: pence / 100,
      status,
      charged_on: dateOf(day),
    })),
    blocks: records.blocks.map(({ id, borrower, reason, since, lifted }) => ({
      block_id: id,
      borrower_id: borrowerId(borrower),
      reason,
      since: dateOf(since),
      lifted_on: lifted === null ? null : dateOf(lifted),
    })),
    cases: records.cases.map(({ id, loan, kind, opened, status }) => ({
      case_id: id,
      loan_id: loanId(loan),
      kind,
      opened_on: dateOf(opened),
      status,
    })),
    absences: records.absences.map(({ id, borrower, from, to, status }) => ({
      absence_id: id,
      borrower_id: borrowerId(borrower),
      first_day: dateOf(from),
      last_day: dateOf(to),
      status,
    })),
    reservations: records.reservations.map(({ id, model, store, borrower, purpose, from, to, status }) => ({
      reservation_id: id,
      model_id: models[model]!.id,
      store_id: stores[store]!.id,
      borrower_id: borrowerId(borrower),
      purpose,
      from_day: dateOf(from),
      to_day: dateOf(to),
      status,
      tag: null,
    })),
    closures: records.closures.map(({ day, reason }) => ({ day: dateOf(day), reason })),
    clearances: [],
    notes: [],
    clock: [{ today: dateOf(records.today) }],
    policy_sections: sectionRows(policy),
  };
}
