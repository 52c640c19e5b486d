/**
 * Family `interpreter.tilings`: how many ways there are to cover a floor under rules, as it is, up to symmetry, or for the
 * best number of one piece. Expected answers come from `count.ts` and Burnside's lemma, the reference lists layouts or
 * sweeps columns in Python. A rule that changes nothing is illegal, and so is a question that a shortcut answers.
 */
import {
  refusal,
  type Draft,
  type Family,
  type Game,
  type Illegal,
  type Json,
  type Lineage,
  type Refusal,
  type TaskSecret,
} from '@touchstone/contracts';
import { z } from 'zod';
import { integerAnswer, chanceOfInteger } from '../answers.ts';
import { listed } from '../moves.ts';
import { programFor, pythonFile } from '../program.ts';
import { typedDraft } from '../typed-draft.ts';
import { answerOf, layoutsMin, listedMax, mistakesOf, question, type Question } from './answer.ts';
import { countLayouts } from './count.ts';
import { ruleNames, type Floor } from './floor.ts';
import { scenes, type Scene } from './scenes.ts';
import { symmetriesOf } from './symmetry.ts';

/** More rules than this beside the scene's own read like a form. */
const extraRulesMax = 2;

const python = pythonFile('layouts.py', import.meta.url);

const room = z.strictObject({
  scene: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  blocked: z.array(z.number().int()),
});
const rule = z.strictObject({ rule: z.enum(ruleNames) });
const ask = z.strictObject({ question, number: z.number().int().nonnegative().nullable() });

/** Symmetry is the harder half of the family and is asked for more often where it can be. */
const weights: Record<Question['kind'], number> = { plain: 1, best: 2, unchanged: 2, classes: 4 };

type Ask = z.infer<typeof ask>;
type State = {
  room: z.infer<typeof room> | null;
  rules: z.infer<typeof rule>['rule'][];
  ask: Ask | null;
};
type Move = z.infer<typeof room> | z.infer<typeof rule> | Ask;

export const tilings: Family<State, Move> = {
  id: 'interpreter.tilings',
  version: 2,
  category: 'interpreter',
  title: 'Counting the layouts of a floor under rules, also up to symmetry.',
  needs: [],
  sources: [],
  kinds: {
    room: {
      doc: 'Chooses who lays what, the size of the floor and the squares that stay free.',
      schema: room,
      sample: async (state, { rng }) => (state.room ? null : sampleRoom(rng)),
      options: (state, page, { rng }) =>
        listed(state.room ? [] : Array.from({ length: 50 }, (_, i) => sampleRoom(rng.fork(String(i)))), page),
    },
    rule: {
      doc: 'Adds a rule that such people would have.',
      schema: rule,
      sample: async (state, { rng }) => {
        const open = openRules(state);
        return open.length === 0 ? null : { rule: rng.pick(open) };
      },
      options: (state, page) =>
        listed(
          openRules(state).map((name) => ({ rule: name })),
          page,
        ),
    },
    ask: {
      doc: 'Fixes the number of one piece and asks: plain, up to symmetry, with the unchanged ones, or for the best number.',
      schema: ask,
      sample: async (state, { rng }) => {
        const questions = questionsOf(state);
        if (questions.length === 0) return null;
        const kinds = [...new Set(questions.map((move) => move.question.kind))];
        const kind = rng.weighted(kinds.map((name) => [name, weights[name]]));
        return rng.pick(questions.filter((move) => move.question.kind === kind));
      },
      options: (state, page) => listed(questionsOf(state), page),
    },
  },
  begin: async () => ({ room: null, rules: [], ask: null }),
  apply: async (state, { kind, move }) => {
    if (kind === 'room') return applyRoom(move as z.infer<typeof room>);
    if (kind === 'rule') return applyRule(state, move as z.infer<typeof rule>);
    return applyAsk(state, move as Ask);
  },
  finish: async (state, game, lineage) => finish(state, game, lineage),
};

