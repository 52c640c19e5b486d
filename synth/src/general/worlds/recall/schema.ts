/** The traceability system of a food maker: tables and views. Tools are in `tools.ts`. */
import { readFileSync } from 'node:fs';
import { compileWorld } from '../../world/compile.ts';
import { sectionsEntity } from '../../world/documents.ts';
import { reference, type Column, type Entity, type View } from '../../world/schema.ts';
import {
  creditStatuses,
  customerKinds,
  inspectionResults,
  labResults,
  noticeKinds,
  sanitationKinds,
  sanitationStatuses,
  shipmentStatuses,
} from './records.ts';
import { tools } from './tools.ts';

const key = (name: string, doc: string): Column => ({ name, type: 'text', doc });
const date = (name: string, doc: string): Column => ({ name, type: 'date', doc });
const datetime = (name: string, doc: string): Column => ({ name, type: 'datetime', doc });
const count = (name: string, doc: string): Column => ({ name, type: 'integer', minimum: 0, doc });
const oneOf = (name: string, values: readonly string[], doc: string): Column => ({
  name,
  type: 'text',
  values,
  doc,
});

const productId = reference('product_id', 'products', 'Product, for example P14.');
const materialId = reference('material_id', 'materials', 'Material, for example M07.');
const supplierId = reference('supplier_id', 'suppliers', 'Supplier, for example S03.');
const intakeId = reference('intake_id', 'intakes', 'Intake number, for example I3044.');
const lineId = reference('line_id', 'lines', 'Line, for example LN2.');
const lotId = reference('lot_id', 'lots', 'Lot code, for example L26134-14.');
const runId = reference('run_id', 'runs', 'Run, for example R4107.');
const customerId = reference('customer_id', 'customers', 'Customer, for example C118.');
const shipmentId = reference('shipment_id', 'shipments', 'Shipment, for example D9120.');
const incidentId = reference('incident_id', 'incidents', 'Incident, for example INC-147.');
const holdId = reference('hold_id', 'holds', 'Hold, for example H412.');
const noticeId = reference('notice_id', 'notices', 'Notice, for example N1207.');

const shipmentColumns: Column[] = [
  shipmentId,
  lotId,
  customerId,
  oneOf('status', shipmentStatuses, 'Where the shipment stands.'),
  date('dispatch_on', 'Day it leaves or left.'),
  { ...date('delivered_on', 'Day of delivery; null unless delivered.'), nullable: true },
  count('cases', 'Cases sent.'),
  {
    ...count('cases_accepted', 'Cases the customer signed for; null unless delivered.'),
    nullable: true,
  },
  { name: 'price_per_case', type: 'number', minimum: 0, doc: 'Invoiced, pounds a case.' },
];
const noticeColumns: Column[] = [
  incidentId,
  customerId,
  oneOf('kind', noticeKinds, 'How the customer was told.'),
  date('sent_on', 'Day it went out.'),
];

