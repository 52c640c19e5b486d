/** The lending system of a university's equipment stores: tables and views, compiled with its tools. */
import { readFileSync } from 'node:fs';
import { compileWorld } from '../../world/compile.ts';
import { sectionsEntity } from '../../world/documents.ts';
import { reference, type Column, type Entity, type View } from '../../world/schema.ts';
import { caseKinds, categories, chargeKinds, conditions, decisions, noticeKinds } from './records.ts';
import { tools } from './tools.ts';

const storeId = reference('store_id', 'stores', 'Store, for example S2.');
const modelId = reference('model_id', 'models', 'Model, for example M07.');
const tagId = reference('tag', 'items', 'Tag on the item, for example T2031.');
const borrowerId = reference('borrower_id', 'borrowers', 'Borrower number, for example B1204.');
const loanId = reference('loan_id', 'loans', 'Loan number, for example L10231.');
const key = (name: string, doc: string): Column => ({ name, type: 'text', doc });
const date = (name: string, doc: string, nullable?: true): Column => ({
  name,
  type: 'date',
  doc,
  ...(nullable ? { nullable } : {}),
});
const oneOf = (name: string, values: readonly string[], doc: string): Column => ({
  name,
  type: 'text',
  values,
  doc,
});

const loanColumns: Column[] = [
  key('loan_id', 'Loan number, for example L10231.'),
  tagId,
  borrowerId,
  date('out_on', 'Day the item went out.'),
  date('due_on', 'Day by which it is due back.'),
  date('returned_on', 'Day it came back; null while it is out or lost.', true),
  oneOf('state', ['out', 'returned', 'lost'], 'Where the loan stands.'),
  {
    ...oneOf('condition', conditions, 'How it came back; null while it is out or lost.'),
    nullable: true,
  },
];
const noticeColumns: Column[] = [
  key('notice_id', 'Notice number.'),
  loanId,
  oneOf('kind', noticeKinds, 'What was sent to the borrower.'),
  date('sent_on', 'Day it was sent.'),
];
const chargeColumns: Column[] = [
  key('charge_id', 'Charge number.'),
  loanId,
  oneOf('kind', chargeKinds, 'What it is for.'),
  { name: 'amount', type: 'number', minimum: 0.01, doc: 'Pounds.' },
  oneOf('status', ['open', 'paid', 'waived'], 'Whether it is still owed.'),
  date('charged_on', 'Day it was charged.'),
];

