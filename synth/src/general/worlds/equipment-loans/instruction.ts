/** The request as somebody at the stores writes it. The outcome is named, never the calls; the rules are in the policy. */
import type { Rng } from '@touchstone/contracts';
import { dateOf, longDate, weekdayName } from '../../world/distributions/dates.ts';
import type { Request } from './decide.ts';
import type { Condition, Records } from './records.ts';

export function writeInstruction(rng: Rng, records: Records, request: Request): string {
  const body = bodyOf(rng.fork('body'), records, request);
  const end = rng.fork('end').pick(ends);
  return `${body}\n\n${end}`;
}

const ends: readonly string[] = [
  'Do everything the policy asks for, all the way, and nothing beyond it. One line when you are done is enough.',
  'Please carry it out completely; do not leave steps for me, and take none that the policy does not provide for. A short summary at the end will do.',
  'Nobody will look over it afterwards, so please see it through and stick to the policy. Tell me in a sentence what you did.',
  'Whatever the policy wants done today should be done in the system when you finish, and nothing that it does not want. Just tell me when you are through.',
  'I do not need a list, only the work done: every step the policy has, none of your own. A line to say so is enough.',
  'The auditors compare what we do with the policy to the letter, so no step short and none too many. Close with a word on how it went.',
];

function bodyOf(rng: Rng, records: Records, request: Request): string {
  const today = dateOf(records.today);
  const day = rng.pick([
    `today (${weekdayName(today)}, ${longDate(today)})`,
    `today (${longDate(today)})`,
    `${weekdayName(today)} ${longDate(today)} (that is today)`,
  ]);
  switch (request.kind) {
    case 'overdue':
      return overdueBody(rng, records, { store: placeOf(records, request.store), day });
    case 'returns':
      return returnsBody(rng, records, { request, store: placeOf(records, request.store) });
    case 'leavers':
      return leaversBody(rng, records, { request, day });
  }
}

function placeOf(records: Records, store: number): string {
  const { id, name } = records.stores[store]!;
  return `${name} (${id})`;
}

function overdueBody(rng: Rng, records: Records, at: { store: string; day: string }): string {
  const { store, day } = at;
  return rng.pick([
    `The ${store} has not had its overdue run since the desk lead went on holiday. Please do it as of ${day}, as our lending policy lays it down, for this store only.`,
    `It is time for the overdue run of the ${store} at ${records.university}. Take it as of ${day}. The other stores do their own, so leave their loans alone.`,
    `We are handing the ${store} over to a new team and its late loans have to be in order first: could you make the overdue run as of ${day}, exactly as the lending policy has it? Only loans of that store.`,
    `I was going to go through the late loans of the ${store} myself, but I am at the other campus all day. Would you do the overdue run for me, as of ${day} and for that store alone?`,
    `Half the shelves in the ${store} are empty and I suspect that nobody has chased anything for weeks. Run it for overdue loans under the lending policy, taking ${day} as the date; the other stores are not mine.`,
    `Term starts soon and people want their kit back. So: overdue run, ${store}, as of ${day}, by the lending policy. Loans from other stores stay out of it.`,
    `Could you take over the overdue run from Kim? It is the turn of the ${store}, and only of that one. The date to go by is ${day}, the rules are in the lending policy.`,
  ]);
}

const remarks: Record<Condition, readonly string[]> = {
  good: [
    'fine',
    'complete and in order',
    'nothing wrong with it',
    'good',
    'as it should be',
    'all there, works',
  ],
  damaged: [
    'damaged: cracked',
    'damaged, it was dropped',
    'damaged (left out in the rain)',
    'damaged, something inside rattles',
  ],
  incomplete: [
    'incomplete, the bag is missing',
    'incomplete: one part missing',
    'incomplete, came without its case',
  ],
};

function returnsBody(
  rng: Rng,
  records: Records,
  at: { request: Extract<Request, { kind: 'returns' }>; store: string },
): string {
  const list = at.request.items.map(({ loan, condition }) => {
    const item = records.items[records.loans[loan]!.item]!;
    return `- ${item.tag} (${records.models[item.model]!.name}): ${rng.pick(remarks[condition])}`;
  });
  const today = dateOf(records.today);
  const when = rng.pick([
    `this morning (${weekdayName(today)}, ${longDate(today)})`,
    `today, ${longDate(today)}`,
  ]);
  const { store } = at;
  const opening = rng.pick([
    `I have checked on the bench what came back to the ${store} today, ${longDate(today)}:`,
    `A trolley of returns is standing in the ${store}. All of it was handed in ${when}. My colleague's list:`,
    `The drop box of the ${store} was emptied ${when}. What was in it, with its condition:`,
    `Our student helper wrote down everything that was returned to the ${store} ${when}, but has no login. Here is the sheet:`,
    `End of a shoot: these were all handed in at the ${store} ${when}, from different people:`,
    `${list.length} things came back ${when}, all to the ${store}, and I only had time to look them over:`,
  ]);
  const closing = rng.pick([
    'Please book them in and settle everything that follows from it under the lending policy: money, blocks, people who wait for the equipment.',
    'Would you take them back in the system and deal with whatever the lending policy attaches to a return?',
    'They need to be taken back as the lending policy prescribes, with all that hangs on it.',
    'Could you enter them, and do what our lending policy has for such returns?',
    'None of it is in the system. Enter it, please, with everything that the lending policy says goes with a return.',
  ]);
  return `${opening}\n${list.join('\n')}\n${closing}`;
}

function leaversBody(
  rng: Rng,
  records: Records,
  at: { request: Extract<Request, { kind: 'leavers' }>; day: string },
): string {
  const names = at.request.borrowers.map((borrower) => records.borrowers[borrower]!.name);
  const leaving = dateOf(at.request.leaving);
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return rng.pick([
    `The registry has sent the names of students who leave ${records.university}; their last day is ${weekdayName(leaving)} ${longDate(leaving)}: ${list}. Please do the leavers' clearance for them under the lending policy, as things stand ${at.day}.`,
    `${list} are leaving us; ${longDate(leaving)} is the leaving day for all of them. The registry waits for our decision on each. Could you deal with their loans, charges and reservations as the lending policy says, as of ${at.day}, and record the decisions?`,
    `Leavers' list, leaving day ${longDate(leaving)}: ${list}. Every one of them needs a decision the way the lending policy has it, with whatever else it wants done about leavers. Go by how things stand ${at.day}.`,
    `Can these go? ${list}. They leave on ${weekdayName(leaving)} ${longDate(leaving)}, and the registry will not close their records before we have said yes or no, or passed the matter on. Please do for each what the lending policy has for leavers; the date to go by is ${at.day}.`,
    `Graduation paperwork again. For each of the following I need our part done, that is, all that the lending policy has for leavers, the decision included: ${list}. Leaving day for all: ${longDate(leaving)}. State of affairs: ${at.day}.`,
    `A whole group is going home early; ${longDate(leaving)} is the day they leave ${records.university}: ${list}. See to their clearance under the lending policy, please, by what the system shows ${at.day}.`,
  ]);
}
