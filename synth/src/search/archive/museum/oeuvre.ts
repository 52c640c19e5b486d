/**
 * The family `search.museum-oeuvre`: which objects counted on a day as by one maker himself? A complete set, settled by
 * the rule that says whose word counts: cards, accepted notes, rescinded acceptances; not letters, guides or newspapers.
 */
import type { JsonObject } from '@touchstone/contracts';
import { z } from 'zod';
import { pythonFile } from '../../../interpreter/program.ts';
import { isoDate, type Day } from '../days.ts';
import { inquiryFamily, mentioning, standingRecords, type Ruling, type Slip } from './inquiry.ts';
import type { MuseumArchive } from './museum-archive.ts';
import type { Fixed, Attribution, Museum, Work } from './museum.ts';
import { oeuvreWords } from './oeuvre-words.ts';
import { mark } from './records/writer.ts';
import { attributionOn, numberOn, passedOver, recordsBetween, type FixedOptions } from './truth.ts';

const subject = z.strictObject({
  maker: z.number().int().nonnegative(),
  era: z.number().int().min(0).max(2),
});
type Subject = z.infer<typeof subject>;

export const oeuvreFamily = inquiryFamily<Subject>({
  id: 'search.museum-oeuvre',
  version: 3,
  title: 'A museum’s archive: which objects counted on a day as the work of one maker.',
  subjectDoc:
    'The maker, by the place in the list of makers, and the third of the years after the renumbering.',
  dayDoc: 'The day on which it counts (days since 1970-01-01), after the renumbering.',
  subject,
  subjects: ({ makers }) => makers.flatMap((_, maker) => eras.map((era) => ({ maker, era }))),
  drawDay: ({ renumbered, last }, { era }, rng) => {
    const length = Math.floor((last - renumbered - 330) / eras.length);
    return renumbered + 300 + era * length + rng.integer(0, length);
  },
  rule,
  fields: {
    numbers: { kind: 'set', of: { kind: 'text' } },
    latest: { kind: 'text' },
    decided: { kind: 'date' },
  },
  tell: oeuvreWords,
  python: pythonFile('oeuvre.py', import.meta.url),
  how: 'Collects every card and note that names the maker, looks up what the committee decided on each object, and brings the numbers up to the day.',
  shortcuts: [
    { name: 'no-search', how: 'Answers without looking anything up.', slip: null },
    {
      name: 'cards-only',
      how: 'Lists what the accession cards give to the maker.',
      slip: 'the accession cards are believed',
    },
    {
      name: 'notes-count',
      how: 'Takes every proposal of a keeper as accepted.',
      slip: 'every proposal counts',
    },
    {
      name: 'never-rescinded',
      how: 'Reads acceptances and not what rescinded them.',
      slip: 'rescinded acceptances count',
    },
    {
      name: 'as-printed',
      how: 'Reads the concordance without its slips.',
      slip: 'the concordance is read without its slips',
    },
  ],
  toolCallsMax: 240,
  required: { min: 7, max: 18 },
});

/** Thirds of the time since the renumbering: one maker is asked about in each at most. */
const eras = [0, 1, 2];
const sizeMin = 3;
const sizeMax = 9;

interface Overlooked {
  attribution?: FixedOptions;
  cards?: true;
  allProposals?: true;
  anyRelation?: true;
  cardNumbers?: true;
  printed?: true;
  keepsLost?: true;
  hearsay?: true;
}

function rule(found: MuseumArchive, { maker }: Subject, day: Day): Ruling | string {
  const { museum } = found;
  if (!museum.makers[maker] || day <= museum.renumbered || day > museum.last)
    return 'there is no such maker or day';
  const ours = works(museum, maker, day, {});
  if (ours.length < sizeMin || ours.length > sizeMax) return 'too few or too many objects';
  const latest = latestOf(ours, day);
  if (!latest) return 'no acceptance stands out as the latest';
  if (
    museum.meetings.some((meeting) => Math.abs(meeting - day) <= 1) ||
    museum.works.some(
      ({ numbers, left }) =>
        numbers.some(({ from }) => Math.abs(from - day) <= 1) || (left && Math.abs(left.day - day) <= 1),
    )
  )
    return 'something is decided on this very day';
  const lost = museum.works.filter((work) => !ours.includes(work) && isCandidate(work, maker, day));
  return {
    answer: answerOf(museum, maker, day, {}),
    required: ours.flatMap((work) => shown(work, day)),
    permitted: () => [
      // That something is not on the list needs no page: the list says it.
      ...lost.flatMap((work) => lostRecords(work, maker, day)),
      ...mentioning(found, [
        museum.makers[maker]!,
        ...[...ours, ...lost].flatMap((work) => [
          ...work.numbers.map(({ number }) => number),
          ...[...work.attributions, ...work.proposals].flatMap(({ note }) => (note ? [mark(note)] : [])),
        ]),
        ...museum.works.flatMap((work) =>
          work.proposals.flatMap(({ value, note }) => (value.maker === maker ? [mark(note)] : [])),
        ),
      ]),
      ...standingRecords(museum),
    ],
    slips: slipsOf(museum, maker, day),
    chance: 1 / 2 ** (ours.length + lost.length + 3),
    asked: { maker: museum.makers[maker], day: isoDate(day) },
  };
}

