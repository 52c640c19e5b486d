/**
 * A floor of unit squares that pieces must cover, and the rules that a layout obeys. Cells are numbered row by row.
 * Knows nothing of stories, questions or counting.
 */

export const pieceKinds = ['full', 'half', 'corner', 'square'] as const;
/** full: 1 by 2 either way round; half: 1 by 1; corner: three squares in an L; square: 2 by 2. */
export type PieceKind = (typeof pieceKinds)[number];

export const ruleNames = [
  'no-four-corners',
  'halves-apart',
  'corners-apart',
  'squares-apart',
  'no-twins',
  'same-way',
  'no-through-joint',
] as const;
/**
 * no-four-corners: no point is a corner of four different pieces. x-apart: no two pieces of kind x share an edge.
 * no-twins: no two full pieces lie side by side along their whole long sides. same-way: two full pieces that share part of an
 * edge lie the same way round. no-through-joint: no straight joint runs from one side of the floor to the opposite side.
 */
export type RuleName = (typeof ruleNames)[number];

export interface Floor {
  width: number;
  height: number;
  /** Cells that stay uncovered: pillars, hearths. */
  blocked: readonly number[];
  pieces: readonly PieceKind[];
  /** The kind whose number is fixed or asked for, and how many there must be; null: any number. */
  by: PieceKind;
  number: number | null;
  rules: readonly RuleName[];
}

/** One way a piece can lie: its cells as [row, column] from its first cell in reading order. */
export interface Shape {
  kind: PieceKind;
  /** across, down: of full pieces; none: the others. */
  way: 'across' | 'down' | 'none';
  cells: readonly (readonly [number, number])[];
  /** What lies on each of its cells: the number of the `Square`. */
  squares: readonly number[];
}

/** One cell of a piece, with what its neighbours must know. */
export interface Square {
  kind: PieceKind;
  way: Shape['way'];
  /** Whether the cell to the right, the cell below belongs to the same piece. */
  right: boolean;
  below: boolean;
}

export const squares: Square[] = [];
const shapes: readonly Shape[] = [
  shape('half', 'none', '0,0'),
  shape('full', 'across', '0,0 0,1'),
  shape('full', 'down', '0,0 1,0'),
  shape('corner', 'none', '0,0 0,1 1,0'),
  shape('corner', 'none', '0,0 0,1 1,1'),
  shape('corner', 'none', '0,0 1,0 1,1'),
  shape('corner', 'none', '0,0 1,-1 1,0'),
  shape('square', 'none', '0,0 0,1 1,0 1,1'),
];

export function shapesOf(kinds: readonly PieceKind[]): Shape[] {
  return shapes.filter(({ kind }) => kinds.includes(kind));
}

function shape(kind: PieceKind, way: Shape['way'], text: string): Shape {
  const pairs = text.split(' ');
  const cells = pairs.map((pair) => pair.split(',').map(Number) as [number, number]);
  const numbers = cells.map(([row, column]) => {
    const right = pairs.includes(`${row},${column + 1}`);
    const below = pairs.includes(`${row + 1},${column}`);
    return squares.push({ kind, way, right, below }) - 1;
  });
  return { kind, way, cells, squares: numbers };
}

/** A partly covered floor: for each cell the number of its `Square`, `open` or `pillar`. */
export type Layout = Int8Array;
export const open = -1;
const pillar = -2;

export function emptyLayout(floor: Floor): Layout {
  const layout = new Int8Array(floor.width * floor.height).fill(open);
  for (const cell of floor.blocked) layout[cell] = pillar;
  return layout;
}

/** The cells a shape would cover with its first cell at `first`, or null where it does not fit. */
export function fit(floor: Floor, layout: Layout, { cells }: Shape, first: number): number[] | null {
  const row = Math.floor(first / floor.width);
  const column = first % floor.width;
  const covered: number[] = [];
  for (const [down, right] of cells) {
    const r = row + down;
    const c = column + right;
    if (r >= floor.height || c < 0 || c >= floor.width) return null;
    const cell = r * floor.width + c;
    if (layout[cell] !== open) return null;
    covered.push(cell);
  }
  return covered;
}

export function place(layout: Layout, { squares: numbers }: Shape, covered: readonly number[]): void {
  for (let i = 0; i < covered.length; i++) layout[covered[i] as number] = numbers[i] as number;
}

export function takeBack(layout: Layout, covered: readonly number[]): void {
  for (const cell of covered) layout[cell] = open;
}

/**
 * Whether the rules that look at neighbours hold round the covered cells, as far as the neighbours are covered already.
 * The through joint is not looked at here: it is no matter of neighbours.
 */
export function neighboursObey(floor: Floor, layout: Layout, covered: readonly number[]): boolean {
  const { width, height, rules } = floor;
  if (!looksAtNeighbours(rules)) return true;
  const windows = rules.includes('no-four-corners') || rules.includes('no-twins');
  for (const cell of covered) {
    const row = Math.floor(cell / width);
    const column = cell % width;
    if (column > 0 && !pairObeys(rules, layout[cell - 1] as number, layout[cell] as number, 'right'))
      return false;
    if (column < width - 1 && !pairObeys(rules, layout[cell] as number, layout[cell + 1] as number, 'right'))
      return false;
    if (row > 0 && !pairObeys(rules, layout[cell - width] as number, layout[cell] as number, 'below'))
      return false;
    if (
      row < height - 1 &&
      !pairObeys(rules, layout[cell] as number, layout[cell + width] as number, 'below')
    )
      return false;
    if (!windows) continue;
    for (let r = Math.max(0, row - 1); r <= Math.min(row, height - 2); r++)
      for (let c = Math.max(0, column - 1); c <= Math.min(column, width - 2); c++)
        if (!windowObeys(floor, layout, r * width + c)) return false;
  }
  return true;
}

export function looksAtNeighbours(rules: readonly RuleName[]): boolean {
  return rules.some((rule) => rule !== 'no-through-joint');
}

function pairObeys(rules: readonly RuleName[], one: number, other: number, side: 'right' | 'below'): boolean {
  if (one < 0 || other < 0) return true;
  const first = squares[one] as Square;
  if (first[side]) return true;
  const second = squares[other] as Square;
  for (const rule of rules) {
    if (rule === 'halves-apart' && first.kind === 'half' && second.kind === 'half') return false;
    if (rule === 'corners-apart' && first.kind === 'corner' && second.kind === 'corner') return false;
    if (rule === 'squares-apart' && first.kind === 'square' && second.kind === 'square') return false;
    if (rule === 'same-way' && first.kind === 'full' && second.kind === 'full' && first.way !== second.way)
      return false;
  }
  return true;
}

/** The four cells round one inner point; `corner` is the upper left of them. */
function windowObeys({ width, rules }: Floor, layout: Layout, corner: number): boolean {
  const numbers = [corner, corner + 1, corner + width, corner + width + 1].map(
    (cell) => layout[cell] as number,
  );
  if (numbers.some((number) => number < 0)) return true;
  const [a, b, c, d] = numbers.map((number) => squares[number]) as [Square, Square, Square, Square];
  if (rules.includes('no-four-corners') && !a.right && !a.below && !b.below && !c.right) return false;
  if (!rules.includes('no-twins')) return true;
  if ([a, b, c, d].some(({ kind }) => kind !== 'full')) return true;
  return !(a.right && c.right) && !(a.below && b.below);
}
