/**
 * The request as somebody in the crew office writes it: what happened, when, and what is asked. Every voice says the same
 * things: the dates with their bounds, what is counted and in which order, who does not count, the form of the answer.
 */
import type { Rng } from '@touchstone/contracts';
import { clock } from './rows.ts';
import { dayAndMonth, longDate, weekdayName } from '../../world/distributions/dates.ts';
import type { Company, Crew, Duty } from './company.ts';
import { crewIndex, type Event } from './events.ts';

export function writeInstruction(rng: Rng, company: Company, event: Event): string {
  const story = storyOf(rng.fork('story'), company, event);
  const ask = rng.fork('ask').pick(asks)(countsOf(rng.fork('counts'), company, event));
  const form = rng.fork('form').pick(forms);
  const desk = rng.fork('desk').pick(desks)(company.name);
  return rng
    .fork('order')
    .weighted([
      [[story, `${ask} ${form}`], 3],
      [[`${story} ${ask}`, form], 3],
      [[story, ask, form], 2],
      [[`${desk} ${story}`, ask, form], 1],
      [[story, `${desk} ${ask}`, form], 2],
    ] as const)
    .join('\n\n');
}

const desks: readonly ((company: string) => string)[] = [
  (company) => `I am the duty planner at ${company} this week.`,
  (company) => `I keep the roster at ${company} and have to send out corrections tonight.`,
  (company) => `I look after crewing at ${company}.`,
  (company) => `This is for the published roster of ${company}.`,
  (company) => `My colleague who usually does this for ${company} is on leave, so it falls to you.`,
];

const asks: readonly ((counts: string) => string)[] = [
  (counts) =>
    `The roster is published and people have made plans around it, so please find the smallest repair: ${counts} The crew handbook holds for the whole roster after your changes, also for those you do not touch.`,
  (counts) =>
    `Work out how to put the roster right under the crew handbook (all of it, for everybody on the roster, not only for those you move). Every change costs us goodwill: ${counts}`,
  (counts) =>
    `What I need is a set of changes after which the whole roster keeps the crew handbook again. ${capital(counts)}`,
  (counts) =>
    `Please mend the roster so that nobody on it, moved or not, is left in breach of the crew handbook, and disturb it as little as can be: ${counts}`,
  (counts) =>
    `Can you see who should sail instead? The crew handbook has to be kept throughout, by the whole roster as it then stands. ${capital(counts)}`,
  (counts) =>
    `The union counts what we change after publication, so I want the least there is: ${counts} And of course the whole roster must keep the crew handbook afterwards.`,
];

const forms: readonly string[] = [
  'Give me the list of changes, each with the duty, the position, who comes out and who goes in (their numbers, not names).',
  'Answer with the changes only: duty, position, crew member out, crew member in, by number.',
  'List each changed place as duty, position, crew number out, crew number in. If several lists are equally good, any of them will do.',
  'For every change I need the duty, the position and the two crew numbers, out and in. Any of several equally small repairs will do.',
  'I only need the changed places: duty number, position, number of the one who leaves it, number of the one who takes it.',
];

function countsOf(rng: Rng, company: Company, event: Event): string {
  const exempt =
    event.kind === 'away'
      ? `, ${event.crew.map((id) => surname(company, id)).join(' and ')} not counted`
      : '';
  return rng.pick([
    `as few changed places as possible, and among the repairs with the fewest, one that touches as few people as possible (everybody who comes out of or goes into a place, once each${exempt}).`,
    `first keep the number of changed places as low as it can be, then the number of different people who lose or gain a place${exempt}.`,
    `the number of changed places comes first, and the smaller the better; where it is equal, the repair with fewer people wins (whoever loses or gains a place is one, however often${exempt}).`,
  ]);
}

function storyOf(rng: Rng, company: Company, event: Event): string {
  const span = spanOf(rng, event);
  switch (event.kind) {
    case 'away': {
      const names = event.crew.map((id) => introduce(company, id)).join(' and ');
      return rng.pick(event.crew.length === 1 ? oneAway : twoAway)(names, span);
    }
    case 'suspended':
      return rng.pick(suspended)({
        who: introduce(company, event.crew),
        short: surname(company, event.crew),
        paper: paperName[event.certificate]!,
        span,
      });
    case 'retimed':
      return rng.pick(retimed)(timesOf(company, event), span);
    case 'replaced':
      return rng.pick(replaced)({
        vessel: vesselOf(company, event.vessel),
        id: event.vessel,
        by: vesselOf(company, event.by),
        span,
      });
  }
}

// None of these is leave or a course: the rule about the evening before those must not be drawn in.
const oneAway: readonly ((who: string, span: string) => string)[] = [
  (who, span) =>
    `${who} slipped on the car deck and is off work ${span}. That leaves open every place held in those days.`,
  (who, span) =>
    `${who} rang in with the flu. The doctor's note runs ${span}; all duties in that time have to be covered.`,
  (who, span) => `Jury service: ${who} is summoned ${span} and cannot sail on any of those days.`,
  (who, span) =>
    `Chickenpox in the house, so ${who} may not come aboard ${span}. Others have to sail instead.`,
  (who, span) =>
    `After the near miss at the breakwater ${who} is stood down ${span} while it is looked into: no duties at all.`,
  (who, span) =>
    `I have just had the hospital on the phone. ${who} has broken a wrist and cannot work ${span}; none of it is covered.`,
];

