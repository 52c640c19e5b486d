/** How people ask whether a vessel had to wait for the tide. */
import type { Rng } from '@touchstone/contracts';
import { spoken } from '../days.ts';
import { clock, dayOf, type Call, type Port } from './model.ts';

type Teller = (words: {
  port: string;
  vessel: string;
  type: string;
  date: string;
  time: string;
  agent: string;
}) => string;

export const heldTellings: readonly Teller[] = [
  ({ port, vessel, type, date, time }) =>
    `I am settling a demurrage claim. The ${type} ${vessel} reached ${port} roads at ${time} on ${date} and was kept there for the tide; her owners say she could have gone straight to her quay. I need to know from the archive of the harbour office who was right.`,
  ({ port, vessel, type, date }) =>
    `Hours lost in ${port} roads on ${date} are still in dispute between the charterers of the ${type} ${vessel} and the port: had she water enough at the quay she was bound for, or was the harbour office right to hold her?`,
  ({ port, vessel, date, agent }) =>
    `${agent} want to be paid for the time ${vessel} lay at anchor off ${port} on ${date}. Before we answer them, please work out from the port's own records whether she needed to wait at all.`,
  ({ port, vessel, type, date }) =>
    `Our club insures the ${type} ${vessel}. On ${date} ${port} made her wait for water. Whether we pay for the delay depends on the paper that was in force in the port that day, and we have nothing but its archive to go by.`,
  ({ port, vessel, date, time }) =>
    `Was ${vessel} held at ${port} for nothing? She came into the roads at ${time} on ${date} and was told to wait. An arbitrator has asked for the depth that officially counted at her quay on that day and for what the by-laws then made of it.`,
  ({ port, vessel, type, date }) =>
    `I write the history of a small shipping company. Its ledger grumbles that the ${type} ${vessel} was “stopped without cause” at ${port} on ${date}. The harbour archive should tell whether the grumble was fair.`,
  ({ port, vessel, date }) =>
    `An auditor is going through old complaints against ${port} harbour office and has reached that of ${vessel}, held in the roads on ${date}. What was the office bound to go by on that day, and did it decide rightly?`,
  ({ port, vessel, type, date, time }) =>
    `For a course on charterparties I use the case of the ${type} ${vessel}, which anchored off ${port} at ${time} on ${date} because the port said she was too deep. I would like to give the students the true state of things, as the records have it.`,
];

const asks = [
  (port: string) =>
    `Decide it by what counted in ${port} on the day she arrived, under the by-laws as they stood that day, and leave the tide out: the question is low water.`,
  () =>
    "What counts is what was in force on the day of her arrival, as the port's own by-laws settle it, and at low water, with nothing added for the tide.",
  (port: string) =>
    `Go by what was in force on her day of arrival; how that is found out, the by-laws of ${port} say. Take low water, no tide added.`,
];

const fields = ['Please give', 'I need these:', 'The answer should have'];

export function tellHeld(port: Port, call: Call, { telling, rng }: { telling: number; rng: Rng }): string {
  const words = {
    port: port.name,
    vessel: call.vessel.name,
    type: call.vessel.type,
    date: spoken(dayOf(call.arrived)),
    time: clock(call.arrived),
    agent: call.agent,
  };
  const teller = heldTellings[telling] as Teller;
  return `${teller(words)} ${rng.pick(asks)(port.name)}

${rng.pick(fields)} \`depth_from\`: what fixed the depth at her quay, either the number of a notice (such as 17/1985) or, if the Register of Berths counted, “Register” and the year of the edition (such as Register 1985); \`depth\`: that depth, in metres; \`clearance_from\`: what laid down the water to be kept under her keel, either the number of an order of the harbour board (such as 2/1985) or, if it stood as first made, the by-law itself (such as By-law 30); \`greatest_draught\`: the greatest draught with which she was allowed at that quay at low water, in metres, rounded down to one decimal; \`could_berth_at_low_water\`: whether she, as deep as she arrived, was allowed there at low water; \`sources\`: every document without which the answer would have come out differently (her return, what fixed depth and clearance, and whatever withdrew, corrected, revoked or renamed something that matters here). Other documents on the depth of that quay, its name or these by-laws may be cited too, nothing else.`;
}
