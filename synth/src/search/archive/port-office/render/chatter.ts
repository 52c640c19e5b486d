/**
 * What else an archive keeps: surveys, newspapers, tenants' letters, minutes. They speak of the same quays and often of wrong or
 * outdated depths, and fix nothing. They name no notice by its number, so that none of them gives an answer away.
 */
import type { Rng } from '@touchstone/contracts';
import { spoken, yearOf, type Day } from '../../days.ts';
import type { ArchiveRecord } from '../../archive.ts';
import { metres, nameOn, signerOn, type Port, type Quay } from '../model.ts';
import { depthOn } from '../standing.ts';

export function chatterTexts(rng: Rng, port: Port): ArchiveRecord[] {
  const records: ArchiveRecord[] = [];
  const years = yearOf(port.last) - yearOf(port.first) + 1;
  const about = (
    label: string,
    count: number,
    write: (rng: Rng, day: Day, quay: Quay) => Omit<ArchiveRecord, 'id'>,
  ) => {
    for (let index = 0; index < count; index++) {
      const own = rng.fork(`${label}/${index}`);
      const day = own.integer(port.first + 60, port.last);
      records.push({ id: `${label}-${yearOf(day)}-${index + 1}`, ...write(own, day, own.pick(port.quays)) });
    }
  };
  about('survey', years * 18, (own, day, quay) => survey(own, port, day, quay));
  about('press', years * 22, (own, day, quay) => press(own, port, day, quay));
  about('letter', years * 18, (own, day, quay) => letter(own, port, day, quay));
  about('minutes', years * 12, (own, day, quay) => minutes(own, port, day, quay));
  return records;
}

/** A depth that somebody believes: what counted lately, a little off or long outdated. */
function believed(rng: Rng, port: Port, day: Day, quay: Quay): string {
  const then = rng.chance(0.5) ? day : Math.max(port.first + 50, day - rng.integer(200, 900));
  return metres((depthOn(port, quay, then)?.depth ?? 90) + rng.pick([-5, -3, 0, 0, 3, 5]));
}

function survey(rng: Rng, port: Port, day: Day, quay: Quay): Omit<ArchiveRecord, 'id'> {
  const name = nameOn(quay, day);
  const base = depthOn(port, quay, day)?.depth ?? 90;
  const lines = ['inner end', 'middle', 'outer end'].map(
    (part) => `${part}: ${metres(base + rng.integer(-4, 9))} to ${metres(base + rng.integer(9, 16))} metres`,
  );
  return {
    title: `Survey sheet: ${name}, ${spoken(day)}`,
    text: `Port of ${port.name}, surveyor's office\nSoundings at ${name} on ${spoken(day)}, reduced to chart datum\n\n${lines.join('\n')}\n${rng.pick(['Bottom soft, some stones.', 'Bottom of firm clay.', 'Weed along the wall; two casts repeated.', 'Swell from the south-west; figures to be used with care.'])}\n\n${rng.pick(port.surveyors)}\n`,
  };
}

function press(rng: Rng, port: Port, day: Day, quay: Quay): Omit<ArchiveRecord, 'id'> {
  const name = nameOn(quay, rng.chance(0.85) ? day : port.first);
  const figure = believed(rng, port, day, quay);
  const [title, body] = rng.pick([
    [
      `More water at ${name}`,
      `Ships drawing more than before can now come to ${name}, our reporter hears. “We have ${figure} metres there, and the trade will follow,” said a member of the board who did not wish to be named.`,
    ],
    [
      `${name} loses depth`,
      `The mud is winning again. At ${name}, where the board once promised better, there are said to be ${figure} metres and no more.`,
    ],
    [
      `Ship waits for the tide`,
      `Another vessel had to lie in the roads yesterday although her agents insist that ${name} has ${figure} metres at any tide. The harbour office declined to comment.`,
    ],
    [
      `Harbour dues under fire`,
      `Merchants using ${name} complained on Monday that they pay the rates of a better class of quay than they get.`,
    ],
    [
      `Old quay, new paint`,
      `Visitors to the port's open day were shown ${name}, its crane and the harbour master's launch. A brass band played.`,
    ],
    [
      `Storm night in the port`,
      `The gale tore two vessels from their moorings off ${name}. Nobody was hurt; the tug crews were out until dawn.`,
    ],
  ] as const);
  return {
    title: `${port.name} Courier, ${spoken(day)}: ${title}`,
    text: `${port.name} Courier\n${spoken(day)}\n\n${title}\n\n${body}\n`,
  };
}

function letter(rng: Rng, port: Port, day: Day, quay: Quay): Omit<ArchiveRecord, 'id'> {
  const name = nameOn(quay, rng.chance(0.8) ? day : port.first);
  const agent = rng.pick(port.agents);
  const figure = believed(rng, port, day, quay);
  const body = rng.pick([
    `We have always reckoned with ${figure} metres at ${name} and have told our principals so. Kindly confirm by return.`,
    `Our stevedores sounded the berth at ${name} with a hand lead last week and found ${figure} metres at the shallowest place. We ask that vessels be admitted accordingly.`,
    `The charterers refuse to pay for the hours lost in the roads. The pilot told the master that ${figure} metres could be counted on at ${name}.`,
    `The rate charged at ${name} seems to us to be that of a different class. We should be grateful to see the ground for it.`,
    `May we draw attention to the state of the lamps at ${name}? Two of our men have stumbled on the rails this month.`,
  ]);
  return {
    title: `Letter of ${agent}, ${spoken(day)}: ${name}`,
    text: `${agent}\nto the Harbour Master, ${port.name}\n${spoken(day)}\n\nSir,\n\n${body}\n\nYours faithfully\n${agent}\n`,
  };
}

function minutes(rng: Rng, port: Port, day: Day, quay: Quay): Omit<ArchiveRecord, 'id'> {
  const name = nameOn(quay, day);
  const items = rng.sample(
    [
      `The surveyor reported on ${name}. He hoped for ${believed(rng, port, day, quay)} metres once the dredger had been; members thought this sanguine.`,
      `A complaint about the dues at ${name} was referred to the clerk.`,
      'The tender for the maintenance dredging was opened; three firms had answered.',
      `The name of ${name} was discussed. No decision was taken.`,
      'The pilots asked for a second cutter. The treasurer was to find out the price.',
      'It was agreed to repair the weighbridge before the winter.',
      `The harbour master explained the delays in the roads. Masters, he said, read notices but not the by-laws.`,
      'The accounts of the quarter were laid on the table.',
    ],
    3,
  );
  return {
    title: `Minutes of the Harbour Board, ${spoken(day)}`,
    text: `Harbour Board of ${port.name}\nMinutes of the meeting of ${spoken(day)}\nIn the chair: ${signerOn(port, day)}\n\n${items.map((item, index) => `${index + 1}. ${item}`).join('\n')}\n`,
  };
}
