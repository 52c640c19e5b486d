/**
 * The situations in which somebody asks how many layouts there are: what the pieces are called, which rules such a person
 * would have, and the sentences. A sentence says its convention completely; the opening never repeats between scenes.
 */
import type { Rng } from '@touchstone/contracts';
import type { PieceKind, RuleName } from './floor.ts';

/** What a scene's sentences are made from. */
export interface Telling {
  width: number;
  height: number;
  /** Blocked squares as [row, column], from 1. */
  blocked: readonly (readonly [number, number])[];
  /** How many pieces of the kind `by`; null when that is what is asked. */
  number: number | null;
  /** Whole sentences, in order. */
  rules: readonly string[];
  question: string;
  rng: Rng;
}

export interface Scene {
  /** How often the scene is drawn: by how many different floors it has. */
  weight: number;
  pieces: readonly PieceKind[];
  /** The kind whose number is fixed, or asked for. */
  by: PieceKind;
  /** Field name for that number, as an answer gives it. */
  byField: string;
  /** Shortest and longest side. */
  sides: readonly [number, number];
  cellsMax: number;
  /** Share of the cells that pieces of kind `by` take, least and most. */
  share: readonly [number, number];
  required: readonly RuleName[];
  optional: readonly RuleName[];
  /** How many squares may be blocked. */
  blockedMax: number;
  rules: Readonly<Partial<Record<RuleName, string>>>;
  /** What the floor and a finished layout are called. */
  room: string;
  layout: string;
  byName: string;
  tell(telling: Telling): string;
}

