/** The tools of the lending system: reads compiled from declarations, acts whose bodies are in `tools.py`. */
import { sectionTools } from '../../world/documents.ts';
import type { Parameter, ToolDeclaration } from '../../world/tools.ts';
import { caseKinds, chargeKinds, conditions, decisions, noticeKinds } from './records.ts';

const text = (name: string, doc: string): Parameter => ({ name, doc, schema: { type: 'string' } });
const choice = (name: string, values: readonly string[], doc: string): Parameter => ({
  name,
  doc,
  schema: { type: 'string', enum: [...values] },
});
const aLoan = text('loan_id', 'Loan number, for example L10231.');
const aBorrower = text('borrower_id', 'Borrower number, for example B1204.');

const reads: readonly ToolDeclaration[] = [
  {
    kind: 'program',
    name: 'get_today',
    doc: 'The date of the system; every act is dated with it.',
    parameters: [],
  },
  { kind: 'list', name: 'list_stores', of: 'stores', doc: 'The stores.', filters: [] },
  {
    kind: 'list',
    name: 'list_loans',
    of: 'store_loans',
    doc: 'Loans, the earliest due first.',
    filters: [
      { column: 'store_id', match: 'equal', doc: 'Store of the item.' },
      { column: 'borrower_id', match: 'equal' },
      { column: 'tag', match: 'equal' },
      { column: 'state', match: 'equal' },
      { column: 'due_on', match: 'from', parameter: 'due_from' },
      { column: 'due_on', match: 'to', parameter: 'due_to' },
    ],
    order: ['due_on'],
  },
  {
    kind: 'get',
    name: 'get_model',
    of: 'models',
    doc: 'One model with its replacement value.',
    one: 'model',
  },
  {
    kind: 'list',
    name: 'list_items',
    of: 'items',
    doc: 'Items by model, store or status.',
    filters: [
      { column: 'model_id', match: 'equal' },
      { column: 'store_id', match: 'equal' },
      { column: 'status', match: 'equal' },
    ],
  },
  { kind: 'get', name: 'get_borrower', of: 'borrowers', doc: 'One borrower.', one: 'borrower' },
  { kind: 'search', name: 'find_borrowers', of: 'borrowers', doc: 'Borrowers by name.', in: ['name'] },
  {
    kind: 'list',
    name: 'list_notices',
    of: 'borrower_notices',
    doc: 'Notices sent, newest first.',
    filters: [
      { column: 'loan_id', match: 'equal' },
      { column: 'borrower_id', match: 'equal' },
      { column: 'kind', match: 'equal' },
    ],
    order: ['-sent_on'],
  },
  {
    kind: 'list',
    name: 'list_charges',
    of: 'borrower_charges',
    doc: 'Charges, newest first.',
    filters: [
      { column: 'loan_id', match: 'equal' },
      { column: 'borrower_id', match: 'equal' },
      { column: 'status', match: 'equal' },
    ],
    order: ['-charged_on'],
  },
  {
    kind: 'list',
    name: 'list_blocks',
    of: 'blocks',
    doc: 'Blocks on borrowing, active and lifted.',
    filters: [{ column: 'borrower_id', match: 'equal' }],
    order: ['-since'],
  },
  {
    kind: 'list',
    name: 'list_cases',
    of: 'cases',
    doc: 'Cases with the stores manager.',
    filters: [
      { column: 'loan_id', match: 'equal' },
      { column: 'status', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_absences',
    of: 'absences',
    doc: 'Absences of a borrower.',
    filters: [{ column: 'borrower_id', match: 'equal', required: true }],
    order: ['first_day'],
  },
  {
    kind: 'list',
    name: 'list_reservations',
    of: 'reservations',
    doc: 'Reservations, the earliest first.',
    filters: [
      { column: 'model_id', match: 'equal' },
      { column: 'store_id', match: 'equal' },
      { column: 'borrower_id', match: 'equal' },
      { column: 'status', match: 'equal' },
      { column: 'from_day', match: 'from', parameter: 'starting_from' },
      { column: 'from_day', match: 'to', parameter: 'starting_to' },
    ],
    order: ['from_day'],
  },
  {
    kind: 'list',
    name: 'list_closures',
    of: 'closures',
    doc: 'Weekdays on which all stores are closed.',
    filters: [
      { column: 'day', match: 'from', parameter: 'from_day' },
      { column: 'day', match: 'to', parameter: 'to_day' },
    ],
  },
];

const acts: readonly ToolDeclaration[] = [
  {
    kind: 'program',
    name: 'send_notice',
    doc: 'Send the borrower a notice about a loan that is not returned.',
    parameters: [aLoan, choice('kind', noticeKinds, 'Which notice.')],
  },
  {
    kind: 'program',
    name: 'add_charge',
    doc: 'Charge the borrower of a loan; the charge is open until it is paid.',
    parameters: [
      aLoan,
      choice('kind', chargeKinds, 'What it is for.'),
      {
        name: 'amount',
        doc: 'Pounds, at most two decimals.',
        schema: { type: 'number', minimum: 0.01, maximum: 10_000 },
      },
    ],
  },
  {
    kind: 'program',
    name: 'waive_charge',
    doc: 'Waive an open charge.',
    parameters: [text('charge_id', 'Charge number.')],
  },
  {
    kind: 'program',
    name: 'block_borrower',
    doc: 'Block a borrower who is not blocked; the reason recorded is "overdue".',
    parameters: [aBorrower],
  },
  {
    kind: 'program',
    name: 'lift_block',
    doc: 'Lift an active block.',
    parameters: [text('block_id', 'Block number.')],
  },
  {
    kind: 'program',
    name: 'declare_lost',
    doc: 'Give up a loan that is out: loan and item become lost. Charges nothing by itself.',
    parameters: [aLoan],
  },
  {
    kind: 'program',
    name: 'open_case',
    doc: 'Refer a loan to the stores manager.',
    parameters: [aLoan, choice('kind', caseKinds, 'What it is about.')],
  },
  {
    kind: 'program',
    name: 'record_return',
    doc: 'Record that the item of a loan came back today (also of a lost loan). A good item becomes available, any other goes to repair.',
    parameters: [aLoan, choice('condition', conditions, 'How it came back.')],
  },
  {
    kind: 'program',
    name: 'allot_reservation',
    doc: 'Hold an available item for a waiting reservation of its model at its store; the borrower is told automatically.',
    parameters: [text('reservation_id', 'Reservation number.'), text('tag', 'Tag of the item.')],
  },
  {
    kind: 'program',
    name: 'cancel_reservation',
    doc: 'Cancel a waiting or ready reservation; an item held for it becomes available.',
    parameters: [text('reservation_id', 'Reservation number.')],
  },
  {
    kind: 'program',
    name: 'set_due_date',
    doc: 'Move the due date of a loan that is out. Sends nothing by itself.',
    parameters: [
      aLoan,
      {
        name: 'due_on',
        doc: 'New due date, today or later.',
        schema: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
      },
    ],
  },
  {
    kind: 'program',
    name: 'decide_clearance',
    doc: 'Record the decision about a leaver; a later decision replaces it.',
    parameters: [aBorrower, choice('decision', decisions, 'Decision.')],
  },
  {
    kind: 'program',
    name: 'add_note',
    doc: 'Write a note for the desk about a borrower.',
    parameters: [
      aBorrower,
      { name: 'text', doc: 'Text.', schema: { type: 'string', minLength: 1, maxLength: 500 } },
    ],
  },
];

export const tools: readonly ToolDeclaration[] = [
  ...reads,
  ...sectionTools('policy_sections', {
    list: 'list_policy_sections',
    read: 'read_policy_section',
    search: 'search_policy',
    document: 'the lending policy',
  }),
  ...acts,
];
