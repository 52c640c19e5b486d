/** Requests about the whereabouts of an object, as people write them: heirs, restorers, the police, biographers. */
import type { Rng } from '@touchstone/contracts';
import { spoken, type Day } from '../days.ts';
import type { Museum } from './museum.ts';
import { classNouns } from './names.ts';
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
  const when = spoken(day);
  const opening = rng
    .fork('opening')
    .pick([
      `A family asks us about a ${noun} that its grandfather parted with; at ${museum.name} it is ${which}. One of them says that he stood before it on ${when}, and read on the label whose work it was; a good deal hangs on whether that can be so.`,
      `I am writing the life of somebody who sketched a ${noun} of ${museum.name} and dated the sheet ${when}. It is ${which}. I should like to say where he sat that day, and whose work he thought he was copying.`,
      `We publish old photographs of museums. One is dated ${when} on the back and shows a ${noun} tagged ${given}, which is a number of ${bookOf(museum, work, given) === 'ledger' ? 'the old ledgers' : 'the register by class'} of ${museum.name}. The caption has to name place and maker as they stood then.`,
      `The police have reopened a theft at ${museum.name}. Somebody claims to have photographed a ${noun}, ${which}, on ${when}; I have to say where it then was and how the museum’s books described it.`,
      `A visitor’s diary that we are editing describes under ${when} a ${noun} of ${museum.name}, ${which}. The footnote should say where the writer saw it and as whose work it was shown.`,
      `A dealer offers a ${noun} that he says was never in a museum. I believe that ${museum.name} had it as ${which}, and want to prove where it was on ${when} and as whose work it then passed.`,
      `In a quarrel about a will somebody swears to have been shown a ${noun} of ${museum.name} on ${when}, with the maker’s name. The exhibit list has it as ${which}. We must know what he can have seen, and where.`,
      `For the provenance section of a catalogue I need one fixed point: ${when}. The entry is a ${noun} of ${museum.name}, ${which}.`,
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
      'For something on loan the stay began when the consignment left the museum. If it had not been moved since the inventory or since it was entered, give that day. Write dates as YYYY-MM-DD and the attribution in the words of the records (by, workshop of, circle of, after or attributed to, and the name).',
      'A stay with a borrower begins on the day the consignment left. If it had never been moved before, take the day of the inventory, or of the accession card if it came later. Dates as YYYY-MM-DD; the attribution in the form “by …”, “workshop of …”, “circle of …”, “after …” or “attributed to …”.',
    ]);
  const sources = rng
    .fork('sources')
    .pick([
      'Cite in `sources` every record that this cannot do without: what connects the numbers, what put the object there (for a loan the agreement and the despatch note; for a return the receipt and the agreement), what gave the place a new name after that record was written, what removed a later ticket or kept the object from a loan then running, and for the maker the card, or the note and the minutes, with any rescinding that restored it. More on this object, its loans or the policy may be cited.',
      'In `sources` name each record without which the answer could not be reached or would come out differently: it may settle number, place or maker, carry the place’s name at the time, or remove another record that would have settled it (a later ticket, a loan for which the object was withheld, a later attribution). Loans and returns need their agreement too, since only that lists the objects. Further records on this object, its loans or the policy do no harm.',
    ]);
  return `${opening}\n\n${question} ${rules}\n\n${sources}`;
}