function sampleRoom(rng: Game['rng']): z.infer<typeof room> {
  const name = rng.weighted(Object.entries(scenes).map(([scene, { weight }]) => [scene, weight]));
  const scene = scenes[name] as Scene;
  const [least, most] = scene.sides;
  const width = rng.integer(least, most);
  const height = rng.chance(0.25) ? width : rng.integer(least, most);
  const inner = Array.from({ length: width * height }, (_, cell) => cell);
  const blocked = rng.chance(0.5) ? rng.sample(inner, rng.integer(0, scene.blockedMax)) : [];
  return {
    scene: name,
    width,
    height,
    blocked: blocked.sort((a, b) => a - b),
  };
}

function sceneOf(state: State): Scene {
  return scenes[state.room?.scene ?? ''] as Scene;
}

function openRules(state: State): State['rules'] {
  if (!state.room || state.ask) return [];
  const scene = sceneOf(state);
  if (state.rules.length >= scene.required.length + extraRulesMax) return [];
  return scene.optional.filter((name) => !state.rules.includes(name));
}

function floorOf(state: State): Floor {
  const { width, height, blocked } = state.room as z.infer<typeof room>;
  const { pieces, by } = sceneOf(state);
  return {
    width,
    height,
    blocked,
    pieces,
    by,
    number: state.ask?.number ?? null,
    rules: state.rules,
  };
}

/** Questions that have an answer of a fair size, with each number of the counted piece that people would fix. */
function questionsOf(state: State): Ask[] {
  if (!state.room || state.ask || state.rules.length === 0) return [];
  const floor = floorOf(state);
  const motions = symmetriesOf(floor).map(({ name }) => name);
  const kinds: Question[] = [{ kind: 'plain' }];
  if (motions.length > 1) kinds.push({ kind: 'classes', motions });
  if (motions.includes('half-turn')) kinds.push({ kind: 'unchanged' });
  if (motions.includes('half-turn') && motions.length > 2)
    kinds.push({ kind: 'classes', motions: ['identity', 'half-turn'] });
  const counts = countLayouts(floor);
  if (counts === null) return [];
  const best: Ask[] = counts.size < 4 ? [] : [{ question: { kind: 'best' }, number: null }];
  return best.concat(
    numbersOf(floor, sceneOf(state)).flatMap(([number, layouts]) =>
      kinds
        .filter(({ kind }) => kind === 'plain' || layouts <= listedMax)
        .map((question) => ({ question, number })),
    ),
  );
}

/** Numbers of the counted piece in the scene's usual share, with the layouts they allow. */
function numbersOf(floor: Floor, { share: [least, most] }: Scene): [number, bigint][] {
  const cells = floor.width * floor.height - floor.blocked.length;
  const size = { full: 2, half: 1, corner: 3, square: 4 }[floor.by];
  return [...(countLayouts(floor) ?? [])].filter(
    ([number, layouts]) =>
      number * size >= least * cells && number * size <= most * cells && layouts >= layoutsMin,
  );
}

function applyRoom(move: z.infer<typeof room>): State | Illegal {
  const scene = scenes[move.scene];
  if (!scene) return { illegal: `no scene is called ${move.scene}` };
  const { width, height, blocked } = move;
  const [least, most] = scene.sides;
  if (Math.min(width, height) < least || Math.max(width, height) > most)
    return { illegal: `sides must be ${least} to ${most}` };
  if (width * height > scene.cellsMax || width * height < 24)
    return { illegal: 'the floor is too small or too large' };
  if (blocked.length > scene.blockedMax || blocked.some((cell) => cell < 0 || cell >= width * height))
    return { illegal: 'these squares cannot be blocked' };
  return askable({ room: move, rules: [...scene.required], ask: null });
}

function applyRule(state: State, move: z.infer<typeof rule>): State | Illegal {
  if (!openRules(state).includes(move.rule)) return { illegal: 'nobody here would have this rule' };
  return askable({ ...state, rules: [...state.rules, move.rule] });
}

/** A floor that cannot be counted, or that has hardly any layout, is lost whatever is added. */
function askable(state: State): State | Illegal {
  const counts = countLayouts(floorOf(state));
  if (counts === null) return { illegal: 'the floor is too large to count' };
  if ([...counts.values()].every((layouts) => layouts < layoutsMin))
    return { illegal: 'the rules leave too few layouts' };
  return state;
}