const entities: Entity[] = [
  {
    name: 'stores',
    doc: 'Stores that lend.',
    key: ['store_id'],
    columns: [key('store_id', 'Store, for example S2.'), key('name', 'Name of the store.')],
  },
  {
    name: 'models',
    doc: 'What can be borrowed.',
    key: ['model_id'],
    columns: [
      key('model_id', 'Model, for example M07.'),
      key('name', 'Name of the model.'),
      oneOf('category', categories, 'Kind of equipment.'),
      { name: 'replacement_value', type: 'number', minimum: 1, doc: 'Pounds for a new one.' },
      { name: 'loan_days', type: 'integer', minimum: 1, doc: 'Usual length of a loan in days.' },
    ],
  },
  {
    name: 'items',
    doc: 'Single items of a model.',
    key: ['tag'],
    columns: [
      key('tag', 'Tag on the item, for example T2031.'),
      modelId,
      storeId,
      oneOf('status', ['available', 'on_loan', 'held', 'in_repair', 'lost', 'retired'], 'Where the item is.'),
    ],
  },
  {
    name: 'borrowers',
    doc: 'Students and staff who may borrow.',
    key: ['borrower_id'],
    columns: [
      key('borrower_id', 'Borrower number, for example B1204.'),
      key('name', 'Full name.'),
      oneOf('kind', ['student', 'staff'], 'Student or member of staff.'),
      oneOf('status', ['enrolled', 'on_leave', 'employed'], 'on_leave: leave of absence from the course.'),
      key('programme', 'Programme of study or department.'),
    ],
  },
  { name: 'loans', doc: 'Loans, past and present.', key: ['loan_id'], columns: loanColumns },
  { name: 'notices', doc: 'Notices sent about loans.', key: ['notice_id'], columns: noticeColumns },
  { name: 'charges', doc: 'Charges on loans.', key: ['charge_id'], columns: chargeColumns },
  {
    name: 'blocks',
    doc: 'Blocks on borrowing.',
    key: ['block_id'],
    columns: [
      key('block_id', 'Block number.'),
      borrowerId,
      oneOf('reason', ['overdue', 'conduct'], 'Why.'),
      date('since', 'First day of the block.'),
      date('lifted_on', 'Day it was lifted; null while it is active.', true),
    ],
  },
  {
    name: 'cases',
    doc: 'Matters referred to the stores manager.',
    key: ['case_id'],
    columns: [
      key('case_id', 'Case number.'),
      loanId,
      oneOf('kind', caseKinds, 'What it is about.'),
      date('opened_on', 'Day it was opened.'),
      oneOf('status', ['open', 'closed'], 'Whether the manager has decided.'),
    ],
  },
  {
    name: 'absences',
    doc: 'Absences of borrowers as the student office and the departments record them.',
    key: ['absence_id'],
    columns: [
      key('absence_id', 'Absence number.'),
      borrowerId,
      date('first_day', 'First day away.'),
      date('last_day', 'Last day away.'),
      oneOf('status', ['approved', 'pending', 'rejected'], 'State of the request.'),
    ],
  },
  {
    name: 'reservations',
    doc: 'Reservations of a model at a store.',
    key: ['reservation_id'],
    columns: [
      key('reservation_id', 'Reservation number.'),
      modelId,
      storeId,
      borrowerId,
      oneOf('purpose', ['teaching', 'personal'], 'For a class or for the borrower.'),
      date('from_day', 'First day.'),
      date('to_day', 'Last day.'),
      oneOf('status', ['waiting', 'ready', 'collected', 'cancelled'], 'ready: an item is held for it.'),
      { ...tagId, nullable: true, doc: 'Item held for it; null until one is.' },
    ],
  },
  {
    name: 'closures',
    doc: 'Weekdays on which all stores are closed.',
    key: ['day'],
    columns: [date('day', 'Closed day.'), key('reason', 'Why.')],
  },
  {
    name: 'clearances',
    doc: 'Decisions about leavers.',
    key: ['borrower_id'],
    columns: [
      borrowerId,
      oneOf('decision', decisions, 'Decision.'),
      date('decided_on', 'Day of the decision.'),
    ],
  },
  {
    name: 'notes',
    doc: 'Free notes of the desk.',
    key: ['note_id'],
    columns: [key('note_id', 'Note number.'), borrowerId, key('text', 'Text.'), date('written_on', 'Day.')],
  },
  {
    name: 'clock',
    doc: 'The date of the system.',
    key: ['today'],
    columns: [date('today', 'Date of today.')],
  },
  sectionsEntity('policy_sections', 'Lending policy.'),
];

const views: View[] = [
  {
    name: 'store_loans',
    doc: 'Loans with the model and store of the item.',
    key: ['loan_id'],
    columns: [loanColumns[0]!, tagId, modelId, storeId, ...loanColumns.slice(2)],
    select:
      'SELECT loan_id, tag, model_id, store_id, borrower_id, out_on, due_on, returned_on, state, condition FROM loans JOIN items USING (tag)',
  },
  {
    name: 'borrower_notices',
    doc: 'Notices with the borrower.',
    key: ['notice_id'],
    columns: [noticeColumns[0]!, loanId, borrowerId, ...noticeColumns.slice(2)],
    select: 'SELECT notice_id, loan_id, borrower_id, kind, sent_on FROM notices JOIN loans USING (loan_id)',
  },
  {
    name: 'borrower_charges',
    doc: 'Charges with the borrower.',
    key: ['charge_id'],
    columns: [chargeColumns[0]!, loanId, borrowerId, ...chargeColumns.slice(2)],
    select:
      'SELECT charge_id, loan_id, borrower_id, kind, amount, status, charged_on FROM charges JOIN loans USING (loan_id)',
  },
];

export const equipmentLoans = compileWorld({
  id: 'equipment-loans',
  doc: 'Lending system of a university: stores, equipment, loans, notices, charges, blocks and reservations.',
  schema: { entities, views },
  tools,
  python: readFileSync(new URL('./tools.py', import.meta.url), 'utf8'),
});