function byHim({ value }: Pick<Fixed<Attribution>, 'value'>, maker: number, anyRelation = false): boolean {
  return value.maker === maker && (anyRelation || value.relation === 'by');
}

function works(museum: Museum, maker: number, day: Day, overlooked: Overlooked): Work[] {
  return museum.works.filter((work, index) => {
    if (work.acquired > day || (work.left && work.left.day <= day && !overlooked.keepsLost)) return false;
    if (
      overlooked.hearsay &&
      museum.hearsay.some(
        (each) =>
          each.work === index &&
          each.day <= day &&
          'attribution' in each.says &&
          byHim({ value: each.says.attribution }, maker),
      )
    )
      return true;
    if (overlooked.allProposals) {
      const noted = [
        ...work.attributions.map(({ issued, value }) => ({ noted: issued, value })),
        ...work.proposals,
      ].filter(({ noted }) => noted <= day);
      return byHim(
        noted.reduce((best, each) => (each.noted >= best.noted ? each : best)),
        maker,
      );
    }
    const fixed = overlooked.cards ? work.attributions[0]! : attributionOn(work, day, overlooked.attribution);
    return byHim(fixed, maker, overlooked.anyRelation);
  });
}

/** Whether a card or an accepted note once gave it to the maker, so that something must have taken it away. */
function isCandidate(work: Work, maker: number, day: Day): boolean {
  return work.attributions.some((each) => each.from <= day && byHim(each, maker));
}

/** The records that give an object to its maker on the day, and those that lead to its number. */
function shown(work: Work, day: Day): string[] {
  const fixed = attributionOn(work, day);
  const passed = passedOver(work.attributions, day);
  return [
    fixed.record,
    ...(fixed.note ? [fixed.note] : []),
    ...passed.map(({ undone }) => undone!.record),
    ...recordsBetween(
      work,
      numberOn(work, day).number,
      ...[fixed, ...passed].map(({ issued }) => numberOn(work, issued).number),
    ),
  ];
}

/** The records that alone took an object away from the maker, or out of the collection. */
function lostRecords(work: Work, maker: number, day: Day): string[] {
  const fixed = attributionOn(work, day);
  if (byHim(fixed, maker)) return [work.left!.record];
  const counting = work.attributions.filter(
    (each) => each.from <= day && (!each.undone || each.undone.day > day),
  );
  const mine = counting.findLast((each) => byHim(each, maker));
  if (!mine) {
    // What stands now stood before the maker was thought of: only the rescinding took it away.
    const once = work.attributions.filter((each) => each.from <= day && byHim(each, maker));
    return once.length === 1 && once[0]!.from > fixed.from ? [once[0]!.undone!.record] : [];
  }
  // Where two later names follow, either would do; and a gift that was rescinded in between is no matter.
  const later = counting.filter(({ from }) => from > mine.from);
  if (later.length > 1) return [];
  return [
    later[0]!.record,
    later[0]!.note!,
    ...recordsBetween(work, numberOn(work, mine.issued).number, numberOn(work, later[0]!.issued).number),
  ];
}

function latestOf(ours: readonly Work[], day: Day): { work: Work; decided: Day } | null {
  const accepted = ours
    .map((work) => ({ work, fixed: attributionOn(work, day) }))
    .filter(({ fixed }) => fixed.note !== null);
  const decided = Math.max(...accepted.map(({ fixed }) => fixed.from));
  const last = accepted.filter(({ fixed }) => fixed.from === decided);
  return last.length === 1 ? { work: last[0]!.work, decided } : null;
}

function answerOf(museum: Museum, maker: number, day: Day, overlooked: Overlooked): JsonObject {
  const ours = works(museum, maker, day, overlooked);
  const right = latestOf(works(museum, maker, day, {}), day)!;
  const called = (work: Work): string => {
    if (overlooked.cardNumbers) return work.numbers[0]!.number;
    const slip = overlooked.printed && museum.slips.find(({ record }) => shown(work, day).includes(record));
    if (!slip) return numberOn(work, day).number;
    const partner = slip.works.map((index) => museum.works[index]!).find((other) => other !== work)!;
    return partner.numbers[1]!.number;
  };
  const latest = overlooked.attribution ? (latestOf(ours, day) ?? right) : right;
  return { numbers: ours.map(called).sort(), latest: called(latest.work), decided: isoDate(latest.decided) };
}

function slipsOf(museum: Museum, maker: number, day: Day): Slip[] {
  const slips: Slip[] = [];
  const add = (how: string, trap: boolean, overlooked: Overlooked) =>
    slips.push({ how, trap, answer: answerOf(museum, maker, day, overlooked) });
  add('the accession cards are believed', false, { cards: true });
  add('every proposal counts', true, { allProposals: true });
  add('rescinded acceptances count', true, { attribution: { trusting: true } });
  add('proposals count from the day of the note', true, { attribution: { byIssue: true } });
  add('works of the workshop, circle or followers are counted', false, { anyRelation: true });
  add('the numbers of the cards are given', false, { cardNumbers: true });
  add('the concordance is read without its slips', true, { printed: true });
  add('what left the collection is counted', true, { keepsLost: true });
  add('letters, guides and newspapers are believed', true, { hearsay: true });
  return slips;
}
