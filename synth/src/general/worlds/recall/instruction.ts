/**
 * The request as somebody in the quality office writes it: what was found, where, and under which incident. Every voice
 * names what the records do not hold; the rest is in the system and in the procedure.
 */
import type { Rng } from '@touchstone/contracts';
import { dateOf, dayAndMonth, longDate, weekdayName } from '../../world/distributions/dates.ts';
import { incidentId } from './acts.ts';
import type { Incident } from './decide.ts';
import type { Records } from './records.ts';
import { datetime } from './rows.ts';

export function writeInstruction(rng: Rng, records: Records, incident: Incident): string {
  const id = incidentId(records);
  const story = storyOf(rng.fork('story'), records, incident);
  const ask = rng.fork('ask').pick(asks)(id);
  const end = rng.fork('end').pick(ends);
  return rng.fork('order').pick([`${story}\n\n${ask} ${end}`, `${story} ${ask}\n\n${end}`]);
}

const asks: readonly ((id: string) => string)[] = [
  (id) => `The incident is open as ${id}. Please do everything that our recall procedure asks for now.`,
  (id) =>
    `I have opened ${id}. Could you take it through the recall procedure: find what is affected and do what it says about stock, shipments, customers and credits.`,
  (id) => `Please work through ${id} by the recall procedure, from tracing to credits, to the end.`,
  (id) =>
    `It is in the system as ${id}. What the recall procedure asks of us has to be done this afternoon, all of it and nothing beyond it.`,
  (id) => `${id} is yours. Follow the recall procedure as it stands; it was revised, so do not go by habit.`,
  (id) => `Under ${id}, please trace what is affected and carry out the recall procedure on it.`,
  (id) =>
    `The number is ${id}. Nothing has been done yet beyond opening it: tracing, stock, lorries, customers and money are all still to do, by the recall procedure.`,
];

const ends: readonly string[] = [
  'Everything you need is in the system. Leave me two or three lines on what you did.',
  'I am on the road until tonight, so go by what is recorded. A short summary at the end is enough.',
  'When it is done, tell me briefly what you did.',
  'Close with a few lines for the file.',
  'The auditors are here tomorrow: I need a short account of what was done.',
  'I shall be with the authority all afternoon and cannot answer questions; the records are complete. A few lines at the end, please.',
  'Finish with a sentence or two that I can forward to the managing director.',
  'Take what the records say as true and report back in a few lines.',
];

function storyOf(rng: Rng, records: Records, incident: Incident): string {
  switch (incident.kind) {
    case 'finding':
      return finding(rng, records, incident);
    case 'ingredient':
      return ingredient(rng, records, incident);
    case 'carry-over':
      return carryOver(rng, records, incident);
    case 'fragment':
      return fragment(rng, records, incident);
  }
}

function finding(
  rng: Rng,
  records: Records,
  { lot, organism }: Extract<Incident, { kind: 'finding' }>,
): string {
  const { id, name } = named(records, lot);
  return rng.pick([
    `The laboratory has just rung: ${organism} in our retained sample of ${name}, lot ${id}.`,
    `Bad news from the lab. The shelf-life sample of lot ${id} (${name}) is positive for ${organism}, confirmed this morning.`,
    `A supermarket's own test found ${organism} in ${name}, lot ${id}; our laboratory has confirmed it on the counter-sample.`,
    `${organism} detected, lot ${id}, ${name}. The confirmed result came in an hour ago.`,
    `${name}, lot ${id}: the retained sample has come back positive for ${organism}. There is no doubt about the result, I had it repeated.`,
    `I am sorry to spoil the day. Lot ${id} of ${name} has ${organism} in it, according to the sample we sent to the outside laboratory.`,
    `Environmental health drew a pack of ${name} from a shop and found ${organism}. It is our lot ${id}, and our own sample of it says the same.`,
  ]);
}

