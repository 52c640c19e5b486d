/**
 * The crew handbook of an item: which rules are in it, in which wording, under which number. Each clause carries the
 * pattern by which the reference program finds its value. Wording is drawn per item; meaning is fixed by `rules.ts`.
 */
import type { Rng } from '@touchstone/contracts';
import { inWords } from '../../world/documents.ts';
import { numbered, tellSections, type Handbook, type SectionText } from '../../world/handbook.ts';
import type { Parameters, RuleId } from './rules.ts';

const HOURS = 'Rest and hours';
const WHO = 'Who may sail';
const ABOARD = 'The crew of a duty';
const AWAY = 'Leave and courses';

const texts: Partial<Record<RuleId, SectionText<Parameters>>> = {
  home: {
    chapter: WHO,
    titles: ['Home port', 'Where you sail from'],
    texts: [
      'Crew sail only on duties of their home port. We do not lend crew between ports, not even for a day.',
      'A duty is manned by people whose home port is the port of the duty. Travel between ports is not rostered.',
    ],
  },
  licence: {
    chapter: WHO,
    titles: ['Licences', 'Licence for the place held'],
    texts: [
      'The licence, not the rank, decides what somebody may do. The master needs a master licence; the mate needs a mate licence or a master licence; the engineer needs an engineer licence; both deck places need a seafarer card. It must be valid on the day of the duty; the first and the last day of validity count.',
      'Each place asks for a paper that is valid on the day itself (first and last day included): master, a master licence; mate, a mate or a master licence; engineer, an engineer licence; deck_1 and deck_2, a seafarer card. Rank alone gives no right to a place, and a renewed licence counts only from its own first day.',
    ],
  },
  medical: {
    chapter: WHO,
    titles: ['Medical certificate', 'Fitness'],
    texts: [
      'Nobody sails without a medical certificate that is valid on the day of the duty, first and last day included. There is no period of grace between an old certificate and its renewal.',
      'Whoever is aboard holds a medical certificate valid on that day (from its first to its last day). A gap between two certificates is a gap: no duty may fall into it.',
    ],
  },
  familiar: {
    chapter: WHO,
    titles: ['Vessel familiarisation', 'Sign-off for the vessel'],
    texts: [
      'Everyone aboard must have been signed off for that vessel. A sign-off serves for {months} months, up to and including the same date; after that the vessel counts as unknown until a new sign-off.',
      'A person sails on a vessel only with a sign-off for it that is no older than {months} months on the day of the duty (the same date {months} months later is the last good day). This holds for the spare vessel too.',
    ],
    value: ({ familiarMonths }) => ({ months: inWords(familiarMonths) }),
  },
  'one-duty': {
    chapter: HOURS,
    titles: ['One duty a day', 'Duties in a day'],
    texts: ['Nobody holds more than one place on any day.', 'One person, one day, one duty, in one place.'],
  },
  rest: {
    chapter: HOURS,
    titles: ['Rest between duties', 'Daily rest'],
    texts: [
      'From the sign-off of a duty to the sign-on of the next day of duty there are at least {hours} hours. Exactly {hours} hours is enough.',
      'Rest between the duties of two days is never shorter than {hours} hours, counted from sign-off to sign-on.',
      'Whoever signs off may sign on again on a later day only when {hours} full hours have passed.',
    ],
    value: ({ restMinutes }) => ({ hours: inWords(restMinutes / 60) }),
  },
  run: {
    chapter: HOURS,
    titles: ['Days in a row', 'Longest stretch'],
    texts: [
      'Nobody has a duty on more than {days} days in a row; a day without a duty must follow.',
      'After {days} consecutive days with a duty comes at least one day without. Leave and courses are days without a duty.',
    ],
    value: ({ runDays }) => ({ days: inWords(runDays) }),
  },
  'week-hours': {
    chapter: HOURS,
    titles: ['Weekly hours', 'Hours in a week'],
    texts: [
      'The duties of one person from Monday to Sunday come to at most {hours} hours together, each counted from sign-on to sign-off.',
      'No week (Monday to Sunday) holds more than {hours} hours of duty for anybody. A duty lasts from sign-on to sign-off.',
    ],
    value: ({ weekMinutes }) => ({ hours: inWords(weekMinutes / 60) }),
  },
  relief: {
    chapter: HOURS,
    titles: ['Relief contracts', 'Relief crew'],
    texts: [
      'Crew on a relief contract have at most {duties} duties from Monday to Sunday.',
      'Relief crew may be called for no more than {duties} duties in any week from Monday to Sunday.',
    ],
    value: ({ reliefDuties }) => ({ duties: inWords(reliefDuties) }),
  },
  leave: {
    chapter: AWAY,
    titles: ['Approved leave', 'Days away'],
    texts: [
      'No duty falls on a day of approved leave or an approved course, whatever its kind. A request that is not approved, or was withdrawn, blocks nothing.',
      'Approved leave and approved courses are kept free of duties from the first to the last day. Requests still open and requests withdrawn do not count.',
    ],
  },
  eve: {
    chapter: AWAY,
    titles: ['The evening before', 'Day before leave'],
    texts: [
      'On the day before approved leave or an approved course begins, nobody has a late duty.',
      'Late duties are not given on the eve of the first day of approved leave or of an approved course; early and day duties are.',
    ],
  },
  newcomers: {
    chapter: ABOARD,
    titles: ['Newcomers', 'New colleagues'],
    texts: [
      'There is at most one newcomer on a duty. You are a newcomer from the day you join until the day before the same date {months} months later.',
      'Two newcomers never sail on the same duty. A newcomer is whoever, on the day of the duty, joined less than {months} months ago (on the same date {months} months later one no longer is).',
    ],
    value: ({ newcomerMonths }) => ({ months: inWords(newcomerMonths) }),
  },
  radio: {
    chapter: ABOARD,
    titles: ['Radio watch', 'Radio on the bridge'],
    texts: [
      'On every duty the master or the mate, or both, holds a radio certificate valid on the day.',
      'At least one of master and mate has a radio certificate that is valid on the day of the duty, first and last day included.',
    ],
  },
  'passenger-safety': {
    chapter: ABOARD,
    titles: ['Passenger safety', 'Passenger-safety certificates'],
    texts: [
      'Of those aboard, in whatever place, at least {people} hold a passenger-safety certificate valid on the day of the duty.',
      'Every duty carries at least {people} people, engineers included, whose passenger-safety certificate is valid that day.',
    ],
    value: ({ passengerSafety }) => ({ people: inWords(passengerSafety) }),
  },
};

