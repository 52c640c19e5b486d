/** Records about single objects and lists of them: cards, the inventory, concordance sheets and slips, notices. */
import type { Rng } from '@touchstone/contracts';
import { spoken, type Day } from '../../days.ts';
import { className } from '../found.ts';
import type { Attribution, Class, Museum, Work } from '../museum.ts';
import { classNames } from '../names.ts';
import { nameOn, numberOn } from '../truth.ts';
import { signature } from './rules.ts';
import { capital, pounds, series, the, type Writer } from './writer.ts';

export function attributionWords(museum: Museum, { relation, maker }: Attribution): string {
  return `${relation} ${museum.makers[maker]!}`;
}

/** `D214, Estuary at Low Tide`. */
export function label(work: Work, day: Day): string {
  return `${numberOn(work, day).number}, ${work.title}`;
}

export function writeObjects(writer: Writer, rng: Rng, museum: Museum): void {
  museum.works.forEach((work, index) => writeCard(writer, rng.fork(`card/${index}`), museum, work));
  writeInventory(writer, museum);
  writeConcordance(writer, rng.fork('concordance'), museum);
  for (const work of museum.works) {
    const again = work.numbers.filter(({ records }) => records[0]!.startsWith('reclassification'));
    for (const { number, from, records } of again)
      writeReclassification(writer, rng.fork(number), museum, { work, number, from, record: records[0]! });
    if (work.left) writeDeaccession(writer, rng.fork(work.left.record), museum, work);
  }
}

function writeCard(writer: Writer, rng: Rng, museum: Museum, work: Work): void {
  const { number } = work.numbers[0]!;
  const first = work.attributions[0]!;
  const lines = [
    `${number}. ${work.title}.`,
    `${capital(work.medium)}. Class: ${classNames[work.class]}.`,
    `Given to: ${attributionWords(museum, first.value)}.`,
    rng.pick([
      `Acquired ${spoken(work.acquired)}: ${work.source}.`,
      `Entered ${spoken(work.acquired)}. Source: ${work.source}.`,
      `Received ${spoken(work.acquired)}; ${work.source}.`,
    ]),
  ];
  const size =
    work.class === 'P' || work.class === 'D' ? sizeOf(rng, work.class) : `height ${rng.integer(6, 64)} cm`;
  lines.splice(
    2,
    0,
    rng.pick([
      `${capital(size)}.`,
      `Measures ${size}.`,
      `${capital(size)}, ${rng.pick(['unframed', 'some wear', 'a small loss at the edge', 'good state', 'cleaned before it came'])}.`,
    ]),
  );
  if (work.places[0]!.record === work.card) {
    const room = nameOn(museum.rooms[work.places[0]!.value]!.names, work.acquired).name;
    lines.push(
      rng.pick([
        `Placed in ${the(room)}. Insured for ${pounds(work.values[0]!.value)}.`,
        `Insurance value on entry ${pounds(work.values[0]!.value)}; placed in ${the(room)}.`,
      ]),
    );
  }
  writer.write({
    id: work.card,
    title: `Accession card ${number}`,
    office: `${capital(museum.name)}, Register`,
    day: work.acquired,
    body: lines.join('\n'),
  });
}

function writeInventory(writer: Writer, museum: Museum): void {
  museum.inventory.forEach(({ record, works }, index) => {
    const lines = works.map((at) => {
      const work = museum.works[at]!;
      const room = nameOn(museum.rooms[work.places[0]!.value]!.names, museum.inventoryDay).name;
      return `${label(work, museum.inventoryDay)} | ${room} | ${pounds(work.values[0]!.value)}`;
    });
    writer.write({
      id: record,
      title: `Inventory, sheet ${index + 1}`,
      office: `${capital(museum.name)}, Registrar’s Office`,
      day: museum.inventoryDay,
      body: `Inventory of places and insurance values as on ${spoken(museum.inventoryDay)}.\nNumber, title | room | value\n\n${lines.join('\n')}`,
      signed: signature(museum, 'registrar', museum.inventoryDay),
    });
  });
}

