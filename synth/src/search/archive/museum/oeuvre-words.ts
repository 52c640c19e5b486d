/** Requests for the list of one maker's works, as people write them: cataloguers, lecturers, heirs, curators of a show. */
import type { Rng } from '@touchstone/contracts';
import { makersOf } from './found.ts';
import type { Day, Museum } from './museum.ts';
import { long } from './records/writer.ts';

export function oeuvreWords(museum: Museum, { maker: index }: { maker: number }, day: Day, rng: Rng): string {
  const maker = museum.makers[index]!;
  const pictures = index <= makersOf('P', museum.makers.length).to;
  const things = pictures ? 'pictures' : 'pieces';
  const when = long(day);
  const opening = rng
    .fork('opening')
    .pick([
      `I am compiling the catalogue of ${maker} and have reached ${museum.name}. The older literature counts its ${things} as they were on ${when}, and I must do the same.`,
      `On ${when} the heirs of ${maker} signed a settlement over “all works by ${maker} then in ${museum.name}”. We have to draw up the list.`,
      `A lecturer told her audience on ${when} that ${museum.name} owned more by ${maker} than anybody knew. I should like to know what was true on that day.`,
      `We plan to rebuild, as it could have been shown on ${when}, all that ${museum.name} held by ${maker}.`,
      `${museum.name.charAt(0).toUpperCase()}${museum.name.slice(1)} printed a leaflet on ${maker} that went to press on ${when}; I suspect that it listed the wrong ${things}.`,
      `For an insurance dispute I need the works that counted as by ${maker} at ${museum.name} on ${when}, no more and no fewer.`,
      `Two guidebooks disagree about what ${museum.name} had by ${maker}. Both were sold on ${when}, so let that be the day.`,
    ]);
  const question = rng
    .fork('question')
    .pick([
      `Which objects of the collection counted on that day, by the collections policy, as by ${maker} in person (not workshop, circle, after, or merely attributed)? Which of them had come to that name last by a decision of the committee, and when was that decided?`,
      `Please list what was in the collection on that day and was then given to ${maker} without any qualification, going by the museum’s collections policy. Of these, which one owed the name to the most recent decision of the Collections Committee, and what was the day of that meeting?`,
      `By the museum’s own policy, what did it hold that day as “by ${maker}”, leaving out workshop, circle, “after” and “attributed to”? And which of these was the latest to be so named by the committee, and on which day?`,
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
      'Cite in `sources`, for each object on the list, the card, or the note and the minutes that accepted it, minutes that rescinded a later acceptance, and the concordance sheets, slips and notices between the number in those records and that of the day; and for every object that a card or an accepted note had given to the same maker but that does not belong on the list, what took it away: the later note with its minutes, the minutes that rescinded, or the deaccession. If numbers changed between the two, cite what connects them. Anything else on these objects, notes or the maker may be cited too.',
    ]);
  return `${opening}\n\n${question} ${rules}\n\n${sources}`;
}
