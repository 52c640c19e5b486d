/**
 * A family whose items ask an archive: the game chooses a case out of those that make a worthy question, then how the question is told.
 * What a case is, when it is worthy and what its draft is, the family brings.
 */
import {
  refusal,
  type Draft,
  type Family,
  type Game,
  type Lineage,
  type MoveKind,
  type Refusal,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import { listed } from '../../interpreter/moves.ts';
import { oncePer } from '../memo.ts';
import { archiveNumber, itemsPerArchive } from './archive.ts';

export interface ArchiveFamilyOptions<O extends object> {
  id: string;
  version: number;
  title: string;
  /** The institution with its archive, a pure function of both arguments and cheap to ask for again. */
  open: (randomSeed: number, number: number) => O;
  /** Keys of all cases of an institution that might be asked, in an order that says nothing about them. */
  cases: (institution: O) => readonly string[];
  /** Why a case makes no question or no work, or null. */
  objection: (institution: O, key: string) => string | null;
  /** How many ways there are of telling it. */
  tellings: number;
  draft: (
    institution: O,
    key: string,
    told: { telling: number; rng: Rng },
    game: Game,
    lineage: Lineage,
  ) => Draft | Refusal;
}

const caseMove = z.strictObject({ case: z.string() });
const tellingMove = z.strictObject({ telling: z.number().int().nonnegative() });
type State = { case: string | null; telling: number | null };
type Move = { case: string } | { telling: number };

export function archiveFamily<O extends object>(options: ArchiveFamilyOptions<O>): Family<State, Move> {
  const institution = ({ randomSeed, item }: Game) => options.open(randomSeed, archiveNumber(item));
  const casesOf = oncePer((opened: O): ReadonlySet<string> => new Set(options.cases(opened)));
  const worthyCases = oncePer((opened: O) =>
    [...casesOf(opened)].filter((key) => options.objection(opened, key) === null),
  );
  const kinds: Record<string, MoveKind<State, Move>> = {
    case: {
      doc: 'Chooses the case that the question is about.',
      schema: caseMove,
      // Items of one archive draw from residue classes, so that no two of them get the same case while there are enough.
      sample: async (state, game) => {
        if (state.case !== null) return null;
        const cases = worthyCases(institution(game)).filter(
          (_, index) => index % itemsPerArchive === game.item % itemsPerArchive,
        );
        return cases.length === 0 ? null : { case: game.rng.pick(cases) };
      },
      options: (state, page, game) =>
        listed(state.case === null ? worthyCases(institution(game)).map((key) => ({ case: key })) : [], page),
    },
    telling: {
      doc: 'Chooses who asks and how the question is told.',
      schema: tellingMove,
      sample: async (state, { rng }) =>
        state.case === null || state.telling !== null
          ? null
          : { telling: rng.integer(0, options.tellings - 1) },
      options: (state, page) =>
        listed(
          state.case === null || state.telling !== null
            ? []
            : Array.from({ length: options.tellings }, (_, telling) => ({ telling })),
          page,
        ),
    },
  };
  return {
    id: options.id,
    version: options.version,
    category: 'search',
    title: options.title,
    needs: [],
    sources: [],
    kinds,
    begin: async () => ({ case: null, telling: null }),
    apply: async (state, { kind, move }, game) => {
      if (kind === 'case') {
        if (state.case !== null) return { illegal: 'the case is chosen already' };
        const { case: key } = caseMove.parse(move);
        const opened = institution(game);
        if (!casesOf(opened).has(key)) return { illegal: `there is no case ${key}` };
        const objection = options.objection(opened, key);
        return objection === null ? { ...state, case: key } : { illegal: objection };
      }
      const { telling } = tellingMove.parse(move);
      if (state.case === null || state.telling !== null)
        return { illegal: 'it is too early or too late for a telling' };
      return telling < options.tellings
        ? { ...state, telling }
        : { illegal: `there is no telling ${telling}` };
    },
    finish: async (state: State, game: Game, lineage: Lineage) => {
      if (state.case === null || state.telling === null)
        return refusal('no-case-left', 'The archive has no worthy case for this item.');
      const told = { telling: state.telling, rng: game.rng.fork('words') };
      return options.draft(institution(game), state.case, told, game, lineage);
    },
  };
}
