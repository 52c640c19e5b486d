/** What the questions about sets of lives sound like. Every part has several wordings; all say the same rules. */
import type { Rng } from '@touchstone/contracts';
import { monthNames } from '../facts/months.ts';
import type { KnownSet } from './lives-questions.ts';
import type { PeopleScope } from './people-sets.ts';
import type { Milestone, Work } from './vital-index.ts';
import { bareTitle, languageNames, makerInWords, milestoneInWords, placeInWords } from './words.ts';

/** `who were born in 1877`, without the rule about days. */
function scopeInWords({ scope, via }: KnownSet): string {
  const { kind, from, to, month, place } = scope;
  if (via)
    return kind === 'born'
      ? `who were born in the same year as the ${makerInWords(via.work.description)} of “${bareTitle(via.work.title)}” (who counts too)`
      : `who died in the same year as the ${makerInWords(via.work.description)} of “${bareTitle(via.work.title)}” (who counts too)`;
  const monthName = month === null ? '' : (monthNames.en[month - 1] as string);
  const article = /^[AO]/.test(monthName) ? 'an' : 'a';
  switch (kind) {
    case 'born':
      return from === to ? `who were born in ${from}` : `who were born in ${from} or ${to}`;
    case 'died':
      return from === to ? `who died in ${from}` : `who died in ${from} or ${to}`;
    case 'bornmonth':
      return `who were born in ${article} ${monthName} of the years ${from} to ${to} (both included)`;
    case 'diedmonth':
      return `who died in ${article} ${monthName} of the years ${from} to ${to} (both included)`;
    case 'bornat':
      return `who were born in ${placeInWords(place as string)} in the years ${from} to ${to} (both included)`;
  }
}

/** Nobody clears rights of people who died before. */
const rightsFrom = 1920;

function reasons({ kind, from, to, month, place }: PeopleScope): string[] {
  const monthName = month === null ? '' : (monthNames.en[month - 1] as string);
  const label = from === to ? String(from) : `${from} and ${to}`;
  switch (kind) {
    case 'born':
      return [
        `Our radio station fills its evenings with portraits by year of birth, and the next evening belongs to ${label}.`,
        `One wall in our exhibition on generations is for those born in ${label}.`,
        `For a talk about growing up in the same years I want to treat everybody born in ${label} as one school class.`,
        `I edit small books of portraits by year of birth, and the one for ${label} goes to the printer next.`,
        `A genealogists' club has asked me for a page about well-known people of one age group, those of ${label}.`,
        `The library wants a shelf ready for the anniversaries of people born in ${label}.`,
        `My thesis follows the people born in ${label} through whatever happened to them.`,
      ];
    case 'died':
      return [
        `We are setting the obituary page of an almanac for ${label}.`,
        `An orchestra plans a memorial concert for the dead of ${label}.`,
        `For a history podcast I am writing the episode “Who left us in ${label}”.`,
        ...(from >= rightsFrom
          ? [
              `Rights in most works lapse so many years after death, and our archive is clearing the names of ${label}.`,
            ]
          : []),
        `A cemetery association prints a leaflet each year; this one is about deaths in ${label}.`,
        `In a seminar on farewells we go through deaths by the calendar, and we have come to ${label}.`,
        `Someone wants to paint a group portrait of people whose lives ended in ${label}.`,
      ];
    case 'bornmonth':
      return [
        `The ${monthName} sheet of our wall calendar shows birthdays of one decade, ${from} to ${to}.`,
        `A care home celebrates ${monthName} with famous birthdays, this time from the years ${from} to ${to}.`,
        `I am testing the old idea that people born in ${monthName} live longer, decade by decade; now ${from} to ${to}.`,
        `A greeting-card publisher plans a ${monthName} set of people born between ${from} and ${to}.`,
        `Birthdays in ${monthName}: that is the quiz round I have to write, limited to ${from} to ${to}.`,
        `For the ${monthName} issue of a school paper we look at children of the years ${from} to ${to}.`,
      ];
    case 'diedmonth':
      return [
        `The ${monthName} sheet of a memorial calendar is to cover deaths of the years ${from} to ${to}.`,
        `Each month our choir remembers the dead of one decade; for ${monthName} it is ${from} to ${to}.`,
        `I collect last letters and have reached those written before a death in ${monthName}, years ${from} to ${to}.`,
        `A medical historian wonders about deaths in ${monthName} and wants the years ${from} to ${to} looked through.`,
        `Our commemorative stamps for ${monthName} go by date of death, and the decade is ${from} to ${to}.`,
        `What the ${monthName} deaths of the years ${from} to ${to} have in common is the puzzle of this month's newsletter.`,
      ];
    case 'bornat': {
      const town = placeInWords(place as string);
      return [
        `A walking tour of ${town} is to stop at the birthplaces of one stretch of years, ${from} to ${to}.`,
        `The town museum of ${town} wants a room about its children of the years ${from} to ${to}.`,
        `I am writing a novel set in ${town} and would like its real natives, born ${from} to ${to}, to pass in the street.`,
        `Plaques are to go up in ${town} for people born there from ${from} to ${to}.`,
        `Natives of ${town} who made a name, births ${from} to ${to}: that is my chapter of a city history.`,
        `For a reunion of twin towns I speak about people whom ${town} gave to the world in the years ${from} to ${to}.`,
      ];
    }
  }
}