export const scenes: Readonly<Record<string, Scene>> = {
  tatami: {
    weight: 5,
    pieces: ['full', 'half'],
    by: 'half',
    byField: 'half_mats',
    byName: 'half mats',
    sides: [5, 10],
    cellsMax: 90,
    share: [0.05, 0.25],
    required: ['no-four-corners'],
    optional: ['halves-apart', 'no-twins'],
    blockedMax: 3,
    room: 'room',
    layout: 'layout',
    rules: {
      'no-four-corners': 'By custom no point may be a corner of four different mats, full or half.',
      'halves-apart': 'Two half mats may not share an edge (they may touch at a corner).',
      'no-twins': 'Two full mats may not lie side by side along their whole long edges.',
    },
    tell: ({ width, height, blocked, number, rules, question, rng }) => {
      const size = `${height} by ${width}`;
      const mats = rng.pick([
        'Full mats are two half mats long and one wide and may lie either way round; half mats are square.',
        'A full mat covers two neighbouring squares, lying either way; a half mat covers one.',
      ]);
      const hearth = squares(
        blocked,
        'is taken by a post',
        'are taken by posts',
        'is left free of mats',
        'are left free of mats',
      );
      const rest = hearth === '' ? 'The floor' : 'The rest';
      const fixed = number === null ? '' : ` Exactly ${number} half mats are to be used.`;
      return paragraphs(
        rng.pick([
          `We are laying new tatami in a temple hall of ${size} half mats (${height} rows from north to south, ${width} columns from west to east). ${mats}${hearth} ${rest} must be covered completely.${fixed}`,
          `An inn wants to relay the mats of its banquet room and lets the guests vote on the pattern. On the plan the room is a grid of ${height} rows and ${width} columns of squares, each as large as a half mat. ${mats}${hearth} ${hearth === '' ? 'No' : 'No other'} square may stay bare.${fixed}`,
          `For a catalogue of mat patterns I need a number. The floor is ${height} squares from north to south and ${width} from west to east, a square being the size of a half mat. ${mats}${hearth} ${hearth === '' ? 'The whole floor' : 'Everything else'} is covered, and mats may not overlap or be cut.${fixed}`,
          `Our tea school owns a practice room and wants a new arrangement of its mats every term. Measured in half mats the room has ${height} rows and ${width} columns. ${mats}${hearth} Mats lie flat, side by side, and ${hearth === '' ? 'leave no square' : 'leave no other square'} uncovered.${fixed}`,
          `How long until we repeat ourselves? Each month we lay the mats of the guest room, ${width} squares wide and ${height} deep where a square is a half mat, in another way. ${mats}${hearth} ${hearth === '' ? 'Every square' : 'Every other square'} is covered.${fixed}`,
        ]),
        rules.join(' '),
        question,
      );
    },
  },
  terrace: {
    weight: 1,
    pieces: ['full', 'half'],
    by: 'half',
    byField: 'small_slabs',
    byName: 'small slabs',
    sides: [5, 7],
    cellsMax: 42,
    share: [0.08, 0.4],
    required: ['no-through-joint'],
    optional: ['halves-apart', 'no-four-corners', 'no-twins'],
    blockedMax: 0,
    room: 'terrace',
    layout: 'pattern',
    rules: {
      'no-through-joint':
        'No straight joint may run through from one side of the terrace to the opposite side: such a joint would open with the first frost.',
      'halves-apart': 'Two small slabs must not share an edge; touching at a corner is fine.',
      'no-four-corners': 'There must be no cross joints: nowhere may four different slabs meet in one point.',
      'no-twins': 'Two long slabs must never lie next to each other so that together they form a square.',
    },
    tell: ({ width, height, number, rules, question, rng }) => {
      const fixed = number === null ? '' : `${number} of the slabs are small ones, neither more nor fewer.`;
      return paragraphs(
        rng.pick([
          `Our landscaper paves with two sizes of the same stone, 40 × 80 cm and 40 × 40 cm. The terrace is ${metres(width)} m wide and ${metres(height)} m deep and is paved completely, no slab cut, every slab parallel to the sides; the long ones may point either way. ${fixed}`,
          `A terrace of ${metres(width)} m (west to east) by ${metres(height)} m (south to north) is to be paved without cutting a stone. In stock are slabs of 40 × 80 cm, laid lengthwise or crosswise, and square ones of 40 × 40 cm, all on a 40 cm grid. ${fixed}`,
        ]),
        rules.join(' '),
        question,
      );
    },
  },
  stage: {
    weight: 3,
    pieces: ['full', 'corner'],
    by: 'corner',
    byField: 'corner_units',
    byName: 'corner units',
    sides: [4, 7],
    cellsMax: 36,
    share: [0.25, 0.8],
    required: [],
    optional: ['no-four-corners', 'corners-apart', 'no-twins'],
    blockedMax: 3,
    room: 'stage',
    layout: 'plan',
    rules: {
      'no-four-corners':
        'Under the deck a foot takes at most three units, so no point inside the stage may be a corner of four different units.',
      'corners-apart': 'Corner units flex, so two of them may not share any part of an edge.',
      'no-twins':
        'Two straight units may not lie side by side along their full length (the clamps would collide).',
    },
    tell: ({ width, height, blocked, number, rules, question, rng }) => {
      const trap = squares(
        blocked,
        'stays open for a trap',
        'stay open for traps',
        'is not decked',
        'are not decked',
      );
      const fixed =
        number === null
          ? ''
          : `The hire firm sends ${number} corner units, all of which must go in; straight units fill what remains.`;
      return paragraphs(
        rng.pick([
          `The deck of our open-air stage is put together from straight units (1 m × 2 m, either way round) and L-shaped corner units (three square metres, turned any of the four ways). The stage is ${width} m wide and ${height} m deep, on a 1 m grid.${trap} ${trap === '' ? 'It' : 'The rest'} is decked completely, and units neither overlap nor stick out. ${fixed}`,
          `Stage plan for the summer tour: ${height} rows (front to back) of ${width} one-metre squares.${trap} ${trap === '' ? 'All of it is' : 'All other squares are'} decked with two kinds of unit, straight ones that cover two neighbouring squares and corner ones that cover three squares of a 2 × 2 block. Both kinds may be turned. ${fixed}`,
          `We hire out stage decks and are asked how many ways there are to build a floor ${width} m wide and ${height} m deep, planned on one-metre squares.${trap} Two kinds of unit ${trap === '' ? 'cover all of it' : 'cover the rest'}: straight units two squares long, and corner units made of three squares in the shape of an L. A unit may be put down in any direction, and no two overlap. ${fixed}`,
        ]),
        rules.join(' '),
        question,
      );
    },
  },
  quilt: {
    weight: 1,
    pieces: ['full', 'half', 'square'],
    by: 'square',
    byField: 'large_patches',
    byName: 'large patches',
    sides: [4, 7],
    cellsMax: 36,
    share: [0.3, 0.7],
    required: ['squares-apart'],
    optional: ['no-four-corners', 'halves-apart', 'no-twins'],
    blockedMax: 0,
    room: 'quilt',
    layout: 'design',
    rules: {
      'squares-apart': 'Two large patches never share any part of an edge (corners may touch).',
      'no-four-corners':
        'Nowhere do four different patches meet in one point, because the seams would be too thick to sew.',
      'halves-apart': 'Small patches never share an edge with each other.',
      'no-twins': 'Two oblong patches never lie side by side so that they form a square.',
    },
    tell: ({ width, height, number, rules, question, rng }) => {
      const fixed =
        number === null
          ? ''
          : ` There are to be ${number} large patches, and as many of the others as it takes.`;
      return paragraphs(
        rng.pick([
          `My sewing circle makes quilts from three sizes of patch: small (10 × 10 cm), oblong (10 × 20 cm, upright or lying) and large (20 × 20 cm), all of one plain cloth. The next quilt measures ${width * 10} cm across and ${height * 10} cm down, with every seam on the 10 cm grid and no gaps.${fixed}`,
          `A pattern book for patchwork wants to state how many designs a cover of ${width * 10} cm (across) by ${height * 10} cm (down) allows. It is sewn without gaps from plain patches of 10 × 10, 10 × 20 (either way round) and 20 × 20 cm on a 10 cm grid.${fixed} Call them small, oblong and large.`,
        ]),
        rules.join(' '),
        question,
      );
    },
  },
  roof: {
    weight: 4,
    pieces: ['full', 'half'],
    by: 'half',
    byField: 'free_squares',
    byName: 'free squares',
    sides: [4, 8],
    cellsMax: 48,
    share: [0.3, 0.6],
    required: ['same-way'],
    optional: ['no-twins', 'no-four-corners'],
    blockedMax: 3,
    room: 'roof',
    layout: 'arrangement',
    rules: {
      'same-way':
        'Panels that share any part of an edge must lie the same way round, since their rails are joined; panels that only touch at a corner are not joined.',
      'no-twins':
        'Two panels must not lie side by side along their whole long edges, or the inner one overheats.',
      'no-four-corners':
        'No point may be a corner of four different things, counting each panel and each free square as one thing: the anchor there would be overloaded.',
    },
    tell: ({ width, height, blocked, number, rules, question, rng }) => {
      const chimney = squares(
        blocked,
        'is a skylight',
        'are skylights',
        'can take no panel and does not count as free',
        'can take no panel and do not count as free',
      );
      const panels = number === null ? null : (width * height - blocked.length - number) / 2;
      const fixed =
        panels === null
          ? 'Squares without a panel are called free.'
          : `${panels} panels are to be mounted, which leaves ${number} squares free.`;
      return paragraphs(
        rng.pick([
          `Solar panels are to go on a flat roof. On the plan it is a grid of ${height} rows and ${width} columns, and a panel covers two neighbouring squares, in a row or in a column.${chimney} ${fixed}`,
          `The roof of the parish hall is divided into ${width} squares from west to east and ${height} from north to south. Each panel takes up exactly two squares that share an edge.${chimney} ${fixed} All panels are alike.`,
          `An installer's planning tool lists arrangements of solar panels, and we want to check its count for one roof: ${height} rows of ${width} squares on the plan, where a panel takes two squares next to each other in a row or in a column.${chimney} ${fixed} Panels cannot be told apart.`,
          `Our housing association has a flat roof of ${width} by ${height} squares (${width} to a row, ${height} rows on the plan) and would like solar panels on it. One panel, lying either way, fills two squares with a common edge.${chimney} ${fixed}`,
        ]),
        rules.join(' '),
        question,
      );
    },
  },
};

function metres(squaresOf40cm: number): string {
  return ((squaresOf40cm * 4) / 10).toFixed(1);
}

function paragraphs(...parts: string[]): string {
  return parts
    .map((part) => part.replaceAll('  ', ' ').trim())
    .filter((part) => part !== '')
    .join('\n\n');
}

/** ` The square in row 2, column 5 (…) is taken by a post and is left free of mats.` */
function squares(
  blocked: readonly (readonly [number, number])[],
  one: string,
  many: string,
  oneSo: string,
  manySo: string,
): string {
  if (blocked.length === 0) return '';
  const places = blocked.map(([row, column]) => `row ${row}, column ${column}`);
  const origin = 'rows and columns counted from 1, starting in the upper left corner of the plan';
  if (blocked.length === 1) return ` The square in ${places[0]} (${origin}) ${one} and ${oneSo}.`;
  return ` The squares in ${places.slice(0, -1).join('; ')} and ${places.at(-1)} (${origin}) ${many} and ${manySo}.`;
}