const entities: Entity[] = [
  {
    name: 'clock',
    doc: 'The time of the system.',
    key: ['now'],
    columns: [datetime('now', 'Date and time of now.')],
  },
  {
    name: 'products',
    doc: 'What we make.',
    key: ['product_id'],
    columns: [
      key('product_id', 'Product, for example P14.'),
      key('name', 'Name of the product.'),
      key('range', 'Product range.'),
      key('declared_allergens', 'Allergens on the label, separated by commas; empty for none.'),
      { name: 'cooked_in_pack', type: 'boolean', doc: 'Cooked or pasteurised in the sealed pack.' },
      count('shelf_life_days', 'Days from production to use-by.'),
    ],
  },
  {
    name: 'materials',
    doc: 'What goes into products.',
    key: ['material_id'],
    columns: [
      key('material_id', 'Material, for example M07.'),
      key('name', 'Name of the material.'),
      key('allergens', 'Allergens in it, separated by commas; empty for none.'),
    ],
  },
  {
    name: 'suppliers',
    doc: 'Who delivers materials.',
    key: ['supplier_id'],
    columns: [key('supplier_id', 'Supplier, for example S03.'), key('name', 'Name of the supplier.')],
  },
  {
    name: 'intakes',
    doc: 'Deliveries of materials.',
    key: ['intake_id'],
    columns: [
      key('intake_id', 'Intake number, for example I3044.'),
      materialId,
      supplierId,
      key('supplier_batch', "The supplier's own batch number."),
      date('received_on', 'Day of delivery.'),
      count('kg', 'Kilograms delivered.'),
    ],
  },
  {
    name: 'lines',
    doc: 'Production lines.',
    key: ['line_id'],
    columns: [
      key('line_id', 'Line, for example LN2.'),
      key('name', 'Name of the line.'),
      key('ranges', 'Product ranges made on it.'),
    ],
  },
  {
    name: 'lots',
    doc: 'A lot is one product made on one day, on whatever lines and in however many runs.',
    key: ['lot_id'],
    columns: [
      key('lot_id', 'Lot code, for example L26134-14.'),
      productId,
      date('made_on', 'Day of production.'),
      date('use_by', 'Use-by date on the pack.'),
      count('cases', 'Cases made.'),
    ],
  },
  {
    name: 'runs',
    doc: 'One stretch of work on one line, for one lot.',
    key: ['run_id'],
    columns: [
      key('run_id', 'Run, for example R4107.'),
      lineId,
      lotId,
      datetime('started_at', 'Start.'),
      datetime('ended_at', 'End.'),
      count('cases', 'Cases made in this run.'),
    ],
  },
  {
    name: 'run_inputs',
    doc: 'Which deliveries of materials went into a run.',
    key: ['run_id', 'intake_id'],
    columns: [runId, intakeId, count('kg', 'Kilograms used.')],
  },
  {
    name: 'rework',
    doc: 'Product of an earlier lot worked into a later run.',
    key: ['rework_id'],
    columns: [
      key('rework_id', 'Number of the rework slip.'),
      { ...lotId, name: 'from_lot_id', doc: 'Lot that was worked in.' },
      { ...runId, name: 'into_run_id', doc: 'Run that took it.' },
      count('kg', 'Kilograms.'),
    ],
  },
  {
    name: 'sanitations',
    doc: 'Cleaning of lines, as planned and as it went.',
    key: ['sanitation_id'],
    columns: [
      key('sanitation_id', 'Number of the cleaning sheet.'),
      lineId,
      oneOf('kind', sanitationKinds, 'full: dismantled, foamed and swabbed; rinse: between products.'),
      datetime('started_at', 'Start.'),
      datetime('ended_at', 'End, or when it was given up.'),
      oneOf('status', sanitationStatuses, 'How it went.'),
    ],
  },
  {
    name: 'inspections',
    doc: 'Inspections of blades, sieves and seals before the first run of a day.',
    key: ['inspection_id'],
    columns: [
      key('inspection_id', 'Number of the inspection sheet.'),
      lineId,
      datetime('inspected_at', 'When.'),
      oneOf('result', inspectionResults, 'passed: everything was seen and whole.'),
    ],
  },
  {
    name: 'samples',
    doc: 'Microbiological tests of lots.',
    key: ['sample_id'],
    columns: [
      key('sample_id', 'Number of the sample.'),
      lotId,
      key('organism', 'Organism tested for.'),
      date('taken_on', 'Day it was taken.'),
      oneOf('result', labResults, 'Result; pending until the laboratory reports.'),
    ],
  },
  {
    name: 'customers',
    doc: 'Who buys from us.',
    key: ['customer_id'],
    columns: [
      key('customer_id', 'Customer, for example C118.'),
      key('name', 'Name.'),
      oneOf('kind', customerKinds, 'Kind of business.'),
      key('country', 'Country to which we deliver.'),
    ],
  },
  {
    name: 'shipments',
    doc: 'What goes to one customer on one day.',
    key: ['shipment_id'],
    columns: [
      key('shipment_id', 'Shipment, for example D9120.'),
      customerId,
      date('dispatch_on', 'Day it leaves or left.'),
      { ...date('delivered_on', 'Day of delivery; null unless delivered.'), nullable: true },
      oneOf('status', shipmentStatuses, 'Where the shipment stands.'),
    ],
  },
  {
    name: 'shipment_lines',
    doc: 'Lots on a shipment.',
    key: ['shipment_id', 'lot_id'],
    columns: [shipmentId, lotId, ...shipmentColumns.slice(6)],
  },
  {
    name: 'stock',
    doc: 'Pallets in our store.',
    key: ['pallet_id'],
    columns: [
      key('pallet_id', 'Pallet, for example PL6012.'),
      lotId,
      key('location', 'Aisle, bay and level.'),
      count('cases', 'Cases on the pallet.'),
    ],
  },
  {
    name: 'credits',
    doc: 'Credits to customers for lots on shipments.',
    key: ['credit_id'],
    columns: [
      key('credit_id', 'Credit, for example CR512.'),
      shipmentId,
      lotId,
      { name: 'amount', type: 'number', minimum: 0.01, doc: 'Pounds.' },
      oneOf('status', creditStatuses, 'issued: booked; for_approval: waits for the finance manager.'),
      date('issued_on', 'Day it was written.'),
      key('reason', 'Why.'),
    ],
  },
  {
    name: 'holds',
    doc: 'Holds on all stock of a lot.',
    key: ['hold_id'],
    columns: [
      key('hold_id', 'Hold, for example H412.'),
      lotId,
      key('reason', 'Why.'),
      date('opened_on', 'Day it was placed.'),
      { ...date('released_on', 'Day it was released; null while it is in force.'), nullable: true },
    ],
  },
  {
    name: 'hold_notes',
    doc: 'Notes on holds.',
    key: ['note_id'],
    columns: [key('note_id', 'Note.'), holdId, key('text', 'Text.'), date('written_on', 'Day.')],
  },
  {
    name: 'incidents',
    doc: 'Incidents, closed and open.',
    key: ['incident_id'],
    columns: [
      key('incident_id', 'Incident, for example INC-147.'),
      date('opened_on', 'Day it was opened.'),
      key('title', 'What it is about.'),
      oneOf('status', ['open', 'closed'], 'Whether it is still worked on.'),
    ],
  },
  {
    name: 'incident_lots',
    doc: 'Lots recorded as affected by an incident.',
    key: ['incident_id', 'lot_id'],
    columns: [incidentId, lotId],
  },
  {
    name: 'notices',
    doc: 'Notices to customers.',
    key: ['notice_id'],
    columns: [
      key('notice_id', 'Notice, for example N1207.'),
      ...noticeColumns,
      key('message', 'What the customer was told.'),
    ],
  },
  {
    name: 'notice_lots',
    doc: 'Lots named in a notice.',
    key: ['notice_id', 'lot_id'],
    columns: [noticeId, lotId],
  },
  {
    name: 'escalations',
    doc: 'Incidents handed to the crisis team.',
    key: ['incident_id'],
    columns: [incidentId, key('reason', 'Why.'), date('escalated_on', 'Day.')],
  },
  {
    name: 'authority_reports',
    doc: 'Deliveries abroad reported to the food authority.',
    key: ['incident_id', 'country'],
    columns: [incidentId, key('country', 'Country.'), date('reported_on', 'Day.')],
  },
  {
    name: 'incident_log',
    doc: 'Free entries about incidents.',
    key: ['entry_id'],
    columns: [key('entry_id', 'Entry.'), incidentId, key('text', 'Text.'), date('written_on', 'Day.')],
  },
  sectionsEntity('procedure_sections', 'Recall procedure.'),
];

