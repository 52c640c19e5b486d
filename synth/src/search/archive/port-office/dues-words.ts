/** How people ask what a call had to pay. */
import type { Rng } from '@touchstone/contracts';
import { spoken } from '../days.ts';
import { dayOf, type Call, type Port } from './model.ts';

type Teller = (words: {
  port: string;
  vessel: string;
  type: string;
  date: string;
  agent: string;
  paid: string;
}) => string;

export const duesTellings: readonly Teller[] = [
  ({ port, vessel, date, agent, paid }) =>
    `${agent} are asking for money back: for the call of ${vessel} at ${port} on ${date} they were charged quay dues of £${paid}, which they hold to be wrong. Before the board repays anything I have to know what the dues should have been.`,
  ({ port, vessel, type, date, paid }) =>
    `In the accounts of ${port} harbour I have come upon the ${type} ${vessel}, which arrived on ${date} and paid £${paid} in quay dues. The sum does not come out. Please work out from the archive what was due.`,
  ({ port, vessel, date, paid }) =>
    `Our owners' books show £${paid} for quay dues at ${port}, ${vessel}, arrival ${date}. A clause in the old charter lets us reclaim whatever was paid beyond the lawful dues. What were they?`,
  ({ port, vessel, type, date, paid }) =>
    `A time-barred claim is about to be settled out of kindness, but only to the penny: the ${type} ${vessel} came to ${port} on ${date} and was invoiced £${paid} for lying at the quay. What would have been right?`,
  ({ port, vessel, date, agent, paid }) =>
    `As liquidator of ${agent} I go through their disbursements. For ${vessel}, arrived at ${port} on ${date}, they passed on quay dues of £${paid} to her owners. The harbour archive should show what the port could really charge.`,
  ({ port, vessel, type, date, paid }) =>
    `The port of ${port} wants its old invoices checked against its own rules. Next on my pile: the ${type} ${vessel}, arrival of ${date}, £${paid} in quay dues.`,
  ({ port, vessel, date, paid }) =>
    `Two clerks of ${port} once quarrelled over the bill for ${vessel}, which arrived on ${date}; one had written £${paid}. The harbour's archive is all there is to tell what she really owed for her quay, and I should like to print the sum in a footnote.`,
];

const asks = [
  'Time alongside and tonnage are in the return of the call; class, rates and the way of counting are those that the by-law on quay dues and what was in force then lead to.',
  "Go by the return of the call and by the port's own rules as they were in force for that call, the by-law on quay dues first of all.",
  'What I need is the sum under the by-law on quay dues, with the class, the rates and the rebate that were in force for this very call; the facts of the call are in its return.',
];

export function tellDues(
  port: Port,
  call: Call,
  paid: number,
  { telling, rng }: { telling: number; rng: Rng },
): string {
  const teller = duesTellings[telling] as Teller;
  const words = {
    port: port.name,
    vessel: call.vessel.name,
    type: call.vessel.type,
    date: spoken(dayOf(call.arrived)),
    agent: call.agent,
    paid: (paid / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ','),
  };
  return `${teller(words)} ${rng.pick(asks)}

Answer with \`class\`: the class that counted for her quay (A, B or C); \`schedule\`: the Schedule of Quay Dues that set the rate of that class, by its number (such as 7), whether it was a whole schedule or changed a single class; \`periods\`: how many periods she had to pay for; \`rebate_percent\`: the rebate in per cent, 0 if none was due; \`due\`: the quay dues in pounds, rounded to whole pence, half a penny up; \`sources\`: every document without which the answer would have come out differently (her return, those of earlier calls that decide about the rebate, what gave the class and the rate, the version of the by-law, and an order that revoked or renamed something that matters here). Other documents on the classes of quays, the dues, the names of quays or her calls of that year so far may be cited too, nothing else.`;
}