function applyAsk(state: State, move: Ask): State | Illegal {
  if (!state.room || state.ask || state.rules.length === 0)
    return { illegal: 'it is too early or too late to ask' };
  if ((move.question.kind === 'best') !== (move.number === null))
    return { illegal: 'a number must be fixed unless the best is asked for' };
  const asked = { ...state, ask: move };
  const answer = answerOf(floorOf(asked), sceneOf(asked), move.question);
  if ('illegal' in answer) return answer;
  for (const [index, dropped] of state.rules.entries()) {
    const looser = { ...floorOf(asked), rules: state.rules.filter((_, other) => other !== index) };
    const without = answerOf(looser, sceneOf(asked), move.question, { lenient: true });
    if (!('illegal' in without) && JSON.stringify(without.value) === JSON.stringify(answer.value))
      return { illegal: `the rule ${dropped} changes nothing` };
  }
  return asked;
}

async function finish(state: State, game: Game, lineage: Lineage): Promise<Draft | Refusal> {
  if (!state.room || !state.ask)
    return refusal(
      'nothing-to-ask',
      'Under these rules there are too few or too many layouts for any question.',
    );
  const floor = floorOf(state);
  const scene = sceneOf(state);
  const asked = state.ask.question;
  const answer = answerOf(floor, scene, asked);
  if ('illegal' in answer) return refusal('unanswerable', answer.illegal);
  const single = asked.kind === 'plain' || asked.kind === 'classes';
  return typedDraft(game, lineage, {
    instruction: instruct(state, game),
    answerType: single
      ? integerAnswer
      : {
          kind: 'record',
          fields: Object.fromEntries(
            Object.keys(answer.value as object).map((name) => [name, integerAnswer]),
          ),
        },
    expected: answer.value,
    mistakes: mistakesOf(floor, scene, asked, answer),
    ...programs(floor, scene, asked),
    chance: chanceOfInteger(answer.layouts),
  });
}

/** Layouts that a program of one who misses a rule can list in a second or two. */
const listedLooselyMax = 3n * listedMax;

function programs(floor: Floor, scene: Scene, asked: Question) {
  // Columns are swept, so the shorter side goes down: what must be remembered grows with its length.
  const upright = caseOf(floor, scene, asked);
  const [short, long] =
    floor.height <= floor.width
      ? [upright, transposed(floor, upright)]
      : [transposed(floor, upright), upright];
  const lists = asked.kind === 'classes' || asked.kind === 'unchanged';
  const missable = floor.rules.find((rule) => {
    const counts = countLayouts({ ...floor, rules: floor.rules.filter((other) => other !== rule) });
    const layouts = floor.number === null ? 0n : (counts?.get(floor.number) ?? 0n);
    return counts !== null && (!lists || layouts <= listedLooselyMax);
  });
  const solvers: TaskSecret['trials']['solvers'] = [];
  if (missable) {
    const rules = floor.rules.filter((rule) => rule !== missable);
    const about = { name: 'misses-a-rule', how: `Does not see the rule ${missable}.` };
    solvers.push({ ...programFor(python, { ...short, rules }, about), expect: 'fails' });
  }
  if (asked.kind === 'classes') {
    const about = { name: 'ignores-symmetry', how: 'Counts turned and mirrored layouts separately.' };
    solvers.push({ ...programFor(python, { ...short, question: 'plain' }, about), expect: 'fails' });
  }
  if (Math.abs(floor.width - floor.height) <= 1) {
    const about = { name: 'other-side', how: 'Sweeps the floor along its other side.' };
    solvers.push({ ...programFor(python, long, about), expect: 'solves' });
  }
  const how = lists
    ? 'Sweeps the floor column by column, lists every layout and compares it with its images.'
    : 'Sweeps the floor column by column and keeps only what later columns can tell apart.';
  return { reference: programFor(python, short, { name: 'columns', how }), solvers };
}