const views: View[] = [
  {
    name: 'lots_on_shipments',
    doc: 'Lots on shipments with customer and status.',
    key: ['shipment_id', 'lot_id'],
    columns: shipmentColumns,
    select:
      'SELECT shipment_id, lot_id, customer_id, status, dispatch_on, delivered_on, cases, cases_accepted, price_per_case FROM shipment_lines JOIN shipments USING (shipment_id)',
  },
  {
    name: 'runs_of_products',
    doc: 'Runs with their products.',
    key: ['run_id'],
    columns: [
      key('run_id', 'Run, for example R4107.'),
      lineId,
      lotId,
      productId,
      datetime('started_at', 'Start.'),
      datetime('ended_at', 'End.'),
      count('cases', 'Cases made in this run.'),
    ],
    select:
      'SELECT run_id, line_id, lot_id, product_id, started_at, ended_at, runs.cases FROM runs JOIN lots USING (lot_id)',
  },
  {
    name: 'rework_slips',
    doc: 'Rework with the lot of the run that took it.',
    key: ['rework_id'],
    columns: [
      key('rework_id', 'Number of the rework slip.'),
      { ...lotId, name: 'from_lot_id', doc: 'Lot that was worked in.' },
      { ...runId, name: 'into_run_id', doc: 'Run that took it.' },
      { ...lotId, name: 'into_lot_id', doc: 'Lot of that run.' },
      count('kg', 'Kilograms.'),
    ],
    select:
      'SELECT rework_id, from_lot_id, into_run_id, lot_id AS into_lot_id, kg FROM rework JOIN runs ON run_id = into_run_id',
  },
  {
    name: 'notices_by_lot',
    doc: 'Notices, one row a lot named in them.',
    key: ['notice_id', 'lot_id'],
    columns: [noticeId, lotId, ...noticeColumns],
    select:
      'SELECT notice_id, lot_id, incident_id, customer_id, kind, sent_on FROM notice_lots JOIN notices USING (notice_id)',
  },
];

export const recall = compileWorld({
  id: 'recall',
  doc: 'Traceability system of a food maker: lots, runs, cleaning, rework, stock, shipments, incidents.',
  schema: { entities, views },
  tools,
  python: readFileSync(new URL('./tools.py', import.meta.url), 'utf8'),
});
