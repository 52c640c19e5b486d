/** Requests about an object harmed on loan, as people write them: insurers, their lawyers, registrars, auditors. */
import type { Rng } from '@touchstone/contracts';
import { spoken, type Day } from '../days.ts';
import type { Class, Museum } from './museum.ts';
import { bookOf } from './truth.ts';

const nouns: Record<Class, string> = {
  P: 'picture',
  D: 'picture',
  C: 'piece of ceramics or glass',
  M: 'piece of metalwork',
};
const harms: Record<Class, readonly string[]> = {
  P: ['a tear in the corner', 'a scratch near the centre', 'a dent in the support', 'a stain along one edge'],
  D: ['a tear in the corner', 'a water mark', 'a crease through the middle', 'mould under the mount'],
  C: ['a chip in the rim', 'a crack from the foot upwards', 'a loss at the edge', 'a fresh hairline'],
  M: ['a bent edge', 'a deep scratch', 'a fresh patch of corrosion', 'a dent in the side'],
};

export function claimWords(
  museum: Museum,
  { work: index, given }: { work: number; loan: string; given: string },
  day: Day,
  rng: Rng,
): string {
  const work = museum.works[index]!;
  const noun = nouns[work.class];
  const harm = rng.fork('harm').pick(harms[work.class]);
  // Papers of the time cannot know a number that was given later; whoever asks today can.
  const pointer = rng
    .fork('pointer')
    .pick(
      bookOf(museum, work, given) === 'ledger'
        ? [
            `Our papers have it under ${given}, its number in the museum’s old ledgers.`,
            `All I have is its number in the museum’s old ledgers, ${given}.`,
            `In the museum’s old ledgers it was ${given}.`,
          ]
        : [
            `In the museum’s register by class, the one that followed the old ledgers, it is ${given}.`,
            `I can identify it by one of its numbers in the register by class, ${given}; it had another on that day.`,
            `It is the object that stands under ${given} in the register by class, which followed the old ledgers.`,
          ],
    );
  const opening = rng
    .fork('opening')
    .pick([
      `I handle fine-art claims for the insurers of a house that had things on loan from ${museum.name}. On ${spoken(day)} ${harm} was found on one of them, a ${noun}. ${pointer}`,
      `We are closing an old claim file. ${cap(harm)} was found on ${spoken(day)} on a ${noun} that ${museum.name} had out on loan. ${pointer}`,
      `A borrower and ${museum.name} still disagree about a ${noun} on which ${harm} was noticed on ${spoken(day)}, while it was out on loan. ${pointer}`,
      `For a lecture on how museums insured their loans I should like to work one case to the end: a ${noun} of ${museum.name} that came to harm while lent out (${harm}, found on ${spoken(day)}). ${pointer}`,
      `As auditor I am to check what should have been paid when ${harm} was found on ${spoken(day)} on a ${noun} lent by ${museum.name}. ${pointer}`,
      `My late father was an adjuster, and among his papers is a half-finished report on ${harm} on a ${noun} lent by ${museum.name}, found on ${spoken(day)}. ${pointer} I should like to finish the sum for him.`,
      `Please check a settlement for us before it is signed. The object, a ${noun} belonging to ${museum.name}, was out on loan when ${harm} was found on ${spoken(day)}. ${pointer}`,
      `“${cap(harm)}”: that is all that the borrower wrote on ${spoken(day)} about a ${noun} of ${museum.name}. ${pointer}`,
    ]);
  const questions = rng
    .fork('questions')
    .pick([
      'From the museum’s archive, going by its collections policy: which number did the object bear on that day, under which loan (its number) was it out, the value of which day was covered, what was that value, and what did the borrower’s insurers have to pay?',
      'Work it out from the museum’s own records and by its collections policy: the number that the object bore on the day of the damage, the number of the loan, the day whose value counts, that value, and the sum left for the borrower’s insurers after the museum’s own share.',
      'What I need from the archive, under the museum’s collections policy as it applied to this loan: the object’s number on that day, the loan’s number, the day on which the value counts, the value in force on it, and what the borrower’s insurers owe.',
    ]);
  const rules = rng
    .fork('rules')
    .pick([
      'Sums in whole pounds, dates as YYYY-MM-DD.',
      'Give pounds as whole numbers and the day as YYYY-MM-DD.',
      'Whole pounds, please, and the date as YYYY-MM-DD.',
    ]);
  const sources = rng
    .fork('sources')
    .pick([
      'Cite in `sources` every record that the result cannot do without: what connects the numbers, the papers of the loan, the policy in the wording that applied, what fixed the value, and whatever took away a record that would else have counted. More about this object, loan or policy may be cited.',
      'In `sources` name each record without which the result could not be reached or would come out differently, be it that it settles a point or that it removes another that would have settled it. Further records on this object, its loan or the policy do no harm.',
      'List in `sources` the records that carry the result (numbers, loan, wording of the policy, value) and those that cancel what would otherwise carry it. I do not mind more of them, as long as they concern this object, this loan or the policy.',
    ]);
  return `${opening}\n\n${questions} ${rules}\n\n${sources}`;
}

function cap(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