const twoAway: readonly ((who: string, span: string) => string)[] = [
  (who, span) => `${who} both have norovirus and may not come aboard ${span}.`,
  (who, span) =>
    `${who} were in the same car when it went off the road; nobody is badly hurt, but neither can sail ${span}.`,
  (who, span) => `The court wants ${who} as witnesses to last year's collision. Both are away ${span}.`,
  (who, span) => `The naval reserve has called up ${who}, both of them ${span}, and we have to let them go.`,
  (who, span) => `Two at once: ${who} are off sick ${span}, and none of their duties is covered.`,
];

interface SuspendedStory {
  who: string;
  short: string;
  paper: string;
  span: string;
}

const suspended: readonly ((story: SuspendedStory) => string)[] = [
  ({ who, short, paper, span }) =>
    `The maritime authority has suspended the ${paper} of ${who} ${span}, pending a re-test. Certificates other than that one are not affected, and ${short} may still be rostered wherever the handbook allows it. The file does not show the suspension yet.`,
  ({ who, short, paper, span }) =>
    `An audit found that the ${paper} of ${who} was issued on a course that was not recognised. It does not count ${span}; after that the new one is there. Nothing else in the file changes, and nothing forbids rostering ${short} where that certificate is not asked for.`,
  ({ who, short, paper, span }) =>
    `The ${paper} of ${who} was sent in for a correction and is not valid ${span}, whatever our files say. ${short} holds the other papers as before and can take any place that does not need this one.`,
  ({ who, short, paper, span }) =>
    `The issuing office has withdrawn the wrong paper: the ${paper} of ${who} is void ${span}, and we cannot argue them out of it in time. The system still shows it as good. All other certificates stand; ${short} is not off duty, only without that one.`,
];

const retimed: readonly ((what: string, span: string) => string)[] = [
  (what, span) =>
    `Because of dredging in the harbour we have new times ${span}: ${what}. This applies to every such duty in those days. The system still has the old times.`,
  (what, span) =>
    `The linkspan is being repaired ${span}. In those days ${what}. Nothing of this is in the system yet, neither the times nor any change of crew.`,
  (what, span) =>
    `For the island games the timetable moves ${span}: ${what}. I have not entered the new times yet, but they are fixed.`,
  (what, span) =>
    `Spring tides ${span}, and we cannot berth as usual: ${what}. It goes for every such duty in those days, and you will not find it in the system.`,
  (what, span) =>
    `The council has asked for another sailing ${span}, and we agreed. On each of those days ${what}. The duties in the system are still the old ones.`,
];

interface ReplacedStory {
  vessel: string;
  id: string;
  by: string;
  span: string;
}

const replaced: readonly ((story: ReplacedStory) => string)[] = [
  ({ vessel, id, by, span }) =>
    `${vessel} goes into dry dock early. All its duties ${span} are sailed by the spare vessel ${by}, at the same times and with the same positions to fill. The system still shows ${id}.`,
  ({ vessel, by, span }) =>
    `A fouled propeller takes ${vessel} out of service ${span}; ${by} takes over its duties, with times and positions unchanged. Duties in the system still carry the old vessel.`,
  ({ vessel, id, by, span }) =>
    `The surveyor will not pass ${vessel}'s bow door before it is rebuilt. We sail its duties ${span} with ${by} instead; hours and positions stay as they are. I have left ${id} in the system.`,
  ({ vessel, id, by, span }) =>
    `We have to lend ${vessel} to the mainland route ${span}. Its own duties in those days, all of them, fall to ${by}: same hours, same positions. In the system they still stand under ${id}.`,
  ({ vessel, by, span }) =>
    `Generator fire aboard ${vessel}, nobody hurt. ${by} stands in ${span} on every duty it had, hours and positions as planned. Nobody has changed the system yet.`,
];

function timesOf(company: Company, event: Extract<Event, { kind: 'retimed' }>): string {
  const vessel = vesselOf(company, event.vessel);
  const usual = company.duties.find(
    (duty) => company.vessels[duty.vessel]!.id === event.vessel && duty.kind === event.duty,
  )!;
  return event.signOffLater > 0
    ? `the ${event.duty} duties of ${vessel} sign off at ${time(usual, usual.off + event.signOffLater)} instead of ${time(usual, usual.off)}; sign-on stays as it is`
    : `the ${event.duty} duties of ${vessel} sign on at ${time(usual, usual.on - event.signOnEarlier)} instead of ${time(usual, usual.on)}; sign-off stays as it is`;
}

const paperName: Record<string, string> = {
  master_licence: 'master licence',
  mate_licence: 'mate licence',
  engineer_licence: 'engineer licence',
  seafarer_card: 'seafarer card',
  radio: 'radio certificate',
  passenger_safety: 'passenger-safety certificate',
  medical: 'medical certificate',
};

function introduce(company: Company, id: string): string {
  const member = memberOf(company, id);
  return `${member.name} (${id}, ${member.rank} at ${company.ports[member.port]})`;
}

function surname(company: Company, id: string): string {
  return memberOf(company, id).name.split(' ').slice(1).join(' ');
}

function memberOf(company: Company, id: string): Crew {
  return company.crew[crewIndex(company, id)]!;
}

function vesselOf(company: Company, id: string): string {
  const vessel = company.vessels.find((candidate) => candidate.id === id)!;
  return `${vessel.name} (${id})`;
}

function spanOf(rng: Rng, { from, to }: Event): string {
  return rng.pick([
    `from ${weekdayName(from)} ${dayAndMonth(from)} to and including ${weekdayName(to)} ${longDate(to)}`,
    `from ${longDate(from)} up to and including ${longDate(to)}`,
    `from ${dayAndMonth(from)} to ${longDate(to)} inclusive`,
  ]);
}

function time(duty: Duty, at: number): string {
  return clock(at - duty.day * 1440);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