/** Reasons to go from a work to the years of its maker; what one does with a film one does not do with a treatise. */
function chainReasons(work: Work, kind: 'born' | 'died'): string[] {
  const name = `“${bareTitle(work.title)}”`;
  const maker = makerInWords(work.description);
  const [staged, read] = [stageMakers.has(maker), readMakers.has(maker)];
  return kind === 'born'
    ? [
        `I teach ${name} and like to show who shared a birth year with its ${maker}.`,
        `A podcast on ${name} ends with a round about people exactly as old as its ${maker}.`,
        `Who else came into the world when the ${maker} of ${name} did?`,
        `A timeline for ${name} in our library begins with the birth of its ${maker}, and others born that year are to stand beside it.`,
        ...(read
          ? [
              `Our reading circle has just done ${name} and now wants to meet the contemporaries of its ${maker}.`,
              `The afterword to a new edition of ${name} is to place its ${maker} among people of the same age.`,
            ]
          : []),
        ...(staged
          ? [
              `The programme booklet for ${name} has a page “Born the same year”.`,
              `In the foyer, beside the poster for ${name}, we hang portraits of its ${maker}’s age group.`,
            ]
          : []),
      ]
    : [
        `The year in which the ${maker} of ${name} died is the frame of my essay on endings.`,
        `Who else died when the ${maker} of ${name} did? That is the question of a radio hour.`,
        `I collect obituaries and file them by year; the folder is the one with the ${maker} of ${name}.`,
        `A memorial evening joins the ${maker} of ${name} with others of the same year of death.`,
        `For a seminar on ${name} I look at the deaths of the year in which its ${maker} died.`,
        ...(staged
          ? [`Our season closes with ${name}, and the booklet has a page “They left in the same year”.`]
          : []),
      ];
}

const stageMakers = new Set(['director', 'playwright', 'composer']);
const readMakers = new Set(['author', 'poet', 'playwright']);

function reasonsFor({ scope, via }: KnownSet): string[] {
  return via ? chainReasons(via.work, scope.kind as 'born' | 'died') : reasons(scope);
}

const rules = (scope: string) => [
  `Take all people with an article in the French part of this collection ${scope}, provided that the article gives day, month and year of both birth and death; anybody with a date that is missing, incomplete or in doubt stays out.`,
  `Count all people in the French part of this collection ${scope} and whose article states full dates (day, month, year) of birth and of death; people with incomplete or doubtful dates do not count.`,
  `I mean the people ${scope} according to their French article here, but only where that article has the exact day of birth and the exact day of death.`,
  `Please work from the French articles of this collection and take those people ${scope}; somebody whose exact day of birth or of death the article does not give, or gives with a doubt, is left out.`,
];

const ages = [
  'Ages are in full years, counted from the dates as the articles print them.',
  'Count ages in completed years, and take the dates as printed.',
  'An age is the number of birthdays completed, by the printed dates.',
];

const names = [
  'Write names as the titles of the French articles.',
  'Give names as the French articles are titled.',
  'For names use the titles of the French articles.',
];

const cite = [
  'Cite in `sources` the French article on each of the people counted, and nothing else.',
  'In `sources` list the French articles on all of these people and no other page.',
  'List in `sources` the French articles on all people of the set, only those.',
];

