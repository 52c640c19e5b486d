/** What people think of objects: keepers' notes and what the committee decides on them, and what newspapers, letters, guides and condition reports say. */
import type { Rng } from '@touchstone/contracts';
import { dayNumber } from '../../../../general/world/distributions/dates.ts';
import { isoDate, spoken } from '../../days.ts';
import type { Attribution, Hearsay, Museum, Work } from '../museum.ts';
import { classNouns } from '../names.ts';
import { attributionOn, nameOn, numberOn } from '../truth.ts';
import { attributionWords, label } from './objects.ts';
import { signature } from './rules.ts';
import { capital, mark, pounds, the, type Writer } from './writer.ts';

const conditionReports = 420;

export function writeOpinions(writer: Writer, rng: Rng, museum: Museum): void {
  const decisions = new Map<number, string[]>(museum.meetings.map((day) => [day, []]));
  for (const work of museum.works) {
    const notes = [
      ...work.attributions.flatMap(({ note, issued, value }) =>
        note ? [{ note, noted: issued, value }] : [],
      ),
      ...work.proposals.filter(({ note }) => !work.attributions.some((each) => each.note === note)),
    ];
    for (const note of notes) writeNote(writer, rng.fork(note.note), museum, work, note);
    for (const { note, from, undone } of work.attributions) {
      if (!note) continue;
      const ref = `[[${note}|${mark(note)}]]`;
      decisions
        .get(from)!
        .push(
          rng
            .fork(`${note}/accepted`)
            .pick([`${ref}: accepted.`, `Accepted: ${ref}.`, `${ref} was put to the vote and accepted.`]),
        );
      if (undone)
        decisions
          .get(undone.day)!
          .push(
            rng
              .fork(`${note}/undone`)
              .pick([
                `The acceptance of ${ref} on ${spoken(from)} is rescinded.`,
                `${ref}, accepted on ${spoken(from)}: rescinded.`,
              ]),
          );
    }
    for (const { note, record } of work.proposals) {
      if (!record) continue;
      const later = work.attributions.some((each) => each.note === note);
      const ref = `[[${note}|${mark(note)}]]`;
      decisions
        .get(dayNumber(record.slice('minutes-'.length)))!
        .push(
          later
            ? rng
                .fork(`${note}/deferred`)
                .pick([`${ref}: deferred.`, `${ref} is deferred to a later meeting.`])
            : rng
                .fork(`${note}/declined`)
                .pick([
                  `${ref}: declined.`,
                  `Declined: ${ref}.`,
                  `${ref} found no majority and is declined.`,
                ]),
        );
    }
  }
  for (const [day, lines] of decisions) writeMinutes(writer, rng.fork(`minutes/${day}`), museum, day, lines);
  for (const hearsay of museum.hearsay) writeHearsay(writer, rng.fork(hearsay.record), museum, hearsay);
  writeConditions(writer, rng.fork('conditions'), museum);
}

function writeNote(
  writer: Writer,
  rng: Rng,
  museum: Museum,
  work: Work,
  { note, noted, value }: { note: string; noted: number; value: Attribution },
): void {
  const now = attributionWords(museum, attributionOn(work, noted).value);
  const then = attributionWords(museum, value);
  const why = rng.pick([
    'The hand is that of the signed pieces at the county hall.',
    'The cleaning has brought out a signature.',
    'A sale catalogue that I found names it so.',
    'The paper, the mark and the manner all agree.',
    'Two colleagues who came to see it think the same.',
    'The old ascription rests on a dealer’s word.',
  ]);
  writer.write({
    id: note,
    title: `Catalogue note ${mark(note)}`,
    office: `${capital(museum.name)}, Keeper’s Office`,
    day: noted,
    body: rng.pick([
      `On ${label(work, noted)}, so far ${now}.\nProposed: ${then}. ${why}`,
      `${label(work, noted)}. The register has it as ${now}. ${why} Proposed: ${then}.`,
      `${why} I therefore put to the committee that ${label(work, noted)}, should not go on as “${now}”. Proposed: ${then}.`,
    ]),
    signed: signature(museum, 'keeper', noted),
  });
}

const business = [
  'The accounts of the quarter were received.',
  'The roof over the landing was discussed again.',
  'Thanks were voted to the Friends for the new cases.',
  'The opening hours in winter stay as they are.',
  'The report of the school service was noted.',
  'A request to photograph the galleries for a calendar was granted.',
  'The tender for the lift was opened; a decision is put off.',
  'The attendants’ rota was noted.',
];

function writeMinutes(writer: Writer, rng: Rng, museum: Museum, day: number, decisions: string[]): void {
  const items = rng.shuffle([...rng.sample(business, rng.integer(1, 3)), ...decisions]);
  writer.write({
    id: `minutes-${isoDate(day)}`,
    title: `Collections Committee, minutes of ${spoken(day)}`,
    office: `${capital(museum.name)}, Collections Committee`,
    day,
    body: items.map((item, index) => `${index + 1}. ${item}`).join('\n'),
    signed: signature(museum, 'clerk', day),
  });
}

