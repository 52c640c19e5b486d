/** The typed facts of a food maker as the rows of its tables. */
import type { JsonObject, Rows } from '@touchstone/contracts';
import { dateOf } from '../../world/distributions/dates.ts';
import { sectionRows, type Section } from '../../world/documents.ts';
import { incidentId } from './acts.ts';
import type { Records } from './records.ts';

/** How the incident of the task stands in the system before anybody acts. */
export interface OpenIncident {
  title: string;
  /** The positive sample of a finding. */
  sample: { lot: number; organism: string } | null;
}

export function rowsOf(records: Records, open: OpenIncident, procedure: readonly Section[]): Rows {
  return {
    clock: [{ now: datetime(records.now) }],
    ...production(records),
    ...sales(records),
    ...incidents(records, open),
    procedure_sections: sectionRows(procedure),
  };
}

function production(records: Records): Rows {
  const { products, materials, lines, suppliers, lots, runs, intakes } = records;
  return {
    products: byKey(
      products.map(({ id, name, range, allergens, cooked, shelf }) => ({
        product_id: id,
        name,
        range,
        declared_allergens: allergens.join(', '),
        cooked_in_pack: Number(cooked),
        shelf_life_days: shelf,
      })),
      'product_id',
    ),
    materials: materials.map(({ id, name, allergens }) => ({
      material_id: id,
      name,
      allergens: allergens.join(', '),
    })),
    suppliers: suppliers.map(({ id, name }) => ({ supplier_id: id, name })),
    intakes: intakes.map(({ id, material, supplier, batch, received, kg }) => ({
      intake_id: id,
      material_id: materials[material]!.id,
      supplier_id: suppliers[supplier]!.id,
      supplier_batch: batch,
      received_on: dateOf(received),
      kg,
    })),
    lines: lines.map(({ id, name, ranges }) => ({ line_id: id, name, ranges: ranges.join(', ') })),
    lots: byKey(
      lots.map(({ id, product, made, useBy, cases }) => ({
        lot_id: id,
        product_id: products[product]!.id,
        made_on: dateOf(made),
        use_by: dateOf(useBy),
        cases,
      })),
      'lot_id',
    ),
    runs: byKey(
      runs.map(({ id, line, lot, start, end, cases }) => ({
        run_id: id,
        line_id: lines[line]!.id,
        lot_id: lots[lot]!.id,
        started_at: datetime(start),
        ended_at: datetime(end),
        cases,
      })),
      'run_id',
    ),
    run_inputs: records.inputs.map(({ run, intake, kg }) => ({
      run_id: runs[run]!.id,
      intake_id: intakes[intake]!.id,
      kg,
    })),
    rework: records.rework.map(({ id, from, into, kg }) => ({
      rework_id: id,
      from_lot_id: lots[from]!.id,
      into_run_id: runs[into]!.id,
      kg,
    })),
    sanitations: records.sanitations.map(({ id, line, kind, start, end, status }) => ({
      sanitation_id: id,
      line_id: lines[line]!.id,
      kind,
      started_at: datetime(start),
      ended_at: datetime(end),
      status,
    })),
    inspections: records.inspections.map(({ id, line, at, result }) => ({
      inspection_id: id,
      line_id: lines[line]!.id,
      inspected_at: datetime(at),
      result,
    })),
  };
}

function sales(records: Records): Rows {
  const { lots, customers, shipments } = records;
  return {
    customers: customers.map(({ id, name, kind, country }) => ({ customer_id: id, name, kind, country })),
    shipments: shipments.map(({ id, customer, dispatch, delivered, status }) => ({
      shipment_id: id,
      customer_id: customers[customer]!.id,
      dispatch_on: dateOf(dispatch),
      delivered_on: delivered === null ? null : dateOf(delivered),
      status,
    })),
    shipment_lines: records.shipmentLines.map(({ shipment, lot, cases, accepted, price }) => ({
      shipment_id: shipments[shipment]!.id,
      lot_id: lots[lot]!.id,
      cases,
      cases_accepted: accepted,
      price_per_case: price / 100,
    })),
    stock: records.pallets.map(({ id, lot, location, cases }) => ({
      pallet_id: id,
      lot_id: lots[lot]!.id,
      location,
      cases,
    })),
    credits: records.credits.map(({ id, shipment, lot, pence, issued, reason }) => ({
      credit_id: id,
      shipment_id: shipments[shipment]!.id,
      lot_id: lots[lot]!.id,
      amount: pence / 100,
      status: 'issued',
      issued_on: dateOf(issued),
      reason,
    })),
  };
}

function incidents(records: Records, open: OpenIncident): Rows {
  const { lots, customers, today } = records;
  const id = (index: number) => records.incidents[index]!.id;
  return {
    samples: [
      ...records.samples.map(({ id: sample_id, lot, organism, taken, result }) => ({
        sample_id,
        lot_id: lots[lot]!.id,
        organism,
        taken_on: dateOf(taken),
        result,
      })),
      ...(open.sample
        ? [
            {
              sample_id: `T${7001 + records.samples.length}`,
              lot_id: lots[open.sample.lot]!.id,
              organism: open.sample.organism,
              taken_on: dateOf(Math.max(lots[open.sample.lot]!.made, today - 3)),
              result: 'detected',
            },
          ]
        : []),
    ],
    holds: records.holds.map(({ id: hold_id, lot, reason, opened, released }) => ({
      hold_id,
      lot_id: lots[lot]!.id,
      reason,
      opened_on: dateOf(opened),
      released_on: released === null ? null : dateOf(released),
    })),
    hold_notes: [],
    incidents: [
      ...records.incidents.map(({ opened, title }, index) => ({
        incident_id: id(index),
        opened_on: dateOf(opened),
        title,
        status: 'closed',
      })),
      {
        incident_id: incidentId(records),
        opened_on: dateOf(today),
        title: open.title,
        status: 'open',
      },
    ],
    incident_lots: records.incidents.map(({ lot }, index) => ({
      incident_id: id(index),
      lot_id: lots[lot]!.id,
    })),
    notices: records.notices.map(({ id: notice_id, incident, customer, kind, sent }) => ({
      notice_id,
      incident_id: id(incident),
      customer_id: customers[customer]!.id,
      kind,
      sent_on: dateOf(sent),
      message: 'Please check your stock of the lots named here.',
    })),
    notice_lots: records.notices.flatMap(({ id: notice_id, lots: named }) =>
      named.map((lot) => ({ notice_id, lot_id: lots[lot]!.id })),
    ),
    escalations: [],
    authority_reports: [],
    incident_log: [],
  };
}

export function datetime(minute: number): string {
  return new Date(minute * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Rows in the order of a text column, so that nothing of how they were made shows in their order. */
function byKey<R extends JsonObject>(rows: R[], key: keyof R & string): R[] {
  const text = (row: R) => row[key] as string;
  return rows.sort((a, b) => (text(a) < text(b) ? -1 : 1));
}
