/** The tools of the traceability system, as its makers document them. Bodies of the acts are in `tools.py`. */
import { sectionTools } from '../../world/documents.ts';
import type { Parameter, ToolDeclaration } from '../../world/tools.ts';
import { creditStatuses, noticeKinds } from './records.ts';

const text = (name: string, doc: string): Parameter => ({ name, doc, schema: { type: 'string' } });
const words = (name: string, doc: string): Parameter => ({
  name,
  doc,
  schema: { type: 'string', minLength: 1, maxLength: 1000 },
});
const incident = text('incident_id', 'Open incident, for example INC-147.');
const lot = text('lot_id', 'Lot code, for example L26134-14.');
const shipment = text('shipment_id', 'Shipment, for example D9120.');

const reads: ToolDeclaration[] = [
  { kind: 'program', name: 'get_time', doc: 'Date and time of the system.', parameters: [] },
  {
    kind: 'list',
    name: 'list_incidents',
    of: 'incidents',
    doc: 'Incidents, newest first.',
    filters: [{ column: 'status', match: 'equal' }],
    order: ['-incident_id'],
  },
  {
    kind: 'list',
    name: 'list_products',
    of: 'products',
    doc: 'Products with declared allergens and whether they are cooked in the pack.',
    filters: [{ column: 'range', match: 'equal' }],
  },
  {
    kind: 'search',
    name: 'find_material',
    of: 'materials',
    doc: 'Materials by name, with their allergens.',
    in: ['name'],
  },
  { kind: 'search', name: 'find_supplier', of: 'suppliers', doc: 'Suppliers by name.', in: ['name'] },
  {
    kind: 'list',
    name: 'list_intakes',
    of: 'intakes',
    doc: 'Deliveries of materials, oldest first.',
    filters: [
      { column: 'material_id', match: 'equal' },
      { column: 'supplier_id', match: 'equal' },
      { column: 'supplier_batch', match: 'equal' },
      { column: 'received_on', match: 'from', parameter: 'from_day' },
      { column: 'received_on', match: 'to', parameter: 'to_day' },
    ],
    order: ['received_on'],
  },
  { kind: 'list', name: 'list_lines', of: 'lines', doc: 'Production lines.', filters: [] },
  {
    kind: 'program',
    name: 'get_lot',
    doc: 'One lot: product, dates, runs, cases in stock, holds past and present.',
    parameters: [lot],
  },
  {
    kind: 'list',
    name: 'list_lots',
    of: 'lots',
    doc: 'Lots by product and day of production.',
    filters: [
      { column: 'product_id', match: 'equal' },
      { column: 'made_on', match: 'from', parameter: 'from_day' },
      { column: 'made_on', match: 'to', parameter: 'to_day' },
    ],
    order: ['made_on'],
  },
  {
    kind: 'list',
    name: 'list_runs',
    of: 'runs_of_products',
    doc: 'Runs in order of start, by line, lot or product.',
    filters: [
      { column: 'line_id', match: 'equal' },
      { column: 'lot_id', match: 'equal' },
      { column: 'product_id', match: 'equal' },
      { column: 'started_at', match: 'from', parameter: 'started_from' },
      { column: 'started_at', match: 'to', parameter: 'started_to' },
    ],
    order: ['started_at'],
  },
  {
    kind: 'list',
    name: 'list_run_inputs',
    of: 'run_inputs',
    doc: 'Which deliveries went into which runs; ask by run or by intake.',
    filters: [
      { column: 'run_id', match: 'equal' },
      { column: 'intake_id', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_rework',
    of: 'rework_slips',
    doc: 'Rework slips: which lot was worked into which run and lot.',
    filters: [
      { column: 'from_lot_id', match: 'equal' },
      { column: 'into_lot_id', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_sanitations',
    of: 'sanitations',
    doc: 'Cleaning sheets of lines in order of start, with how it went.',
    filters: [
      { column: 'line_id', match: 'equal' },
      { column: 'kind', match: 'equal' },
      { column: 'started_at', match: 'from', parameter: 'started_from' },
      { column: 'started_at', match: 'to', parameter: 'started_to' },
    ],
    order: ['started_at'],
  },
  {
    kind: 'list',
    name: 'list_inspections',
    of: 'inspections',
    doc: 'Inspections of blades, sieves and seals, in order of time.',
    filters: [
      { column: 'line_id', match: 'equal' },
      { column: 'inspected_at', match: 'from', parameter: 'from_time' },
      { column: 'inspected_at', match: 'to', parameter: 'to_time' },
    ],
    order: ['inspected_at'],
  },
  {
    kind: 'list',
    name: 'list_samples',
    of: 'samples',
    doc: 'Microbiological tests and their results.',
    filters: [
      { column: 'lot_id', match: 'equal' },
      { column: 'organism', match: 'equal' },
      { column: 'result', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_stock',
    of: 'stock',
    doc: 'Pallets in the store.',
    filters: [{ column: 'lot_id', match: 'equal' }],
  },
  {
    kind: 'list',
    name: 'list_shipped_lots',
    of: 'lots_on_shipments',
    doc: 'Where lots went: each lot on each shipment with customer, status, cases and price.',
    filters: [
      { column: 'lot_id', match: 'equal' },
      { column: 'shipment_id', match: 'equal' },
      { column: 'customer_id', match: 'equal' },
      { column: 'status', match: 'equal' },
    ],
    order: ['shipment_id'],
  },
  {
    kind: 'list',
    name: 'list_customers',
    of: 'customers',
    doc: 'Customers with kind and country.',
    filters: [
      { column: 'kind', match: 'equal' },
      { column: 'country', match: 'equal' },
    ],
  },
  { kind: 'get', name: 'get_customer', of: 'customers', doc: 'One customer.', one: 'customer' },
  {
    kind: 'list',
    name: 'list_credits',
    of: 'credits',
    doc: 'Credits written so far, by shipment or lot.',
    filters: [
      { column: 'shipment_id', match: 'equal' },
      { column: 'lot_id', match: 'equal' },
    ],
  },
  {
    kind: 'list',
    name: 'list_notices',
    of: 'notices_by_lot',
    doc: 'What customers were told about lots, under any incident.',
    filters: [
      { column: 'customer_id', match: 'equal' },
      { column: 'lot_id', match: 'equal' },
      { column: 'incident_id', match: 'equal' },
    ],
  },
  ...sectionTools('procedure_sections', {
    list: 'list_procedure_sections',
    read: 'read_procedure_section',
    search: 'search_procedure',
    document: 'the recall procedure',
  }),
];

const acts: ToolDeclaration[] = [
  {
    kind: 'program',
    name: 'add_lot_to_incident',
    doc: 'Record a lot as affected by an incident.',
    parameters: [incident, lot],
  },
  {
    kind: 'program',
    name: 'remove_lot_from_incident',
    doc: 'Take back that a lot is affected.',
    parameters: [incident, lot],
  },
  {
    kind: 'program',
    name: 'place_hold',
    doc: 'Put all stock of a lot on hold. The system does not look whether it is on hold already.',
    parameters: [lot, words('reason', 'Why, for the store.')],
  },
  {
    kind: 'program',
    name: 'add_hold_note',
    doc: 'Write a note on a hold in force.',
    parameters: [text('hold_id', 'Hold, for example H412.'), words('text', 'The note.')],
  },
  {
    kind: 'program',
    name: 'stop_shipment',
    doc: 'Stop a shipment that has not left yet, with everything on it.',
    parameters: [shipment],
  },
  {
    kind: 'program',
    name: 'intercept_shipment',
    doc: 'Have the carrier bring back a shipment in transit, with everything on it.',
    parameters: [shipment],
  },
  {
    kind: 'program',
    name: 'send_notice',
    doc: 'Tell a customer about lots, in writing or by phone. Goes out at once and cannot be taken back.',
    parameters: [
      incident,
      text('customer_id', 'Customer, for example C118.'),
      { name: 'kind', doc: 'How the customer is told.', schema: { type: 'string', enum: [...noticeKinds] } },
      {
        name: 'lot_ids',
        doc: 'Every lot that the notice names.',
        schema: { type: 'array', items: { type: 'string' }, maxItems: 50 },
      },
      words('message', 'What the customer is told.'),
    ],
  },
  {
    kind: 'program',
    name: 'issue_credit',
    doc: 'Write a credit for one lot on one shipment. Cannot be taken back.',
    parameters: [
      shipment,
      lot,
      { name: 'amount', doc: 'Pounds.', schema: { type: 'number', minimum: 0.01 } },
      {
        name: 'status',
        doc: 'issued: booked at once; for_approval: waits for the finance manager.',
        schema: { type: 'string', enum: [...creditStatuses] },
      },
    ],
  },
  {
    kind: 'program',
    name: 'escalate_incident',
    doc: 'Hand an incident to the crisis team.',
    parameters: [incident, words('reason', 'Why.')],
  },
  {
    kind: 'program',
    name: 'report_to_authority',
    doc: 'Report to the food authority that lots of an incident went to a country.',
    parameters: [incident, text('country', 'Country as the customers have it, for example Ireland.')],
  },
  {
    kind: 'program',
    name: 'add_log_entry',
    doc: 'Write a free entry into the log of an incident.',
    parameters: [incident, words('text', 'The entry.')],
  },
];

export const tools: readonly ToolDeclaration[] = [...reads, ...acts];
