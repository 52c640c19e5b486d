/**
 * A family whose items are tasks in a world: the records are founded from a seed, one move says what is asked, further
 * moves put clauses into the world's document, each legal only while the state stays a good task. This file is the game; a
 * world brings its records, what may be asked, its clauses and the task.
 */
import {
  isIllegal,
  isRefusal,
  refusal,
  type Family,
  type Game,
  type Illegal,
  type Json,
  type MoveKind,
  type Refusal,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import { listed } from '../../interpreter/moves.ts';
import { draftOf, type WorldTask } from './draft.ts';

/** `S` is the state, `A` the move that says what is asked, `K` its kinds, `C` the clauses that moves can add. */
interface WorldFamilyOptions<S extends Json, A extends Json, K extends string, C extends string> {
  /** For example `ferry-crew`; the family is `general.ferry-crew`. */
  world: string;
  version: number;
  title: string;
  /** The state before the first move; `seed` names the random stream of the records. */
  begin: (seed: string, rng: Rng) => S | Refusal;
  asked: Asked<S, A, K>;
  /** Kind of move → the clauses it adds; a move of the kind `rule` is `{ rule: clause }`. */
  clauses: Readonly<Record<string, ClauseMoves<S, C>>>;
  /** Why a state in which something is asked is no good task, or null. */
  faultOf: (state: S) => string | null;
  /** The task of a state in which something is asked and nothing is at fault. */
  task: (state: S, game: Game) => WorldTask | Refusal;
}

/** The move that upsets the records or asks something of them; once, and first. */
interface Asked<S, A, K> {
  /** Its kind, for example `event`. */
  name: string;
  doc: string;
  schema: z.ZodType<A>;
  isAsked: (state: S) => boolean;
  kinds: readonly K[];
  /** How many draws of one kind are tried before the next kind. */
  drawsMax: number;
  draw: (rng: Rng, state: S, kind: K) => A | null;
  /** The state after it, at fault or not. Illegal is what names something unknown. */
  ask: (state: S, move: A) => S | Illegal;
}

interface ClauseMoves<S, C extends string> {
  doc: string;
  clauses: readonly C[];
  /** Clauses that can still be added. */
  open: (state: S) => readonly C[];
  /** Whether the game goes on to draw one more. */
  wants: (state: S) => boolean;
  add: (state: S, clause: C) => S;
  /** The order in which clauses are tried; any order unless given. */
  inTurn?: (rng: Rng, open: readonly C[]) => readonly C[];
}

/** A guess that passes more often than this makes no task. */
const chanceMax = 0.05;

export function worldFamily<S extends Json, A extends Json, K extends string, C extends string>(
  options: WorldFamilyOptions<S, A, K, C>,
): Family<S, A | Record<string, C>> {
  const { world, version, title, begin, asked, clauses, faultOf, task } = options;
  return {
    id: `general.${world}`,
    version,
    category: 'general',
    title,
    needs: [],
    sources: [],
    kinds: {
      [asked.name]: askedKind(options),
      ...Object.fromEntries(
        Object.entries(clauses).map(([name, moves]) => [name, clauseKind(options, name, moves)]),
      ),
    },
    begin: async ({ rng }) =>
      begin(`${world}/${rng.integer(0, 0x7fffffff)}/${rng.integer(0, 0x7fffffff)}`, rng),
    apply: async (state, { kind, move }) => {
      const next =
        kind === asked.name
          ? ask(asked, state, move as A)
          : add(options, state, clauses[kind]!, (move as Record<string, C>)[kind]!);
      const fault = isIllegal(next) ? null : faultOf(next);
      return fault ? { illegal: fault } : next;
    },
    finish: async (state, game, lineage) => {
      if (!asked.isAsked(state))
        return refusal(`no-${asked.name}`, `No ${asked.name} of any kind makes a good task here.`);
      const found = task(state, game);
      if (isRefusal(found)) return found;
      const { chance } = found.trials;
      if (chance > chanceMax) return refusal('chance', `A guess passes with probability ${chance}.`);
      return draftOf(found, game, lineage);
    },
  };
}

function ask<S, A, K>(asked: Asked<S, A, K>, state: S, move: A): S | Illegal {
  return asked.isAsked(state) ? { illegal: `the ${asked.name} is there already` } : asked.ask(state, move);
}

function add<S extends Json, A extends Json, K extends string, C extends string>(
  { asked }: WorldFamilyOptions<S, A, K, C>,
  state: S,
  moves: ClauseMoves<S, C>,
  clause: C,
): S | Illegal {
  if (!asked.isAsked(state)) return { illegal: `the ${asked.name} comes first` };
  return moves.open(state).includes(clause)
    ? moves.add(state, clause)
    : { illegal: `${clause} cannot be added here` };
}

/** Drawn and not listed: there are too many to list. */
function askedKind<S extends Json, A extends Json, K extends string, C extends string>({
  asked,
  faultOf,
}: WorldFamilyOptions<S, A, K, C>): MoveKind<S, A> {
  const legal = (state: S, move: A) => {
    const next = asked.ask(state, move);
    return !isIllegal(next) && !faultOf(next);
  };
  // The kind is drawn first, so that no kind is rare because its draws often are no good.
  const sample = (state: S, rng: Rng): A | null => {
    if (asked.isAsked(state)) return null;
    for (const kind of rng.shuffle(asked.kinds))
      for (let draw = 0; draw < asked.drawsMax; draw++) {
        const move = asked.draw(rng.fork(`${kind}/${draw}`), state, kind);
        if (move !== null && legal(state, move)) return move;
      }
    return null;
  };
  return {
    doc: asked.doc,
    schema: asked.schema,
    sample: async (state, { rng }) => sample(state, rng),
    options: async (state, page, { rng }) => {
      const move = sample(state, rng);
      return listed(move === null ? [] : [move], page);
    },
  };
}

function clauseKind<S extends Json, A extends Json, K extends string, C extends string>(
  { asked, faultOf }: WorldFamilyOptions<S, A, K, C>,
  name: string,
  moves: ClauseMoves<S, C>,
): MoveKind<S, Record<string, C>> {
  const { doc, clauses, open, wants, inTurn = (rng, all) => rng.shuffle(all) } = moves;
  const legal = (state: S) => (clause: C) => !faultOf(moves.add(state, clause));
  return {
    doc,
    schema: z.strictObject({ [name]: z.enum(clauses) }),
    sample: async (state, { rng }) => {
      if (!asked.isAsked(state) || !wants(state)) return null;
      const clause = inTurn(rng, open(state)).find(legal(state));
      return clause === undefined ? null : { [name]: clause };
    },
    options: async (state, page) => {
      const found = asked.isAsked(state) ? open(state).filter(legal(state)) : [];
      return listed(
        found.map((clause) => ({ [name]: clause })),
        page,
      );
    },
  };
}