function caseOf(floor: Floor, scene: Scene, asked: Question): { [key: string]: Json } {
  const { width, height, blocked, pieces, by, number, rules } = floor;
  return {
    width,
    height,
    blocked: blocked.map((cell) => [Math.floor(cell / width), cell % width]),
    pieces: [...pieces],
    exactly: number === null ? {} : { [by]: number },
    rules: [...rules],
    question: asked.kind,
    by: asked.kind === 'best' ? by : null,
    motions: asked.kind === 'classes' ? asked.motions.filter((name) => name !== 'identity') : ['half-turn'],
    names: { number: scene.byField, layouts: `${scene.layout}s`, unchanged: 'unchanged' },
  };
}

/** The same floor seen with rows and columns exchanged, for the other sweep. */
function transposed(floor: Floor, data: { [key: string]: Json }): { [key: string]: Json } {
  const { width, height, blocked } = floor;
  const other: Record<string, string> = {
    'left-right': 'up-down',
    'up-down': 'left-right',
    'quarter-turn': 'three-quarter-turn',
    'three-quarter-turn': 'quarter-turn',
  };
  return {
    ...data,
    width: height,
    height: width,
    blocked: blocked.map((cell) => [cell % width, Math.floor(cell / width)]),
    motions: (data.motions as string[]).map((name) => other[name] ?? name),
  };
}

function instruct(state: State, { rng }: Game): string {
  const scene = sceneOf(state);
  const { width, height, blocked } = state.room as z.infer<typeof room>;
  return scene.tell({
    width,
    height,
    blocked: blocked.map((cell) => [Math.floor(cell / width) + 1, (cell % width) + 1] as const),
    number: floorOf(state).number,
    rules: rng.shuffle(state.rules.map((name) => scene.rules[name] as string)),
    question: askSentence(scene, (state.ask as Ask).question, rng),
    rng,
  });
}

/** The question in a sentence or two, with the convention about turned and mirrored layouts. */
function askSentence(scene: Scene, asked: Question, rng: Game['rng']): string {
  const { layout, room, byName, byField } = scene;
  const separately = rng.pick([
    `${capital(layout)}s that are mirror images or turns of each other are different.`,
    `(Turning or reflecting ${article(layout)} gives a different one unless it looks exactly the same.)`,
  ]);
  switch (asked.kind) {
    case 'plain':
      return `${rng.pick([`How many ${layout}s are possible?`, `How many different ${layout}s does that leave?`])} ${separately}`;
    case 'best':
      return `The number of ${byName} may be chosen. Which number of ${byName} allows the most ${layout}s, and how many ${layout}s are there with exactly that number? ${separately} Answer with \`${byField}\` and \`${layout}s\`.`;
    case 'unchanged':
      return `${rng.pick([`How many ${layout}s are there in all,`, `What is the number of all ${layout}s,`])} and how many of these look exactly the same after the ${room} is given a half-turn? ${separately} Answer with \`${layout}s\` and \`unchanged\`.`;
    case 'classes':
      return `${rng.pick([
        `Two ${layout}s count as one if ${motionsText(asked.motions, room)} takes one to the other. How many ${layout}s are there?`,
        `How many essentially different ${layout}s are there, if two are the same whenever ${motionsText(asked.motions, room)} takes one to the other?`,
      ])}`;
  }
}

function motionsText(motions: readonly string[], room: string): string {
  const has = (name: string) => motions.includes(name);
  if (motions.length === 8) return `a turn (by 90°, 180° or 270°) or any reflection of the square ${room}`;
  const parts = [
    has('half-turn') ? 'a half-turn' : '',
    has('quarter-turn') ? 'a quarter-turn either way' : '',
    has('left-right') ? 'a reflection that swaps left and right on the plan' : '',
    has('up-down') ? 'a reflection that swaps top and bottom on the plan' : '',
    has('main-diagonal') ? 'a reflection in the diagonal from the upper left' : '',
    has('other-diagonal') ? 'a reflection in the diagonal from the upper right' : '',
  ].filter((part) => part !== '');
  const last = parts.pop() as string;
  const all = parts.length > 0 ? `${parts.join(', ')} or ${last}` : last;
  return all.endsWith(' on the plan') ? all : `${all} of the ${room}`;
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
