/**
 * The seeded proposer: plays a family's game with moves drawn from the random source and returns the draft. No model, no
 * clock: item *i* under `randomSeed` *s* is a function of (*s*, *i*). Read this first. It knows the rules of no family;
 * legality is the family's, and drawing costs no random numbers of the state, so that the moves alone give the draft again.
 */
import {
  createRng,
  Fault,
  isIllegal,
  isRefusal,
  refusal,
  saltOf,
  type AnyFamily,
  type Draft,
  type Game,
  type Json,
  type Lineage,
  type Refusal,
} from '@touchstone/contracts';
import { drawsPerMoveMax, movesMax } from './limits.ts';

/** What the pipeline hands in. */
export type GamePorts = Pick<Game, 'webs' | 'tables' | 'repositories' | 'lab' | 'signal'>;

export interface ProposeOptions extends GamePorts {
  randomSeed: number;
  item: number;
  /** Key of the salt, named by the recipe and never kept in the corpus. */
  saltKey: string;
}

type Move = Lineage['moves'][number];

/**
 * Plays one game to its end. It ends when no kind of move has anything to offer.
 * Refusals: the family's own, `no-legal-move` and `no-end`. Throws what a port throws, and the signal's reason.
 */
export async function propose(family: AnyFamily, options: ProposeOptions): Promise<Draft | Refusal> {
  const moves: Move[] = [];
  let state = (await family.begin(gameOf(family, options, 'begin'))) as Json | Refusal;
  if (isRefusal(state)) return state;
  while (moves.length < movesMax) {
    const step = await drawMove(family, state, moves.length, options);
    if (isRefusal(step)) return step;
    if (step === null) return finish(family, state, options, seededLineage(family, options, moves));
    moves.push(step.move);
    state = step.state;
  }
  return refusal('no-end', `The game was not over after ${movesMax} moves.`);
}

export interface ReplayOptions extends GamePorts {
  saltKey: string;
  /** How a state travels from move to move; by default as it is, for a durable player as JSON text and back. */
  carry?: (state: Json) => Json;
}

/**
 * The draft that a lineage describes, from its moves. Throws a `Fault` (`replay-diverged`) when the lineage belongs to
 * another family or version or when a move of it is illegal here.
 */
export async function replay(
  family: AnyFamily,
  lineage: Lineage,
  options: ReplayOptions,
): Promise<Draft | Refusal> {
  if (lineage.family !== family.id || lineage.familyVersion !== family.version)
    throw diverged(
      `Expected a lineage of ${family.id}@${family.version}, got ${lineage.family}@${lineage.familyVersion}.`,
    );
  const carry = options.carry ?? ((state) => state);
  const item = { ...options, randomSeed: lineage.randomSeed, item: lineage.item };
  let state = (await family.begin(gameOf(family, item, 'begin'))) as Json | Refusal;
  if (isRefusal(state)) return state;
  for (const [index, { kind, move }] of lineage.moves.entries()) {
    const parsed = family.kinds[kind]?.schema.safeParse(move);
    if (!parsed?.success) throw diverged(`Move ${index} is not a ${kind} of ${family.id}.`);
    const next = (await family.apply(
      carry(state),
      { kind, move: parsed.data as Json },
      gameOf(family, item, `apply/${index}`),
    )) as Json;
    if (isIllegal(next)) throw diverged(`Move ${index} (${kind}) is illegal: ${next.illegal}`);
    state = next;
  }
  return finish(family, carry(state), item, lineage);
}

/** The game as a family sees it at one moment: every moment has its own random stream, named by its label. */
function gameOf(family: AnyFamily, options: ProposeOptions, moment: string): Game {
  const { randomSeed, item, saltKey, webs, tables, repositories, lab, signal } = options;
  const rng = createRng(`${randomSeed}/${family.id}@${family.version}/${item}`).fork(moment);
  const salt = saltOf(saltKey, family.id, randomSeed, item);
  return { randomSeed, item, rng, salt, webs, tables, repositories, lab, signal };
}

/** One legal move and the state after it; null when the game is over. */
async function drawMove(
  family: AnyFamily,
  state: Json,
  index: number,
  options: ProposeOptions,
): Promise<{ move: Move; state: Json } | null | Refusal> {
  let lastIllegal = '';
  for (let draw = 0; draw < drawsPerMoveMax; draw++) {
    options.signal.throwIfAborted();
    const game = gameOf(family, options, `draw/${index}/${draw}`);
    const move = await sampleMove(family, state, game);
    if (move === null) return null;
    const next = (await family.apply(state, move, gameOf(family, options, `apply/${index}`))) as Json;
    if (!isIllegal(next)) return { move, state: next };
    lastIllegal = `${move.kind}: ${next.illegal}`;
  }
  return refusal('no-legal-move', `${drawsPerMoveMax} draws were illegal, the last one ${lastIllegal}`);
}

/** The first kind, in random order, that offers a move. */
async function sampleMove(family: AnyFamily, state: Json, game: Game): Promise<Move | null> {
  for (const kind of game.rng.fork('kinds').shuffle(Object.keys(family.kinds))) {
    const move = (await family.kinds[kind]?.sample(state, {
      ...game,
      rng: game.rng.fork(kind),
    })) as Json;
    if (move !== null) return { kind, move };
  }
  return null;
}

function finish(
  family: AnyFamily,
  state: Json,
  options: ProposeOptions,
  lineage: Lineage,
): Promise<Draft | Refusal> {
  options.signal.throwIfAborted();
  return family.finish(state, gameOf(family, options, 'finish'), lineage);
}

function seededLineage(family: AnyFamily, options: ProposeOptions, moves: Move[]): Lineage {
  return {
    family: family.id,
    familyVersion: family.version,
    randomSeed: options.randomSeed,
    item: options.item,
    sources: [...family.sources],
    proposer: { kind: 'seeded', model: null },
    moves,
    parent: null,
  };
}

function diverged(message: string): Fault {
  return new Fault(message, { code: 'replay-diverged', boundary: 'input', retryable: false });
}