export function tellExtreme(set: KnownSet, which: 'longest' | 'shortest', rng: Rng): string {
  const rule = rng.pick(rules(scopeInWords(set)));
  const wanted =
    which === 'longest'
      ? rng.pick([
          'Who of them lived longest (`person`), how old did that person become (`age`), and how many people are in the set (`people`)?',
          'Which of them had the longest life (`person`)? Give the age reached (`age`) and the number of people compared (`people`).',
          'I need the one who reached the greatest age (`person`), that age (`age`), and how many of them there are (`people`).',
        ])
      : rng.pick([
          'Whose life was the shortest (`person`), at what age did it end (`age`), and how many people are in the set (`people`)?',
          'Which of them died youngest (`person`)? Give the age at death (`age`) and the number of people compared (`people`).',
          'I need the one who had the fewest years (`person`), the age at death (`age`), and how many of them there are (`people`).',
        ]);
  return [rng.pick(reasonsFor(set)), rule, wanted, rng.pick(ages), rng.pick(names), rng.pick(cite)].join(' ');
}

export function tellAlive(set: KnownSet, milestone: Milestone, rng: Rng): string {
  const language = languageNames[milestone.language] as string;
  const day = milestoneInWords(milestone);
  const hinge = rng.pick([
    `One day matters to me, the day on which ${day}; take its date from the ${language} article of that title.`,
    `I want a cross-section of them at one moment: the day on which ${day}, as the ${language} article “${milestone.title}” dates it.`,
    `What interests me is who was around on the day on which ${day}. For the date go by the ${language} article “${milestone.title}”.`,
    `Let the clock stop on the day on which ${day}; the ${language} article says when that was, and no other version counts.`,
    `I divide them by one day, that on which ${day}, and take its date from the ${language} article “${milestone.title}”.`,
  ]);
  const wanted = rng.pick([
    'Who of them was alive on that day (`alive`), who was the youngest of these (`youngest`) and how old (`age`), and how many people are in the whole set, alive that day or not (`people`)?',
    'Name those who were then living (`alive`), the youngest among them (`youngest`) with the age that day (`age`), and the size of the whole set, the dead and the unborn included (`people`).',
    'Which of them lived to see it (`alive`)? Who was then the youngest (`youngest`), at what age (`age`)? And how many people did you have to look at, living that day or not (`people`)?',
  ]);
  const sources = rng.pick([
    'Cite in `sources` the French article on each of the people of the set and the article with the day, nothing else.',
    'List in `sources` the article that gives the day and the French articles on everybody in the set, and no other page.',
  ]);
  return [
    rng.pick(reasonsFor(set)),
    rng.pick(rules(scopeInWords(set))),
    hinge,
    wanted,
    rng.pick(ages),
    rng.pick(names),
    sources,
  ].join(' ');
}

export function tellBetween(set: KnownSet, [one, other]: readonly [Milestone, Milestone], rng: Rng): string {
  const told = (milestone: Milestone) =>
    `${milestoneInWords(milestone)} (${languageNames[milestone.language]} article)`;
  const hinge = rng.pick([
    `Two days frame it: the day on which ${told(one)}, and the day on which ${told(other)}; the articles named give the dates.`,
    `I am after those who saw both the day on which ${told(one)} and the day on which ${told(other)}, as these articles date them.`,
    `Please look up on which day ${told(one)}, and on which day ${told(other)}.`,
    `Compare two moments, the day on which ${told(one)} and the day on which ${told(other)}, each dated by the article named.`,
  ]);
  const wanted = rng.pick([
    'Who of them was alive on both days (`both`), how many full years lie between the two (`years`), and how many people are in the whole set, alive or not (`people`)?',
    'Name those who were living on the earlier day and still on the later one (`both`), the full years from one day to the other (`years`), and the size of the whole set (`people`).',
    'Which of them had been born before the earlier day and had not died by the later one (`both`)? How many full years passed in between (`years`)? And how many people did you have to look at in all (`people`)?',
  ]);
  const sources = rng.pick([
    'Cite in `sources` the French article on each of the people of the set and the two articles with the days, nothing else.',
    'List in `sources` the two articles that give the days and the French articles on everybody in the set, and no other page.',
  ]);
  return [
    rng.pick(reasonsFor(set)),
    rng.pick(rules(scopeInWords(set))),
    hinge,
    wanted,
    rng.pick(names),
    sources,
  ].join(' ');
}
