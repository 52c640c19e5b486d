/** The request as somebody in the scheme's office writes it: what is to be matched, what happened, and the form of the answer. */
import type { Rng } from '@touchstone/contracts';
import { dateOf, longDate } from '../../world/distributions/dates.ts';
import { inWords } from '../../world/documents.ts';
import type { Registry } from './registry.ts';
import type { Request } from './requests.ts';

export function writeInstruction(rng: Rng, registry: Registry, request: Request): string {
  const story = storyOf(rng.fork('story'), registry, request);
  const form = rng.fork('form').pick(forms);
  return `${story}\n\n${form}`;
}

const forms: readonly string[] = [
  'List the exchanges, and in each the transplants with donor number and recipient number. If several sets are equally good by the rulebook, give any one.',
  'Answer with the whole set, exchange by exchange: for every transplant the numbers of donor and recipient. One set is enough where others are as good.',
  'I need every exchange of the set with its transplants (donor number, recipient number). Where the rulebook leaves a choice, choose.',
  'Hand in the exchanges; each is a list of transplants, each of those a donor number and a recipient number. Sets that the rulebook ranks equal are all fine.',
];

function storyOf(rng: Rng, registry: Registry, request: Request): string {
  const day = longDate(dateOf(registry.today));
  const week = longDate(dateOf(registry.surgery));
  const { scheme, runId } = registry;
  switch (request.kind) {
    case 'run':
      return rng.pick([
        `The quarterly matching run of the ${scheme} is due: day of the run ${day}, week of surgery from Monday ${week}. Please find the set of exchanges that our rulebook asks for.`,
        `Our matching software is down and the run of ${day} cannot wait. Which exchanges should the ${scheme} announce? Surgery is in the week of Monday ${week}; the rulebook says what may be matched and what comes first.`,
        `Please prepare the run ${runId} by the rulebook. It counts as of ${day}, and everything in it is operated on in the week that begins on Monday ${week}.`,
        `I have the transplant coordinators on the line tomorrow and no result yet. Take everybody who is active on ${day}, surgery in the week of Monday ${week}, and work out the best set of exchanges under the rulebook of the ${scheme}.`,
      ]);
    case 'altruists': {
      const who = request.donors.map((donor) => personOf(registry, donor)).join(' and ');
      const many = request.donors.length > 1;
      return rng.pick([
        `${who} ${many ? 'have' : 'has'} come forward to give a kidney to anybody who needs one, and ${many ? 'are' : 'is'} in the run of ${day} (surgery in the week of Monday ${week}). Please make that run for the ${scheme}, chains included, by the rulebook.`,
        `Good news for the run of ${day}: ${who} will give to anybody who can use a kidney. Surgery is in the week of Monday ${week}. Please work out the best circles and chains together, as the rulebook of the ${scheme} ranks them.`,
        `Into the run ${runId} go all active pairs and, new this time, ${who}, who ${many ? 'come' : 'comes'} without a recipient. It counts as of ${day}; everything is operated on in the week of Monday ${week}. Which set does the rulebook put first?`,
        `The run of ${day} is the first in a year with ${many ? 'donors' : 'a donor'} who ${many ? 'have' : 'has'} no recipient: ${who}. Week of surgery: from Monday ${week}. Find the set of exchanges and chains that the rulebook puts first.`,
        `For ${runId} (day of the run ${day}, surgery in the week of Monday ${week}) we can use chains, because ${who} would give to a stranger. Which circles and chains does the rulebook of the ${scheme} ask for, all together?`,
      ]);
    }
    case 'donor-out': {
      const who = personOf(registry, request.donor);
      return rng.pick([
        `We announced ${runId} this morning (day of the run ${day}, surgery in the week of Monday ${week}), and now ${who} has withdrawn. The system does not know it yet. Please choose the set again as the rulebook says for such a case; give the whole new set, with what stays.`,
        `${who} was found to have a kidney stone at the last check and cannot give. ${runId}, run on ${day} for the week of Monday ${week}, is already announced and has to be put right under the rulebook. I need the complete set as it should be now.`,
        `${runId} has a hole: ${who} is out for good, which nobody has entered so far. Day of the run ${day}, surgery in the week of Monday ${week}. What is the set now, by the rule for changes after the announcement? Please list all of it.`,
      ]);
    }
    case 'positive': {
      const donor = personOf(registry, request.donor);
      const { name, id } = registry.recipients[request.recipient]!;
      return rng.pick([
        `The laboratory has repeated the crossmatch of ${donor} with ${name} (${id}): positive. It was an announced transplant of ${runId} (day of the run ${day}, surgery in the week of Monday ${week}), and the result is not in the system yet. Please choose again under the rule for changes after the announcement and give me the whole set.`,
        `One transplant of ${runId} will not happen: ${donor} to ${name} (${id}). They were crossmatched again today and the result, positive, is on my desk, not in the system. The run was of ${day}, for the week of Monday ${week}, and is announced. Please give me the complete set that the rulebook asks for now.`,
        `Please redo ${runId} after the announcement. Day of the run ${day}, surgery in the week of Monday ${week}. The reason is a positive crossmatch, reported an hour ago and not entered yet, between ${donor} and ${name} (${id}), who were to be donor and recipient.`,
        `${name} (${id}) turns out to be crossmatch-positive with ${donor}, so that transplant of ${runId} cannot be done. The test is of today and still on paper. The run was made on ${day} for the week of Monday ${week}. What is the set now? Give all of it, with what stays.`,
      ]);
    }
    case 'fewer-slots': {
      const { name, id } = registry.centres[request.centre]!;
      const slots =
        request.slots === 0
          ? 'no transplant at all'
          : `only ${inWords(request.slots)} transplant${request.slots > 1 ? 's' : ''} of ours`;
      return rng.pick([
        `${name} (${id}) has a flooded theatre and can do ${slots} in the week of Monday ${week}; donors can still be operated on there. ${runId} (day of the run ${day}) is announced with more than that. The new figure is not in the system. Please choose the set again as the rulebook says, complete.`,
        `There is water damage at ${name} (${id}). For the week of Monday ${week} the hospital offers us ${slots} where the system still shows more; donors who are there can have their operation as planned. That upsets ${runId}, run on ${day} and already announced. Which set does the rule for changes give now? I need it complete.`,
        `${runId} no longer fits: ${name} (${id}) told us that in the week of surgery, from Monday ${week}, it can do ${slots}, and the announced set has more there. Nothing else changes, donor operations included; day of the run is ${day}. Choose again by the rulebook and list the whole set.`,
        `Two surgeons at ${name} (${id}) are ill: in the week of surgery, from Monday ${week}, the centre takes ${slots}. Its slots in the system are out of date, donor operations are not affected. ${runId} was run on ${day} and announced; what should the whole set be now, under the rule for changes?`,
      ]);
    }
  }
}

function personOf({ donors }: Registry, donor: number): string {
  return `${donors[donor]!.name} (${donors[donor]!.id})`;
}
