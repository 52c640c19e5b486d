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
    .pick([
      [story, ask, form],
      [desk, story, ask, form],
      [story, `${desk} ${ask}`, form],
    ] as const)
    .join('\n\n');
}

const desks: readonly ((company: string) => string)[] = [
  (company) => `I am the duty planner at ${company} this week.`,
  (company) => `I keep the roster at ${company} and have to send out corrections tonight.`,
  (company) => `You have the crew office's system of ${company} in front of you.`,
];

const asks: readonly ((counts: string) => string)[] = [
  (counts) =>
    `The roster is published and people have made plans around it, so please find the smallest repair: ${counts} The crew handbook holds for the whole roster after your changes, also for those you do not touch.`,
  (counts) =>
    `Work out how to put the roster right under the crew handbook (all of it, for everybody on the roster, not only for those you move). Every change costs us goodwill: ${counts}`,
  (counts) =>
    `What I need is a set of changes after which the whole roster keeps the crew handbook again. ${capital(counts)}`,
];

const forms: readonly string[] = [
  'Give me the list of changes, each with the duty, the position, who comes out and who goes in (their numbers, not names).',
  'Answer with the changes only: duty, position, crew member out, crew member in, by number.',
  'List each changed place as duty, position, crew number out, crew number in. If several lists are equally good, any of them will do.',
];

function countsOf(rng: Rng, company: Company, event: Event): string {
  const exempt =
    event.kind === 'away'
      ? `, ${event.crew.map((id) => surname(company, id)).join(' and ')} not counted`
      : '';
  return rng.pick([
    `as few changed places as possible, and among the repairs with the fewest, one that touches as few people as possible (everybody who comes out of or goes into a place, once each${exempt}).`,
    `first keep the number of changed places as low as it can be, then the number of different people who lose or gain a place${exempt}.`,
  ]);
}

function storyOf(rng: Rng, company: Company, event: Event): string {
  const span = spanOf(rng, event);
  switch (event.kind) {
    case 'away': {
      const people = event.crew.map((id) => introduce(company, id));
      return event.crew.length === 1
        ? rng.pick<(who: string, short: string) => string>([
            (who) =>
              `${who} slipped on the car deck and is signed off ${span}. That leaves open every place held in those days.`,
            (who) =>
              `${who} rang in with the flu. The doctor's note runs ${span}; all duties in that time have to be covered.`,
            (who) => `Jury service: ${who} is summoned ${span} and cannot sail on any of those days.`,
            (who) =>
              `${who} has been given compassionate leave ${span}. It is not in the leave list yet, but it stands.`,
          ])(people[0]!, surname(company, event.crew[0]!))
        : rng.pick<(who: string) => string>([
            (who) => `${who} both have norovirus and may not come aboard ${span}.`,
            (who) =>
              `${who} were in the same car when it went off the road; nobody is badly hurt, but neither can sail ${span}.`,
            (who) => `The court wants ${who} as witnesses to the collision last year. Both are away ${span}.`,
          ])(people.join(' and '));
    }
    case 'suspended': {
      const who = introduce(company, event.crew);
      const paper = paperName[event.certificate];
      return rng.pick([
        `The maritime authority has suspended the ${paper} of ${who} ${span}, pending a re-test. Certificates other than that one are not affected, and ${surname(company, event.crew)} may still be rostered wherever the handbook allows it. The file does not show the suspension yet.`,
        `An audit found that the ${paper} of ${who} was issued on a course that was not recognised. ${capital(span)} it does not count; after that the new one is there. Nothing else in the file changes, and nothing forbids rostering ${surname(company, event.crew)} where that certificate is not asked for.`,
      ]);
    }
    case 'retimed': {
      const vessel = vesselOf(company, event.vessel);
      const usual = company.duties.find(
        (duty) => company.vessels[duty.vessel]!.id === event.vessel && duty.kind === event.duty,
      )!;
      const what =
        event.signOffLater > 0
          ? `the ${event.duty} duties of ${vessel} sign off at ${time(usual, usual.off + event.signOffLater)} instead of ${time(usual, usual.off)}; sign-on stays as it is`
          : `the ${event.duty} duties of ${vessel} sign on at ${time(usual, usual.on - event.signOnEarlier)} instead of ${time(usual, usual.on)}; sign-off stays as it is`;
      return rng.pick([
        `Because of dredging in the harbour we have new times ${span}: ${what}. This applies to every such duty in those days. The system still has the old times.`,
        `The linkspan is being repaired ${span}. In those days ${what}. Nothing of this is in the system yet, neither the times nor any change of crew.`,
        `For the island games the timetable moves ${span}: ${what}. I have not entered the new times yet, but they are fixed.`,
      ]);
    }
    case 'replaced': {
      const vessel = vesselOf(company, event.vessel);
      const by = vesselOf(company, event.by);
      return rng.pick([
        `${vessel} goes into dry dock early. ${capital(span)} all its duties are sailed by the spare vessel ${by}, same times, same places. The system still shows ${event.vessel}.`,
        `A fouled propeller takes ${vessel} out of service ${span}; ${by} takes over its duties unchanged in time and manning. Duties in the system still carry the old vessel.`,
      ]);
    }
  }
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
    `from ${weekdayName(from)} ${dayAndMonth(from)} to ${weekdayName(to)} ${longDate(to)}, both days included`,
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
