/**
 * Counts the layouts of a floor by dynamic programming over the first open cell: two partial layouts are alike when the
 * rules cannot tell the open part's futures apart. Checked against `enumerate.ts` on small floors. Knows no symmetry.
 */
import {
  emptyLayout,
  fit,
  looksAtNeighbours,
  neighboursObey,
  open,
  pieceKinds,
  place,
  shapesOf,
  squares,
  takeBack,
  type Floor,
  type Layout,
  type Square,
} from './floor.ts';

/** More kinds of partial layout than this make a floor too large for a task: some seconds of Python. */
const statesMax = 200_000;
/** The same, noticed early: the widest layer of a floor at that bound. */
const layerMax = 8_000;

interface Beginning {
  layout: Layout;
  /** Pieces of the counted kind so far. */
  used: number;
  /** Which straight joints are already interrupted: between columns, then between rows, one bit each. */
  crossed: number;
  ways: bigint;
}

/** Floors seen last, by their JSON: rules are tried and dropped on the same floor again and again. */
const known = new Map<string, ReadonlyMap<number, bigint> | null>();
const knownMax = 64;

/** Number of layouts by the number of pieces of the kind `by`, whatever `number` says; null when the floor is too large. */
export function countLayouts(floor: Floor): ReadonlyMap<number, bigint> | null {
  const key = JSON.stringify([floor.width, floor.height, floor.blocked, floor.pieces, floor.by, floor.rules]);
  let counts = known.get(key);
  if (counts === undefined) {
    counts = sweep(floor);
    if (known.size >= knownMax) known.delete(known.keys().next().value as string);
    known.set(key, counts);
  }
  return counts;
}

function sweep(floor: Floor): Map<number, bigint> | null {
  const choices = shapesOf(floor.pieces);
  const jointsMatter = floor.rules.includes('no-through-joint');
  const codes = outlookCodes(floor);
  let states = 0;
  let layer = new Map<string, Beginning>();
  layer.set('', { layout: emptyLayout(floor), used: 0, crossed: 0, ways: 1n });
  for (let cell = 0; cell < floor.width * floor.height; cell++) {
    const next = new Map<string, Beginning>();
    for (const beginning of layer.values()) {
      const { layout } = beginning;
      if (layout[cell] !== open) {
        keep(floor, codes, next, beginning, cell + 1);
        continue;
      }
      for (const shape of choices) {
        const covered = fit(floor, layout, shape, cell);
        if (covered === null) continue;
        place(layout, shape, covered);
        if (neighboursObey(floor, layout, covered)) {
          const used = beginning.used + (shape.kind === floor.by ? 1 : 0);
          const crossed = jointsMatter ? beginning.crossed | joints(floor, covered) : 0;
          keep(floor, codes, next, { layout, used, crossed, ways: beginning.ways }, cell + 1);
        }
        takeBack(layout, covered);
      }
    }
    states += next.size;
    if (states > statesMax || next.size > layerMax) return null;
    layer = next;
  }
  return tally(floor, layer);
}

/** Adds a beginning to the alike one of the layer, or a copy of it where there is none. */
function keep(
  floor: Floor,
  codes: readonly number[],
  layer: Map<string, Beginning>,
  beginning: Beginning,
  cell: number,
): void {
  const { width, height } = floor;
  if (floor.rules.includes('no-through-joint') && cell % width === 0) {
    const row = cell / width - 1;
    if (row < height - 1 && !(beginning.crossed & (1 << (width - 1 + row)))) return;
  }
  const key = outlook(floor, codes, beginning, cell);
  const alike = layer.get(key);
  if (alike) alike.ways += beginning.ways;
  else layer.set(key, { ...beginning, layout: beginning.layout.slice() });
}

/** All that the future can depend on: which cells ahead are covered, what lies along the edge, the counter, the joints. */
function outlook(
  floor: Floor,
  codes: readonly number[],
  { layout, used, crossed }: Beginning,
  cell: number,
): string {
  const { width } = floor;
  const from = looksAtNeighbours(floor.rules) ? Math.max(0, cell - width - 1) : cell;
  const to = Math.min(layout.length, cell + 2 * width);
  let key = String.fromCharCode(used, unfinished(floor, crossed, cell));
  for (let look = from; look < to; look++)
    key += String.fromCharCode(codes[(layout[look] as number) + 2] as number);
  return key;
}

/** For pillar, open and each square a code that is the same where the rules see no difference. */
function outlookCodes({ rules }: Floor): number[] {
  const kinds = rules.some((rule) => rule.endsWith('-apart'));
  const ways = rules.includes('same-way') || rules.includes('no-twins');
  const code = ({ kind, way, right, below }: Square) => {
    if (!looksAtNeighbours(rules)) return 2;
    const seenKind = kinds || (ways && kind === 'full') ? pieceKinds.indexOf(kind) : 7;
    return 16 * seenKind + (ways && way === 'across' ? 8 : 0) + (right ? 4 : 0) + (below ? 2 : 0) + 64;
  };
  return [0, 1, ...squares.map(code)];
}

/** Finished joints need not be told apart. */
function unfinished({ width, height }: Floor, crossed: number, cell: number): number {
  const columns = (1 << (width - 1)) - 1;
  let rows = 0;
  for (let row = Math.floor(cell / width); row < height - 1; row++)
    rows |= crossed & (1 << (width - 1 + row));
  return (crossed & columns) | rows;
}

/** Straight joints that a piece interrupts. */
export function joints({ width }: Floor, covered: readonly number[]): number {
  let bits = 0;
  for (const cell of covered) {
    if (cell % width > 0 && covered.includes(cell - 1)) bits |= 1 << ((cell % width) - 1);
    if (covered.includes(cell - width)) bits |= 1 << (width - 1 + Math.floor(cell / width) - 1);
  }
  return bits;
}

function tally(floor: Floor, layer: Map<string, Beginning>): Map<number, bigint> {
  const totals = new Map<number, bigint>();
  const columns = (1 << (floor.width - 1)) - 1;
  for (const { used, crossed, ways } of layer.values()) {
    if (floor.rules.includes('no-through-joint') && (crossed & columns) !== columns) continue;
    totals.set(used, (totals.get(used) ?? 0n) + ways);
  }
  return totals;
}
