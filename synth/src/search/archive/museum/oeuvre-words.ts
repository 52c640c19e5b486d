/** Requests for the list of one maker's works, as people write them: cataloguers, lecturers, heirs, curators of a show. */
import type { Rng } from '@touchstone/contracts';
import { spoken, type Day } from '../days.ts';
import { makersOf } from './found.ts';
import type { Museum } from './museum.ts';

export function oeuvreWords(museum: Museum, { maker: index }: { maker: number }, day: Day, rng: Rng): string {
  const maker = museum.makers[index]!;
  const pictures = index <= makersOf('P', museum.makers.length).to;
  const things = pictures ? 'pictures' : 'pieces';
  const when = spoken(day);
  const opening = rng
    .fork('opening')
    .pick([
      `I am compiling the catalogue of ${maker} and have reached ${museum.name}. The last catalogue counted its ${things} as they stood on ${when}, and I must begin from the same list.`,
      `On ${when} the heirs of ${maker} signed a settlement over “all works by ${maker} then in ${museum.name}”. We have to draw up the list.`,
      `A lecturer told her audience on ${when} that ${museum.name} owned more by ${maker} than anybody knew. I should like to know what was true on that day.`,
      `We plan to rebuild, as it could have been shown on ${when}, all that ${museum.name} held by ${maker}.`,
      `${museum.name.charAt(0).toUpperCase()}${museum.name.slice(1)} printed a leaflet on ${maker} that went to press on ${when}; I suspect that it listed the wrong ${things}.`,
      `For an insurance dispute I need the works that counted as by ${maker} at ${museum.name} on ${when}, no more and no fewer.`,
      `Two guidebooks disagree about what ${museum.name} had by ${maker}. I go by the day of the newer one, ${when}.`,
    ]);
  const question = rng
    .fork('question')
    .pick([
      `Which objects of the collection counted on that day, by the collections policy, as by ${maker} in person (not workshop, circle, after, or merely attributed)? Which of them owed the name to the committee’s latest acceptance, and when did it accept? (A name that came back because another was rescinded is not meant.)`,
      `Please list what was in the collection on that day and was then given to ${maker} without any qualification, going by the collections policy. For which of these had the Collections Committee most recently accepted that name, and on what day? A rescinding that merely restored the name is no acceptance.`,
      `By the museum’s own policy, what did it hold that day as “by ${maker}”, leaving out workshop, circle, “after” and “attributed to”? And among these, which is the one whose proposal the committee had accepted last, and on which day? Names that were only restored by a rescinding do not count for this.`,
    ]);
  const rules = rng
    .fork('rules')
    .pick([
      'Give the numbers that the objects bore on that day, and the date as YYYY-MM-DD.',
      'Numbers as they were on that day, please; date as YYYY-MM-DD.',
    ]);
  const sources = rng
    .fork('sources')
    .pick([
      'Cite in `sources` what the list stands on. For each object: the card, or the note with the minutes that accepted it; minutes that rescinded a later acceptance; and what connects the number there with the number of that day. What took other objects away from this maker may be cited, as may more on these objects or the maker, but need not be.',
      'In `sources` name, for each object listed, the record that gives it to the maker (card, or note and accepting minutes), any rescinding that restored that, and what leads from the number used there to that of the day. I need no papers on objects that are not on the list; they and further records on these objects or the maker do no harm.',
    ]);
  return `${opening}\n\n${question} ${rules}\n\n${sources}`;
}
