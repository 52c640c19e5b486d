/** Requests about the whereabouts of an object, as people write them: heirs, restorers, the police, biographers. */
import type { Rng } from '@touchstone/contracts';
import type { Day, Museum } from './museum.ts';
import { classNouns } from './names.ts';
import { long } from './records/writer.ts';
import { bookOf } from './truth.ts';

export function whereaboutsWords(
  museum: Museum,
  { work: index, given }: { work: number; given: string },
  day: Day,
  rng: Rng,
): string {
  const work = museum.works[index]!;
  const noun = classNouns[work.class];
  const which =
    bookOf(museum, work, given) === 'ledger'
      ? `${given} in the museum’s old ledgers`
      : `${given} in the register by class`;
  const when = long(day);
  const opening = rng
    .fork('opening')
    .pick([
      `A family asks us about a ${noun} that its grandfather parted with; at ${museum.name} it is ${which}. One of them says he stood before it on ${when}, and a good deal hangs on whether that can be so.`,
      `I am writing the life of somebody who sketched a ${noun} of ${museum.name} and dated the sheet ${when}. It is ${which}.`,
      `We are treating a ${noun} for damp (${which}, ${museum.name}) and need to know in which climate it stood on ${when}.`,
      `The police have reopened a small theft at ${museum.name}. Somebody claims to have photographed a ${noun}, ${which}, on ${when}; I have to say where it then was.`,
      `For a catalogue of old photographs: one is dated ${when} on the back and shows a ${noun} tagged ${given}, which is a number of ${bookOf(museum, work, given) === 'ledger' ? 'the old ledgers' : 'the register by class'} of ${museum.name}. I must caption it correctly.`,
      `My question is about a single day, ${when}, and a single thing, a ${noun} of ${museum.name}: ${which}.`,
      `A dealer offers a ${noun} that he says was never in a museum. I believe that it is the one that is ${which} at ${museum.name}, and that I can show where it was on ${when}.`,
      `In a divorce case somebody swears to have been shown a ${noun} of ${museum.name} on ${when}. The exhibit list has it as ${which}.`,
    ]);
  const question = rng
    .fork('question')
    .pick([
      'Going by the museum’s records and its collections policy: which number did it bear on that day, where was it (the room or store, or the house that had it on loan, under the name then in use), since which day had it been there without a break, and to whom did the museum then give it?',
      'From the archive, under the museum’s collections policy, I need its number on that day; the place, that is a room or store of the museum or the house to which it was lent, by the name that the place bore on that day; the first day of that stay; and the attribution that counted then.',
      'What do the records say, read by the museum’s own policy: the number on that day, the place (room, store, or borrowing house, by its name at the time), the day on which that stay began, and the attribution then in force?',
    ]);
  const rules = rng
    .fork('rules')
    .pick([
      'For something on loan the stay began when the consignment left the museum. If it had not been moved since the inventory or since it was entered, give that day. Write dates as YYYY-MM-DD and the attribution as the records do, with its first word (by, workshop of, circle of, after, attributed to).',
      'A stay with a borrower begins on the day the consignment left; one that nothing had ended since the inventory, or since the card of a later acquisition, begins on the day of that. Dates as YYYY-MM-DD; the attribution in the form “by …”, “workshop of …”, “circle of …”, “after …” or “attributed to …”.',
    ]);
  const sources = rng
    .fork('sources')
    .pick([
      'In `sources` cite what it rests on: the records that connect the number given with that of the day and with those under which the deciding records were written; for the place the ticket, inventory or card, or the loan agreement with the despatch note (on loan) or the return receipt (if a return put it there); whatever voided a later ticket, withheld it from a loan then running, or gave the place its name, if that came after the record of the stay (for a loan, after the agreement); for the attribution the card, or the note and the minutes that accepted it, and minutes that rescinded a later one. Other records on this object, its loans or the policy may be cited too.',
    ]);
  return `${opening}\n\n${question} ${rules}\n\n${sources}`;
}
