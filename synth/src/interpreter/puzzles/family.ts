/**
 * Family `interpreter.puzzles`: restore a table from what people remember. A clue is legal while it is true and rules
 * something out; the game ends when one arrangement is left and no clue can be spared. Both are proven by search.
 */
import {
  canonicalJson,
  refusal,
  type AnswerType,
  type Draft,
  type Family,
  type Game,
  type Illegal,
  type Json,
  type Lineage,
  type Refusal,
} from '@touchstone/contracts';
import { z } from 'zod';
import { listed } from '../moves.ts';
import { programFor, pythonFile } from '../program.ts';
import { typedDraft } from '../typed-draft.ts';
import { clue, holds, thingCount, type Clue, type Thing } from './clue.ts';
import { scenes, type Category, type Scene } from './scenes.ts';
import { arrangements, type Arrangement, type Frame } from './search.ts';
import { clueSentence, listOf } from './sentences.ts';

/** Places in a table: five can be restored in the head, and seven need more clues than one reads gladly. */
const size = 6;

const setUp = z.strictObject({
  scene: z.string(),
  values: z.array(z.number().int()).length(size),
  /** For each category, which of the scene's labels occur. */
  labels: z.array(z.array(z.number().int().nonnegative())),
  /** For each category and label its place. */
  truth: z.array(z.array(z.number().int())),
});
const remember = z.strictObject({ clue });
const spare = z.strictObject({ index: z.number().int().nonnegative() });

type State = { setUp: z.infer<typeof setUp> | null; clues: Clue[] };
type Move = z.infer<typeof setUp> | z.infer<typeof remember> | z.infer<typeof spare>;

/** Of one type; more make a list of the same sentence. */
const ofTypeMax = 3;
const cluesMin = 6;
const cluesMax = 16;
const typesMin = 4;
const python = pythonFile('puzzle.py', import.meta.url);

export const puzzles: Family<State, Move> = {
  id: 'interpreter.puzzles',
  version: 2,
  category: 'interpreter',
  title: 'Restoring a table from clues that allow exactly one arrangement and can none be spared.',
  needs: [],
  sources: [],
  kinds: {
    setup: {
      doc: 'Chooses the situation, the values of the places and what really was where.',
      schema: setUp,
      sample: async (state, { rng }) => (state.setUp ? null : sampleSetUp(rng)),
      options: (state, page, { rng }) =>
        listed(
          state.setUp ? [] : Array.from({ length: 20 }, (_, i) => sampleSetUp(rng.fork(String(i)))),
          page,
        ),
    },
    clue: {
      doc: 'Adds a true clue that rules something out.',
      schema: remember,
      sample: async (state, { rng }) => sampleClue(state, rng),
      options: (state, page, { rng }) =>
        listed(
          Array.from({ length: 20 }, (_, i) => sampleClue(state, rng.fork(String(i)))).filter(
            (move) => move !== null,
          ),
          page,
        ),
    },
    spare: {
      doc: 'Takes back a clue that the others make superfluous.',
      schema: spare,
      sample: async (state, { rng }) => {
        const spared = superfluous(state);
        return spared.length === 0 ? null : { index: rng.pick(spared) };
      },
      options: (state, page) =>
        listed(
          superfluous(state).map((index) => ({ index })),
          page,
        ),
    },
  },
  begin: async () => ({ setUp: null, clues: [] }),
  apply: async (state, { kind, move }) => {
    if (kind === 'setup') return applySetUp(state, setUp.parse(move));
    if (kind === 'clue') return applyClue(state, remember.parse(move).clue);
    return applySpare(state, spare.parse(move).index);
  },
  finish: async (state, game, lineage) => finish(state, game, lineage),
};

function sampleSetUp(rng: Game['rng']): z.infer<typeof setUp> {
  const scene = rng.pick(Object.keys(scenes));
  const n = size;
  const { values, categories } = scenes[scene] as Scene;
  const places = Array.from({ length: n }, (_, place) => place);
  return {
    scene,
    values: values(rng, n),
    labels: categories.map(({ labels }) =>
      rng.sample(
        labels.map((_, label) => label),
        n,
      ),
    ),
    truth: categories.map(() => rng.shuffle(places)),
  };
}

function applySetUp(state: State, move: z.infer<typeof setUp>): State | Illegal {
  const scene = scenes[move.scene];
  if (state.setUp || !scene) return { illegal: `there is no situation ${move.scene} to set up` };
  const n = move.values.length;
  if (move.values.some((value, i) => i > 0 && value <= (move.values[i - 1] as number)))
    return { illegal: 'values must rise' };
  const isOrder = (places: readonly number[]) =>
    new Set(places).size === n && places.every((p) => p >= 0 && p < n);
  if (
    move.truth.length !== scene.categories.length ||
    !move.truth.every((places) => places.length === n && isOrder(places))
  )
    return { illegal: 'every category needs one thing at each place' };
  const known = (chosen: readonly number[], { labels }: Category) =>
    chosen.length === n && new Set(chosen).size === n && chosen.every((label) => label < labels.length);
  if (
    move.labels.length !== scene.categories.length ||
    !scene.categories.every((category, i) => known(move.labels[i] as number[], category))
  )
    return { illegal: 'every category needs as many different labels as there are places' };
  return { setUp: move, clues: [] };
}