function writeConcordance(writer: Writer, rng: Rng, museum: Museum): void {
  const { renumbered } = museum;
  for (const { record, number, works } of museum.sheets) {
    const slip = museum.slips.find(({ sheet }) => sheet === number);
    const lines = works.map((index) => {
      // On the sheet as printed, the two works of a slip have each other's new number.
      const printed = slip?.works.includes(index) ? slip.works.find((other) => other !== index)! : index;
      return `${museum.works[index]!.numbers[0]!.number} → ${museum.works[printed]!.numbers[1]!.number}`;
    });
    writer.write({
      id: record,
      title: `Concordance of numbers, sheet ${number}`,
      office: `${capital(museum.name)}, Registrar’s Office`,
      day: renumbered - 30 + (number % 20),
      body: `Old ledger number → new number by class (P paintings, D works on paper, C ceramics and glass, M metalwork). In force from ${spoken(renumbered)}.\n\n${lines.join('\n')}`,
      signed: signature(museum, 'registrar', renumbered),
    });
  }
  museum.slips.forEach(({ record, day, sheet, olds, works }, index) => {
    const [one, other] = olds.map((old, at) => ({
      old,
      now: museum.works[works[at]!]!.numbers[1]!.number,
    })) as [{ old: string; now: string }, { old: string; now: string }];
    writer.write({
      id: record,
      title: `Correction slip ${index + 1} to the concordance`,
      office: `${capital(museum.name)}, Registrar’s Office`,
      day,
      body: rng.pick([
        `On [[concordance-sheet-${sheet}|sheet ${sheet}]] two new numbers stand in each other’s place. Read: ${one.old} → ${one.now}; ${other.old} → ${other.now}.`,
        `Misprint on [[concordance-sheet-${sheet}|sheet ${sheet}]] of the concordance, found when the labels were checked. Right is: ${one.old} → ${one.now}; ${other.old} → ${other.now}.`,
      ]),
      signed: signature(museum, 'registrar', day),
    });
  });
}

function writeReclassification(
  writer: Writer,
  rng: Rng,
  museum: Museum,
  { work, number, from, record }: { work: Work; number: string; from: Day; record: string },
): void {
  const before = work.numbers[work.numbers.findIndex((each) => each.number === number) - 1]!.number;
  const issued = from - rng.integer(5, 40);
  writer.write({
    id: record,
    title: `Reclassification of ${before}`,
    office: `${capital(museum.name)}, Registrar’s Office`,
    day: issued,
    body: rng.pick([
      `${before}, ${work.title}, belongs with the ${className(number)}. From ${spoken(from)} it bears the number ${number}. The number ${before} is not given again.`,
      `On the conservator’s advice ${before} (${work.title}) goes over to the ${className(number)} and is numbered ${number} from ${spoken(from)}.`,
    ]),
    signed: signature(museum, 'registrar', issued),
  });
}

function writeDeaccession(writer: Writer, rng: Rng, museum: Museum, work: Work): void {
  const { day, record, to } = work.left!;
  writer.write({
    id: record,
    title: `Deaccession of ${numberOn(work, day - 1).number}`,
    office: `${capital(museum.name)}, Collections Committee`,
    day: day - rng.integer(10, 60),
    body: rng.pick([
      `${label(work, day - 1)}, is struck from the register on ${spoken(day)}: ${to}.`,
      `By resolution of the committee ${label(work, day - 1)}, leaves the collection. Struck from the register on ${spoken(day)}; ${to}.`,
    ]),
    signed: signature(museum, 'clerk', day),
  });
}

/** Height and width of a picture: paintings are larger, and few are very long. */
function sizeOf(rng: Rng, workClass: Class): string {
  const height = Math.round((workClass === 'P' ? 48 : 26) * Math.exp(rng.normal(0, 0.35)));
  return `${height} × ${Math.round(height * (0.65 + 0.9 * rng.next()))} cm`;
}

/** Objects as a list, one way or another. */
export function listOf(rng: Rng, works: readonly Work[], day: Day): string {
  return rng.pick([
    () => works.map((work) => `- ${label(work, day)}`).join('\n'),
    () => works.map((work) => `${numberOn(work, day).number}  ${work.title}`).join('\n'),
    () => `${series(works.map((work) => `${numberOn(work, day).number} (${work.title})`))}.`,
  ])();
}
