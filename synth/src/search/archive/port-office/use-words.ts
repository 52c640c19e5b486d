/** How people ask which notices counted at a quay. */
import type { Rng } from '@touchstone/contracts';
import { weekdayName } from '../../../general/world/distributions/dates.ts';
import { isoDate, spoken, type Day } from '../days.ts';
import type { Port } from './model.ts';

type Teller = (words: { port: string; quay: string; date: string; weekday: string }) => string;

export const useTellings: readonly Teller[] = [
  ({ port, quay, date, weekday }) =>
    `A stevedore was hurt at ${quay} in ${port} on ${weekday} ${date}, and the inquest wants to know under which restrictions the quay was being worked.`,
  ({ port, quay, date }) =>
    `The master of a coaster says that on ${date} nothing in the port's notices kept him from using ${quay} as he liked. I represent ${port} Harbour Board and have to list what did.`,
  ({ port, quay, date }) =>
    `We surveyed the wall of ${quay}, ${port}, on ${date}. Our report was sent back because it does not say which notices about the use of the quay were in force while we were there.`,
  ({ port, quay, date }) =>
    `A shed tenant claims a rebate of rent for every notice that limited the use of ${quay} in ${port} on ${date}. Which were they? He counts more than the office does.`,
  ({ port, quay, date }) =>
    `Please reconstruct the notice board of ${port} harbour office as far as ${quay} is concerned, for ${date}: what ought to have been hanging there?`,
  ({ port, quay, date }) =>
    `An insurer asks which limits on the use of ${quay} a careful master calling at ${port} on ${date} had to know of. Notices that were over, not yet begun, lapsed or cancelled are of no interest to it.`,
  ({ port, quay, date }) =>
    `For an exhibition on working harbours I am drawing a plan of ${quay} in ${port} as it was on ${date}, with everything that was closed, forbidden or out of order there according to the notices in force.`,
];

const asks = [
  (port: string) =>
    `Give every Notice to Mariners on the use of the quay that counted on that day under the by-laws of ${port}; notices about its depth are left out.`,
  () =>
    'I need the complete list of Notices to Mariners on the use of that quay, depths apart, that were in force that day. Whether one was is settled by the harbour by-law on notices.',
  (port: string) =>
    `Leave notices about depths aside and list all others for this quay that were in force on the day; when a notice begins and ceases to count, the by-laws of ${port} say.`,
];

export function tellUse(
  port: Port,
  quay: string,
  day: Day,
  { telling, rng }: { telling: number; rng: Rng },
): string {
  const teller = useTellings[telling] as Teller;
  const words = { port: port.name, quay, date: spoken(day), weekday: weekdayName(isoDate(day)) };
  return `${teller(words)} ${rng.pick(asks)(port.name)}

Answer with \`notices\`: their numbers, such as 17/1985, in any order; and \`sources\`: the notices of the list, and every other document without which the list would have come out differently (a notice that cancelled, prolonged or continued another, an order that renamed the quay, what laid down after how many months a notice lapses). Other notices on the use of that quay, orders that name quays and versions of the by-law on notices may be cited too, nothing else.`;
}
