/** Requests for an audit of what a house borrowed, as people write them: treasurers, auditors, registrars, lawyers. */
import type { Rng } from '@touchstone/contracts';
import { monthsAfter, spoken, type Day } from '../days.ts';
import type { Museum } from './museum.ts';
import { nameOn } from './truth.ts';

export function lateWords(
  museum: Museum,
  { borrower, months }: { borrower: number; months: number },
  day: Day,
  rng: Rng,
): string {
  const end = monthsAfter(day, months) - 1;
  const house = nameOn(museum.borrowers[borrower]!.names, end).name;
  const span = `from ${spoken(day)} to ${spoken(end)}`;
  const opening = rng
    .fork('opening')
    .pick([
      `As treasurer of ${museum.name} I found a remark that late returns were never charged to the ${house}. Before I write to them I want to know what they would have owed for the years ${span}.`,
      `The ${house} asks for better terms and says that it always returned things on time. I should like to check that for the time ${span}, in the archive of ${museum.name}.`,
      `I am auditing the loans of ${museum.name}. This sheet concerns the ${house} and everything that left for it ${span}.`,
      `We, the ${house}, are putting our old loan files in order and have lost those of what ${museum.name} lent us ${span}. Its archive must have them.`,
      `For a paper on how county museums lent to each other I count one pair: ${museum.name} as lender, the ${house} as borrower, ${span}.`,
      `There is a claim before the court about charges for late return that ${museum.name} never collected from the ${house}; it covers what was sent ${span}.`,
      `Somebody proposes to waive all that the ${house} may still owe ${museum.name} for late returns. The trustees want the figure first, for consignments ${span}.`,
    ]);
  const question = rng
    .fork('question')
    .pick([
      'How many objects really left for that house in this span, which of the consignments came back late and by how many days, and what charge did the collections policy put on each and on all together?',
      'Please find the number of objects that actually went, list every consignment that came back after its day of return with the days it was late and the charge under the collections policy, and add the charges up.',
      'I need three things: the count of objects that in fact travelled, a list of the loans returned late (days late, charge by the collections policy), and the sum of the charges.',
    ]);
  const rules = rng
    .fork('rules')
    .pick([
      'Take each loan whose consignment left the museum within the span, first and last day included, whatever name the house then had and whenever it came back. Loans by their numbers; days late run from the day after the day of return to the day of receipt, both included; charges in whole pounds.',
      'A loan belongs here if its consignment left the museum on a day of the span (first and last day count), under any name of the house. Give loans by number, lateness as the days from the one after the day of return up to and including the day of receipt, and charges in whole pounds.',
    ]);
  const sources = rng
    .fork('sources')
    .pick([
      'Cite in `sources`, for every loan counted, agreement, despatch note and any slip that withheld an object; receipt and last extension of the late ones; the extension that kept a loan from being late; the article on late return in each wording applied; and any change of name or revocation without which the result would differ. More on these loans or the policy may be cited.',
      'In `sources` I expect the records that the figures cannot do without: what shows that a loan belongs here and how many objects went; for each late one when it was due at last and when it came; for others the extension that alone kept them from being late; the wordings of the article that were applied; and a change of name or a revocation if it matters. Further papers of these loans and of the policy do no harm.',
    ]);
  return `${opening}\n\n${question} ${rules}\n\n${sources}`;
}