function ingredient(
  rng: Rng,
  records: Records,
  { intake, hazard }: Extract<Incident, { kind: 'ingredient' }>,
): string {
  const { material, supplier, batch } = records.intakes[intake]!;
  const what = records.materials[material]!.name;
  const who = records.suppliers[supplier]!.name;
  return rng.pick([
    `${who} is withdrawing batch ${batch} of ${what}: ${hazard}. We have had some of it and most of it will be in product by now.`,
    `Letter from ${who}: their batch ${batch} of ${what} must not be used (${hazard}).`,
    `We are told by ${who} that ${hazard} ${isPlural(hazard) ? 'were' : 'was'} found in their ${what}, batch ${batch}, and they are calling the batch back from all their customers.`,
    `Supplier recall: ${what} from ${who}, batch ${batch}, because of ${hazard}.`,
    `The ${what} with the batch number ${batch} that we buy from ${who} ${isPlural(what) ? 'are' : 'is'} being withdrawn: ${hazard}.`,
    `${capital(hazard)} in ${what}. ${who} wrote this morning and named batch ${batch}; no other batch of theirs is concerned.`,
  ]);
}

function carryOver(
  rng: Rng,
  records: Records,
  { lot, line, allergen }: Extract<Incident, { kind: 'carry-over' }>,
): string {
  const { id, name } = named(records, lot);
  const where = `${records.lines[line]!.name} (${records.lines[line]!.id})`;
  return rng.pick([
    `A consumer with an allergy to ${allergen} reacted to our ${name}, lot ${id}. The test of an unopened pack shows ${allergen}, which the label does not declare. It came from the line, ${where}, not from the recipe or from rework.`,
    `Trading standards found ${allergen} in ${name}, lot ${id}; it is not on the label. We are sure by now that it was carried over on ${where}.`,
    `We have an undeclared allergen: ${allergen} in ${name}, lot ${id}. The inquiry leaves only one way, from an earlier product on ${where}.`,
    `A mother rang about her son. He cannot have ${allergen}, ate our ${name} (lot ${id}) and was taken ill; he is well again. The pack tested positive, the label is silent, and the line it came from is ${where}. Rework and ingredients are ruled out.`,
    `On ${where} something with ${allergen} went into ${name}, lot ${id}, which does not declare it. A customer's test showed it and ours confirms it; it was not an ingredient and not rework.`,
    `${name}, lot ${id}, contains ${allergen} and does not say so. Recipe and ingredients are clean: it was left on ${where} from an earlier product.`,
  ]);
}

function fragment(rng: Rng, records: Records, { line, at }: Extract<Incident, { kind: 'fragment' }>): string {
  const where = `${records.lines[line]!.name} (${records.lines[line]!.id})`;
  const date = dateOf(Math.floor(at / 1440));
  const clock = datetime(at).slice(11);
  const { ranges } = records.lines[line]!;
  const part = rng.pick(ranges.some((range) => /sliced|salad|hot/.test(range)) ? cutterParts : fillerParts);
  return rng.pick([
    `When ${where} was opened on ${weekdayName(date)} ${dayAndMonth(date)} at ${clock}, ${part} was missing. We have searched the hall and the waste since; it must have gone into product.`,
    `The fitter's report has only now reached me: on ${longDate(date)}, ${clock}, he found that ${part} had gone from ${where}. It was replaced on the spot, and the old one was never found.`,
    `${capital(part)} is missing from ${where}. It was noticed on ${longDate(date)} at ${clock}; the metal detector would not have seen it.`,
    `${where}, ${weekdayName(date)} ${dayAndMonth(date)}, ${clock}: the night fitter writes that ${part} is gone. Nobody followed it up until today.`,
    `We have lost ${part} on ${where}, and I fear it is in somebody's lunch. That it was missing was found on ${longDate(date)} at ${clock}; two people have looked for it everywhere else.`,
    `Maintenance changed ${part} on ${where} on ${weekdayName(date)} ${dayAndMonth(date)} at ${clock} because the old one had broken off. The broken piece was not in the machine.`,
  ]);
}

const cutterParts = [
  'the tip of a blade',
  'a blade screw',
  'half of a rubber seal',
  'a scraper edge',
] as const;
const fillerParts = [
  'a piece of sieve wire',
  'half of a rubber seal',
  'a nozzle ring',
  'the cap of a stirrer',
] as const;

function named({ lots, products }: Records, lot: number): { id: string; name: string } {
  return { id: lots[lot]!.id, name: products[lots[lot]!.product]!.name };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `cashew pieces` are, `Listeria monocytogenes` is. */
function isPlural(noun: string): boolean {
  return /s$/.test(noun) && !/monocytogenes$|couscous$/.test(noun);
}