/** What the handbook says beside the rules; the counting is here. */
const frame: readonly SectionText<Parameters>[] = [
  {
    chapter: 'The roster',
    titles: ['Changing a published roster', 'Changes after publication'],
    texts: [
      'A place on a duty that gets another holder is one changed assignment. Whoever is moved from one place to another leaves a place that must be filled as well. No place stays empty and none is added. All rules of this handbook hold for the whole roster after a change, for everybody.',
      'After publication we count changed assignments: each place on a duty that has another holder than published is one. Every place stays filled by exactly one person, and every rule of this handbook holds on the whole roster afterwards, also for colleagues whom nobody asked.',
    ],
  },
  {
    chapter: 'The roster',
    titles: ['Reading the roster', 'Words used'],
    texts: [
      'A duty is one turn of one vessel on one day, from sign-on to sign-off. Large vessels carry master, mate, engineer and two on deck; small vessels one on deck. The two deck places are of equal weight.',
      'Each duty belongs to one vessel and one day. deck_1 and deck_2 differ in nothing but the name; small vessels have only the first.',
    ],
  },
];

export function writeHandbook(rng: Rng, parameters: Parameters, rules: readonly RuleId[]): Handbook {
  const { entries, patterns } = tellSections(
    rng,
    rules.flatMap((rule) => (texts[rule] ? [[rule, texts[rule]] as const] : [])),
    parameters,
  );
  for (const { chapter, titles, texts: bodies } of frame) {
    const own = rng.fork(titles[0]!);
    entries.push({ chapter, title: own.pick(titles), body: own.pick(bodies) });
  }
  return { sections: numbered(rng, entries), patterns };
}
