/** Acts as tool calls and as facts: what a call log does and what the verifier looks for. */
import type { Submission, ToolCall } from '@touchstone/contracts';
import { dateOf } from '../../world/distributions/dates.ts';
import { byGroup, lacking, type Fact } from '../../world/facts.ts';
import type { Act, Request } from './decide.ts';
import type { Records } from './records.ts';

export const groups = [
  'returns',
  'notices',
  'charges',
  'waivers',
  'blocks',
  'losses',
  'cases',
  'reservations',
  'due-dates',
  'clearances',
] as const;
export type Group = (typeof groups)[number];

/** Groups in which a kind of request asks for something; in the others nothing may happen. */
export const groupsOf: Record<Request['kind'], readonly Group[]> = {
  overdue: ['notices', 'charges', 'blocks', 'losses', 'cases'],
  returns: ['returns', 'charges', 'waivers', 'blocks', 'cases', 'reservations'],
  leavers: ['notices', 'charges', 'waivers', 'blocks', 'reservations', 'due-dates', 'clearances'],
};

/** The fact that an act leaves behind, as `verify.py` writes it. */
function factOf(records: Records, act: Act): Fact<Group> {
  const loan = (index: number) => records.loans[index]!.id;
  switch (act.act) {
    case 'notice':
      return { group: 'notices', fact: `${loan(act.loan)} ${act.kind}` };
    case 'charge':
      return { group: 'charges', fact: `${loan(act.loan)} ${act.kind} ${(act.pence / 100).toFixed(2)}` };
    case 'waive':
      return { group: 'waivers', fact: records.charges[act.charge]!.id };
    case 'block':
      return { group: 'blocks', fact: `${records.borrowers[act.borrower]!.id} blocked` };
    case 'lift':
      return { group: 'blocks', fact: `${records.blocks[act.block]!.id} lifted` };
    case 'lost':
      return { group: 'losses', fact: loan(act.loan) };
    case 'case':
      return { group: 'cases', fact: `${loan(act.loan)} ${act.kind}` };
    case 'return':
      return { group: 'returns', fact: `${loan(act.loan)} ${act.condition}` };
    case 'allot':
      return {
        group: 'reservations',
        fact: `${records.reservations[act.reservation]!.id} ready ${records.items[act.item]!.tag}`,
      };
    case 'cancel':
      return { group: 'reservations', fact: `${records.reservations[act.reservation]!.id} cancelled` };
    case 'due':
      return { group: 'due-dates', fact: `${loan(act.loan)} ${dateOf(act.day)}` };
    case 'clear':
      return { group: 'clearances', fact: `${records.borrowers[act.borrower]!.id} ${act.decision}` };
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
  const loan_id = 'loan' in act ? records.loans[act.loan]!.id : '';
  switch (act.act) {
    case 'notice':
      return { tool: 'send_notice', arguments: { loan_id, kind: act.kind } };
    case 'charge':
      return { tool: 'add_charge', arguments: { loan_id, kind: act.kind, amount: act.pence / 100 } };
    case 'waive':
      return { tool: 'waive_charge', arguments: { charge_id: records.charges[act.charge]!.id } };
    case 'block':
      return { tool: 'block_borrower', arguments: { borrower_id: records.borrowers[act.borrower]!.id } };
    case 'lift':
      return { tool: 'lift_block', arguments: { block_id: records.blocks[act.block]!.id } };
    case 'lost':
      return { tool: 'declare_lost', arguments: { loan_id } };
    case 'case':
      return { tool: 'open_case', arguments: { loan_id, kind: act.kind } };
    case 'return':
      return { tool: 'record_return', arguments: { loan_id, condition: act.condition } };
    case 'allot':
      return {
        tool: 'allot_reservation',
        arguments: {
          reservation_id: records.reservations[act.reservation]!.id,
          tag: records.items[act.item]!.tag,
        },
      };
    case 'cancel':
      return {
        tool: 'cancel_reservation',
        arguments: { reservation_id: records.reservations[act.reservation]!.id },
      };
    case 'due':
      return { tool: 'set_due_date', arguments: { loan_id, due_on: dateOf(act.day) } };
    case 'clear':
      return {
        tool: 'decide_clearance',
        arguments: { borrower_id: records.borrowers[act.borrower]!.id, decision: act.decision },
      };
  }
}

export function submissionOf(records: Records, acts: readonly Act[], summary: string): Submission {
  return { kind: 'state', calls: acts.map((act) => callOf(records, act)), answer: { summary } };
}

/** The first criterion that the second log breaks where the first is right, or null when their facts are the same. */
export function firstBreach(
  records: Records,
  judged: readonly Group[],
  logs: { right: readonly Act[]; other: readonly Act[] },
): string | null {
  const { right, other } = logs;
  const expected = factsOf(records, right);
  const found = factsOf(records, other);
  for (const group of groups) {
    const missing = lacking(expected[group], found[group]);
    if (!missing && !lacking(found[group], expected[group])) continue;
    if (!judged.includes(group)) return 'nothing-else';
    return missing ? group : `${group}-only`;
  }
  return null;
}