function writeHearsay(
  writer: Writer,
  rng: Rng,
  museum: Museum,
  { work: index, day, record, from, says }: Hearsay,
): void {
  const work = museum.works[index]!;
  // Whoever writes from outside often has the number of an old label.
  const number = from === 'letter' && rng.chance(0.5) ? work.numbers[0]!.number : numberOn(work, day).number;
  const named = rng.pick([`“${work.title}” (${number})`, `${number}, “${work.title}”`]);
  const claim = claimOf(rng, museum, { named, day, from, says });
  const offices = {
    newspaper: `The ${museum.town} ${rng.pick(['Mercury', 'Observer', 'Advertiser'])}`,
    letter: rng.pick(['A private letter', 'Letter from a visitor', 'Letter from a member of the Friends']),
    guide: `Visitors’ guide, new edition`,
  };
  writer.write({
    id: record,
    title: {
      newspaper: `Cutting: ${museum.town} press`,
      letter: `Letter received ${spoken(day)}`,
      guide: `Visitors’ guide, page kept`,
    }[from],
    office: offices[from],
    day,
    body: claim,
    ...(from === 'newspaper' ? { signed: `Kept by ${museum.staff.librarian}, Library` } : {}),
  });
}

function claimOf(
  rng: Rng,
  museum: Museum,
  { named, day, from, says }: Pick<Hearsay, 'day' | 'from' | 'says'> & { named: string },
): string {
  const voice = <T>(newspaper: T[], letter: T[], guide: T[]) => rng.pick({ newspaper, letter, guide }[from]);
  if ('value' in says) {
    const sum = pounds(says.value);
    return voice(
      [
        `It is said that the museum insures ${named} for no less than ${sum}.`,
        `Our correspondent hears that ${named} stands with the insurers at ${sum}.`,
        `An expert puts the insurance of ${named} at ${sum} today.`,
      ],
      [
        `I was told at the desk that ${named} is insured for ${sum}. Can that be right?`,
        `A dealer who knows these things tells me you have ${named} insured for ${sum}.`,
      ],
      [],
    );
  }
  if ('room' in says) {
    const room = the(nameOn(museum.rooms[says.room]!.names, day).name);
    return voice(
      [
        `In ${room} one may see ${named}, a favourite of the public.`,
        `A visit to ${room} repays the trouble: ${named} hangs or stands there.`,
      ],
      [
        `On my last visit I was glad to meet ${named} in ${room}.`,
        `Last week I looked at ${named} in ${room} for a good while.`,
      ],
      [`Do not miss ${named} in ${room}.`, `${capital(room)}: look for ${named}.`],
    );
  }
  const who = attributionWords(museum, says.attribution);
  return voice(
    [
      `${capital(named)} is, there can be no doubt, ${who}.`,
      `Scholars now hold that ${named} is ${who}, we are told.`,
    ],
    [
      `My late father always maintained that ${named} is ${who}, and I beg you to put up a new label.`,
      `I have compared photographs: ${named} is ${who}.`,
    ],
    [`${capital(named)}, ${who}.`, `The finest thing here may be ${named}, ${who}.`],
  );
}

const findings = [
  'No change since the last report.',
  'A fine craquelure at the upper left, stable.',
  'Surface dirt; to be cleaned before it is shown.',
  'Old worm, no fresh dust.',
  'A hairline at the foot, measured and drawn.',
  'Tarnish, to be left as it is.',
  'Frame loose at one corner; mended on the spot.',
  'Foxing along the lower margin.',
  'Colours compared with the old photograph: no fading.',
];

function writeConditions(writer: Writer, rng: Rng, museum: Museum): void {
  const serials = new Map<number, number>();
  const days = Array.from({ length: conditionReports }, () =>
    rng.integer(museum.first + 200, museum.last),
  ).sort((one, other) => one - other);
  for (const day of days) {
    const work = rng.pick(
      museum.works.filter(({ acquired, left }) => acquired < day && !(left && left.day < day)),
    );
    const year = new Date(day * 86_400_000).getUTCFullYear();
    const serial = (serials.get(year) ?? 0) + 1;
    serials.set(year, serial);
    const number = `K${String(year).slice(2)}${String(serial).padStart(2, '0')}`;
    writer.write({
      id: `condition-${number.toLowerCase()}`,
      title: `Condition report ${number}`,
      office: `${capital(museum.name)}, Conservation`,
      day,
      body:
        `${label(work, day)}, ${work.medium}. ${rng.pick(findings)} ${rng.chance(0.4) ? `Grade ${rng.integer(1, 5)} of 5.` : ''}`.trim() +
        (rng.chance(0.25) ? `\nA sound ${classNouns[work.class]}; may travel.` : ''),
      signed: signature(museum, 'conservator', day),
    });
  }
}
