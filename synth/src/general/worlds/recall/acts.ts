/** Acts as tool calls and as facts: what a call log does and what the verifier looks for. */
import type { Submission, ToolCall } from '@touchstone/contracts';
import { byGroup, lacking, type Fact } from '../../world/facts.ts';
import type { Act } from './decide.ts';
import type { Records } from './records.ts';

export const groups = [
  'lots',
  'holds',
  'hold-notes',
  'stops',
  'intercepts',
  'notices',
  'credits',
  'escalation',
  'reports',
] as const;
export type Group = (typeof groups)[number];

/** A note too many does no harm; everything else that the procedure does not ask for does. */
export const strictGroups = groups.filter((group) => group !== 'hold-notes');

/** Id of the incident that a task is about. */
export function incidentId({ firstIncident, incidents }: Records): string {
  return `INC-${firstIncident + incidents.length}`;
}

/** The fact that an act leaves behind, as `verify.py` writes it. */
function factOf(records: Records, act: Act): Fact<Group> {
  const lot = (index: number) => records.lots[index]!.id;
  const shipment = (index: number) => records.shipments[index]!.id;
  switch (act.act) {
    case 'trace':
      return { group: 'lots', fact: lot(act.lot) };
    case 'hold':
      return { group: 'holds', fact: lot(act.lot) };
    case 'note':
      return { group: 'hold-notes', fact: records.holds[act.hold]!.id };
    case 'stop':
      return { group: 'stops', fact: shipment(act.shipment) };
    case 'intercept':
      return { group: 'intercepts', fact: shipment(act.shipment) };
    case 'notice': {
      const lots = act.lots.map(lot).sort().join(' ');
      return { group: 'notices', fact: `${records.customers[act.customer]!.id} ${act.kind}: ${lots}` };
    }
    case 'credit': {
      const amount = (act.pence / 100).toFixed(2);
      return { group: 'credits', fact: `${shipment(act.shipment)} ${lot(act.lot)} ${amount} ${act.status}` };
    }
    case 'escalate':
      return { group: 'escalation', fact: 'crisis team' };
    case 'report':
      return { group: 'reports', fact: act.country };
  }
}

/** Facts by group, sorted. */
export function factsOf(records: Records, acts: readonly Act[]): Record<Group, string[]> {
  return byGroup(
    groups,
    acts.map((act) => factOf(records, act)),
  );
}

export function callOf(records: Records, act: Act): ToolCall {
  const incident_id = incidentId(records);
  const lot = (index: number) => records.lots[index]!.id;
  const shipment = (index: number) => records.shipments[index]!.id;
  switch (act.act) {
    case 'trace':
      return { tool: 'add_lot_to_incident', arguments: { incident_id, lot_id: lot(act.lot) } };
    case 'hold':
      return { tool: 'place_hold', arguments: { lot_id: lot(act.lot), reason: incident_id } };
    case 'note':
      return {
        tool: 'add_hold_note',
        arguments: { hold_id: records.holds[act.hold]!.id, text: `See ${incident_id}.` },
      };
    case 'stop':
      return { tool: 'stop_shipment', arguments: { shipment_id: shipment(act.shipment) } };
    case 'intercept':
      return { tool: 'intercept_shipment', arguments: { shipment_id: shipment(act.shipment) } };
    case 'notice':
      return {
        tool: 'send_notice',
        arguments: {
          incident_id,
          customer_id: records.customers[act.customer]!.id,
          kind: act.kind,
          lot_ids: act.lots.map(lot),
          message: 'Please take these lots off sale and keep them for collection.',
        },
      };
    case 'credit':
      return {
        tool: 'issue_credit',
        arguments: {
          shipment_id: shipment(act.shipment),
          lot_id: lot(act.lot),
          amount: act.pence / 100,
          status: act.status,
        },
      };
    case 'escalate':
      return { tool: 'escalate_incident', arguments: { incident_id, reason: 'Too many customers.' } };
    case 'report':
      return { tool: 'report_to_authority', arguments: { incident_id, country: act.country } };
  }
}

export function submissionOf(records: Records, acts: readonly Act[], summary: string): Submission {
  return { kind: 'state', calls: acts.map((act) => callOf(records, act)), answer: { summary } };
}

/** The first criterion that the other acts break where the first are right, or null when nothing that counts differs. */
export function firstBreach(records: Records, right: readonly Act[], other: readonly Act[]): string | null {
  const expected = factsOf(records, right);
  const found = factsOf(records, other);
  for (const group of groups) {
    if (lacking(expected[group], found[group])) return group;
    if (group !== 'hold-notes' && lacking(found[group], expected[group])) return `${group}-only`;
  }
  return null;
}