function frameOf(state: State): Frame {
  const { values, truth } = state.setUp as z.infer<typeof setUp>;
  return { values, categories: truth.length };
}

function truthOf({ setUp: given }: State): Arrangement {
  const { values, truth } = given as z.infer<typeof setUp>;
  return [values.map((_, place) => place), ...truth];
}

function placesIn(arrangement: Arrangement, things: readonly Thing[]): number[] {
  return things.map(([category, index]) => arrangement[category]?.[index] as number);
}

/** Another arrangement that the clues still allow, or null. */
function otherArrangement(state: State, clues: readonly Clue[]): Arrangement | null {
  const truth = canonicalJson(truthOf(state));
  return arrangements(frameOf(state), clues, 2).find((found) => canonicalJson(found) !== truth) ?? null;
}

/** A clue that is true and false in an arrangement still allowed; null when only the truth is left. */
function sampleClue(state: State, rng: Game['rng']): { clue: Clue } | null {
  if (!state.setUp) return null;
  const other = otherArrangement(state, state.clues);
  if (other === null) return null;
  const { values } = state.setUp;
  for (let draw = 0; draw < 200; draw++) {
    const drawn = drawClue(state, rng);
    if (drawn && objection(state, drawn) === null && !holds(drawn, placesIn(other, drawn.things), values))
      return { clue: drawn };
  }
  return null;
}

function drawClue(state: State, rng: Game['rng']): Clue | null {
  const { scene, values, truth } = state.setUp as z.infer<typeof setUp>;
  const type = rng.pick((scenes[scene] as Scene).types);
  const categories = truth.length;
  const relates = type === 'different' || type === 'either';
  const things = Array.from({ length: thingCount[type] }, (_, i): Thing => {
    const least = relates && i > 0 && rng.chance(0.4) ? 0 : 1;
    return [rng.integer(least, least === 0 ? 0 : categories), rng.integer(0, values.length - 1)];
  });
  const places = placesIn(truthOf(state), things);
  const value = (i: number) => values[places[i] as number] as number;
  return { type, things, amount: type === 'gap' ? value(1) - value(0) : 0 };
}

/** Why the clue may not be added whatever it rules out, or null. */
function objection(state: State, given: Clue): string | null {
  const { scene, values } = state.setUp as z.infer<typeof setUp>;
  const { type, things, amount } = given;
  if (!(scenes[scene] as Scene).types.includes(type)) return 'nobody here would say this';
  if (things.length !== thingCount[type] || (type !== 'gap' && amount !== 0)) return 'the clue is malformed';
  if (things.some(([category, index]) => category > frameOf(state).categories || index >= values.length))
    return 'there is no such thing';
  if (new Set(things.map(String)).size < things.length) return 'it names a thing twice';
  const [[first]] = things as [Thing];
  const relates = type === 'same' || type === 'different' || type === 'either';
  if (
    relates
      ? things.slice(1).some(([category]) => category === first)
      : things.some(([category]) => category === 0)
  )
    return 'these things cannot be compared so';
  if (first === 0 || (type === 'same' && things.some(([category]) => category === 0)))
    return 'it gives a place away';
  if (type === 'gap' && amount <= (Math.min(...values) === 1 ? 1 : 0)) return 'a gap counts forwards';
  if (state.clues.filter((other) => other.type === type).length >= (type === 'end' ? 1 : ofTypeMax))
    return 'there are enough clues of this type';
  const pair = (other: Clue) => String(other.things.map(String).sort());
  if (state.clues.some((other) => pair(other) === pair(given))) return 'these things stand in another clue';
  return holds(given, placesIn(truthOf(state), things), values) ? null : 'it is not true';
}

function applyClue(state: State, given: Clue): State | Illegal {
  if (!state.setUp) return { illegal: 'there is nothing to remember yet' };
  const wrong = objection(state, given);
  if (wrong !== null) return { illegal: wrong };
  if (arrangements(frameOf(state), state.clues, 1, given).length === 0)
    return { illegal: 'it rules nothing out' };
  return { ...state, clues: [...state.clues, given] };
}

/** Clues without which still only the truth is left; none while something else is. */
function superfluous(state: State): number[] {
  if (!state.setUp || state.clues.length === 0 || otherArrangement(state, state.clues)) return [];
  return state.clues
    .map((_, index) => index)
    .filter((index) => otherArrangement(state, without(state, index)) === null);
}

