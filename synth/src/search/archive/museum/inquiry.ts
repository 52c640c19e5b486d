/**
 * The game of asking a museum's archive: first what the question is about, then the day that it turns on. A move is illegal
 * while the traps of the archive (namesakes, voided tickets, withdrawn certificates, rules since changed) change nothing.
 */
import {
  canonicalJson,
  createRng,
  refusal,
  type AnswerType,
  type Draft,
  type Family,
  type Game,
  type JsonObject,
  type Lineage,
  type Refusal,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import { listed } from '../../../interpreter/moves.ts';
import { pythonFile } from '../../../interpreter/program.ts';
import { distinctMistakes, searchDraft, searchProgram, type SearchMistake } from '../../draft.ts';
import { oncePer } from '../../memo.ts';
import type { Day } from '../days.ts';
import { archiveNumber, itemsPerArchive } from '../archive.ts';
import { museumArchive, type MuseumArchive } from './museum-archive.ts';
import type { Museum } from './museum.ts';
import { mark } from './records/writer.ts';

/** What somebody would answer who overlooks one step; `trap` marks a step that the archive lays in one's way. */
export interface Slip extends SearchMistake {
  trap: boolean;
}

export interface Ruling {
  answer: JsonObject;
  /** Names of records. */
  required: string[];
  /** Asked for only once, when the draft is made. */
  permitted: () => string[];
  slips: Slip[];
  chance: number;
  /** What the instruction says, for the program. */
  asked: JsonObject;
}

export interface Inquiry<S extends JsonObject> {
  id: string;
  version: number;
  title: string;
  subjectDoc: string;
  dayDoc: string;
  subject: z.ZodType<S>;
  /** All that might be asked about, worthy or not. */
  subjects(museum: Museum): S[];
  drawDay(museum: Museum, subject: S, rng: Rng): Day | null;
  /** The ruling, or why there is no question in it. */
  rule(found: MuseumArchive, subject: S, day: Day): Ruling | string;
  fields: Record<string, AnswerType>;
  tell(museum: Museum, subject: S, day: Day, rng: Rng): string;
  python: string;
  how: string;
  /**
   * Shortcuts from weak to strong, set as `CASE["shortcut"]`. One with a slip is tried where that slip changes the answer.
   * Each must fail, unless nothing is foretold of it.
   */
  shortcuts: readonly { name: string; how: string; slip: string | null; expect?: 'unknown' }[];
  toolCallsMax: number;
  /** How many records the answer must and may rest on. */
  required: { min: number; max: number };
}

export type State<S> = { subject: S | null; day: Day | null };
type Move<S> = { subject: S } | { day: Day };

const trapsMin = 2;
const slipsMin = 4;
const dayDraws = 24;

const dates = pythonFile('../dates.py', import.meta.url);
const museumReader = pythonFile('museum.py', import.meta.url);

export function inquiryFamily<S extends JsonObject>(inquiry: Inquiry<S>): Family<State<S>, Move<S>> {
  const subjectMove = z.strictObject({ subject: inquiry.subject }) as unknown as z.ZodType<Move<S>>;
  const dayMove = z.strictObject({ day: z.number().int() }) as unknown as z.ZodType<Move<S>>;
  const foundOf = ({ randomSeed, item }: Game) => museumArchive(randomSeed, archiveNumber(item));
  const legalDays = (found: MuseumArchive, subject: S, rng: Rng, wanted: number): Day[] => {
    const days: Day[] = [];
    for (let draw = 0; draw < dayDraws && days.length < wanted; draw++) {
      const day = inquiry.drawDay(found.museum, subject, rng.fork(String(draw)));
      if (day !== null && !days.includes(day) && typeof ruled(inquiry, found, subject, day) !== 'string')
        days.push(day);
    }
    return days;
  };
  /** Subjects of an archive that make a question on some day, in an order that says nothing about them. */
  const legalSubjects = oncePer((found: MuseumArchive): S[] => {
    const rng = createRng(`${found.archive.hash}/${inquiry.id}`);
    return rng
      .shuffle(inquiry.subjects(found.museum))
      .filter((subject) => legalDays(found, subject, rng.fork(canonicalJson(subject)), 1).length > 0);
  });
  /** The items of an archive share its subjects out, so that no two ask the same. */
  const ownSubjects = (game: Game): S[] =>
    legalSubjects(foundOf(game)).filter(
      (_, index) => index % itemsPerArchive === game.item % itemsPerArchive,
    );
  return {
    id: inquiry.id,
    version: inquiry.version,
    category: 'search',
    title: inquiry.title,
    needs: [],
    sources: [],
    kinds: {
      subject: {
        doc: inquiry.subjectDoc,
        schema: subjectMove,
        sample: async ({ subject }, game) => {
          if (subject) return null;
          const own = ownSubjects(game);
          return own.length > 0 ? { subject: game.rng.pick(own) } : null;
        },
        options: async ({ subject }, page, game) =>
          listed(subject ? [] : legalSubjects(foundOf(game)).map((each) => ({ subject: each })), page),
      },
      day: {
        doc: inquiry.dayDoc,
        schema: dayMove,
        sample: async ({ subject, day }, game) => {
          if (!subject || day !== null) return null;
          const [drawn] = legalDays(foundOf(game), subject, game.rng, 1);
          return drawn === undefined ? null : { day: drawn };
        },
        options: async ({ subject, day }, page, game) =>
          listed(
            !subject || day !== null
              ? []
              : legalDays(foundOf(game), subject, game.rng, 8).map((each) => ({ day: each })),
            page,
          ),
      },
    },
    begin: async () => ({ subject: null, day: null }),
    apply: async (state, { move }, game) => {
      if ('subject' in move)
        return state.subject
          ? { illegal: 'there is a subject already' }
          : { subject: move.subject, day: null };
      if (!state.subject || state.day !== null) return { illegal: 'it is too early or too late for a day' };
      const ruling = ruled(inquiry, foundOf(game), state.subject, move.day);
      return typeof ruling === 'string' ? { illegal: ruling } : { ...state, day: move.day };
    },
    finish: async (state, game, lineage) => finish(inquiry, foundOf(game), state, game, lineage),
  };
}

/** The ruling, if its traps matter. */
function ruled<S extends JsonObject>(
  inquiry: Inquiry<S>,
  found: MuseumArchive,
  subject: S,
  day: Day,
): Ruling | string {
  const ruling = inquiry.rule(found, subject, day);
  if (typeof ruling === 'string') return ruling;
  const size = new Set(ruling.required).size;
  if (size < inquiry.required.min || size > inquiry.required.max)
    return 'too few or too many records decide it';
  const slips = biting(inquiry, ruling);
  if (slips.length < slipsMin) return 'too few mistakes change the answer';
  if (slips.filter(({ trap }) => trap).length < trapsMin) return 'the traps change nothing';
  return ruling;
}

/** Slips that change the answer, one for each answer. */
function biting<S extends JsonObject>({ fields }: Inquiry<S>, { answer, slips }: Ruling): Slip[] {
  return distinctMistakes(fields, answer, slips);
}

async function finish<S extends JsonObject>(
  inquiry: Inquiry<S>,
  found: MuseumArchive,
  { subject, day }: State<S>,
  game: Game,
  lineage: Lineage,
): Promise<Draft | Refusal> {
  if (!subject || day === null)
    return refusal('no-case-left', 'No object, house or maker of this archive makes a question with traps.');
  const ruling = ruled(inquiry, found, subject, day);
  if (typeof ruling === 'string') return refusal('no-case-left', ruling);
  const slips = biting(inquiry, ruling);
  const program = (name: string, how: string, more: JsonObject) =>
    searchProgram([dates, museumReader, inquiry.python], { ...ruling.asked, ...more }, { name, how });
  const present = new Set(slips.map(({ how }) => how));
  return searchDraft(game, lineage, {
    web: found.archive,
    splitKey: found.archive.splitKey,
    instruction: inquiry.tell(found.museum, subject, day, game.rng.fork('words')),
    fields: inquiry.fields,
    answer: ruling.answer,
    evidence: {
      required: ruling.required.map(found.document),
      permitted: ruling.permitted().map(found.document),
    },
    mistakes: slips,
    reference: program('by-the-records', inquiry.how, {}),
    solvers: inquiry.shortcuts
      .filter(({ slip }) => slip === null || present.has(slip))
      .map(({ name, how, expect = 'fails' as const }) => ({
        ...program(name, how, { shortcut: name }),
        expect,
      })),
    chance: ruling.chance,
    toolCallsMax: inquiry.toolCallsMax,
  });
}

/** Records in which one of the words stands, by name. */
export function mentioning({ museum, archive }: MuseumArchive, words: readonly string[]): string[] {
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`,
    'u',
  );
  return archive.documents
    .filter(({ title, text }) => pattern.test(title) || pattern.test(text))
    .map(({ id }) => id.slice(museum.slug.length + 1));
}

/** The policy, its amendments and their revocations, general revisions, names of rooms and houses: a careful person may cite any. */
export function standingRecords({ policy, amendments, revisions, rooms, borrowers }: Museum): string[] {
  return [
    policy.record,
    ...amendments.flatMap(({ record, revoked }) => [record, ...(revoked ? [revoked.record] : [])]),
    ...revisions.map(({ record }) => record),
    ...[...rooms, ...borrowers].flatMap(({ names }) =>
      names.flatMap(({ record }) => (record ? [record] : [])),
    ),
  ];
}

/** The numbers of the certificates among some records, as other records name them. */
export function certificates(records: readonly string[]): string[] {
  return records.filter((record) => record.startsWith('certificate-')).map(mark);
}