function without(state: State, index: number): Clue[] {
  return state.clues.filter((_, other) => other !== index);
}

function applySpare(state: State, index: number): State | Illegal {
  if (!superfluous(state).includes(index)) return { illegal: 'this clue is needed' };
  return { ...state, clues: without(state, index) };
}

async function finish(state: State, game: Game, lineage: Lineage): Promise<Draft | Refusal> {
  if (!state.setUp || otherArrangement(state, state.clues))
    return refusal('ambiguous', 'The clues allow more than one arrangement.');
  if (superfluous(state).length > 0) return refusal('superfluous-clue', 'A clue could be spared.');
  const { clues } = state;
  if (
    clues.length < cluesMin ||
    clues.length > cluesMax ||
    new Set(clues.map(({ type }) => type)).size < typesMin
  )
    return refusal('clues-uneven', `${clues.length} clues of too few types make no puzzle.`);
  const scene = scenes[state.setUp.scene] as Scene;
  const columns = columnsOf(scene, state.setUp);
  const data = { values: state.setUp.values, columns, clues: game.rng.fork('order').shuffle(clues) };
  const overlooked = overlookedClue(state, data.clues);
  return typedDraft(game, lineage, {
    instruction: instruct(state, scene, data.clues, game.rng.fork('words')),
    answerType: tableType(scene, state.setUp.values),
    expected: rowsOf(columns, truthOf(state)),
    mistakes: data.clues.map((left) => ({
      how: `the clue was overlooked: ${clueSentence(scene, labelsOf(scene, state), left)}`,
      answer: rowsOf(
        columns,
        otherArrangement(
          state,
          data.clues.filter((other) => other !== left),
        ) as Arrangement,
      ),
    })),
    reference: programFor(python, data, {
      name: 'backtracking',
      how: 'Places one thing after another and drops what breaks a clue; one arrangement is left.',
    }),
    solvers: [
      {
        ...programFor(
          python,
          { ...data, clues: overlooked.clues, shortcut: true },
          { name: 'overlooks-a-clue', how: 'Leaves one clue out and takes the first arrangement.' },
        ),
        expect: overlooked.expect,
      },
    ],
    chance: 1 / factorial(state.setUp.values.length) ** scene.categories.length,
  });
}

/** The first clue without which the first arrangement in order is a wrong one. */
function overlookedClue(
  state: State,
  clues: readonly Clue[],
): { clues: Clue[]; expect: 'fails' | 'unknown' } {
  const truth = String(truthOf(state));
  for (const left of clues) {
    const rest = clues.filter((other) => other !== left);
    const found = arrangements(frameOf(state), rest, 500);
    if (found.length === 500) continue;
    const key = (arrangement: Arrangement) => arrangement.map((places) => places.join('')).join('');
    const first = found.reduce((best, next) => (key(next) < key(best) ? next : best));
    if (String(first) !== truth) return { clues: rest, expect: 'fails' };
  }
  return { clues: clues.slice(1), expect: 'unknown' };
}

type Column = { name: string; labels: (string | number)[] };

function columnsOf(scene: Scene, { values, labels: chosen }: z.infer<typeof setUp>): Column[] {
  return [
    { name: scene.place.column, labels: values.map((value) => scene.show(value)) },
    ...scene.categories.map(({ column, labels }, category) => ({
      name: column,
      labels: (chosen[category] as number[]).map((label) => labels[label] as string),
    })),
  ];
}

function labelsOf(scene: Scene, state: State): string[][] {
  return columnsOf(scene, state.setUp as z.infer<typeof setUp>).map(({ labels }) => labels.map(String));
}

function rowsOf(columns: readonly Column[], arrangement: Arrangement): Json {
  return (arrangement[0] as number[]).map((place) =>
    Object.fromEntries(
      columns.map(({ name, labels }, category) => [
        name,
        labels[(arrangement[category] as number[]).indexOf(place)] as Json,
      ]),
    ),
  );
}

function tableType(scene: Scene, values: readonly number[]): AnswerType {
  const shown = scene.show(values[0] as number);
  const text = scene.categories.map(({ column }: Category) => [column, { kind: 'text' as const }]);
  return {
    kind: 'table',
    columns: Object.fromEntries([
      [scene.place.column, { kind: typeof shown === 'number' ? 'integer' : 'text' }],
      ...text,
    ]) as Record<string, { kind: 'integer' } | { kind: 'text' }>,
    ordered: false,
  };
}

function instruct(state: State, scene: Scene, clues: readonly Clue[], rng: Game['rng']): string {
  const [values, ...categories] = labelsOf(scene, state) as [string[], ...string[][]];
  const lists = categories.map((labels) => listOf(rng.shuffle(labels)));
  const said = clues.map((given) => `- ${clueSentence(scene, [values, ...categories], given)}`);
  return [scene.open(lists, listOf(values), rng), said.join('\n'), scene.ask].join('\n\n');
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
