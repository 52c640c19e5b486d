/**
 * Visits layouts one by one. With a symmetry it visits only the layouts that the symmetry leaves unchanged, placing each
 * piece together with its images: about the square root of all. The slow twin of `count.ts` on small floors.
 */
import { joints } from './count.ts';
import {
  emptyLayout,
  fit,
  neighboursObey,
  open,
  place,
  shapesOf,
  takeBack,
  type Floor,
  type Layout,
  type Shape,
} from './floor.ts';
import type { Symmetry } from './symmetry.ts';

/** Where a search stops: a few hundred milliseconds. */
const stepsMax = 300_000;

interface Orbit {
  covered: number[][];
  /** False where an image overlaps or breaks a rule. */
  obeys: boolean;
}

/** Number of layouts unchanged by the symmetry (identity: all of them); null when the search is too long. */
export function countUnchanged(floor: Floor, symmetry: Symmetry, steps = stepsMax): number | null {
  const layout = emptyLayout(floor);
  const choices = shapesOf(floor.pieces);
  const straight = 2 ** (floor.width - 1 + floor.height - 1) - 1;
  let count = 0;
  let left = steps;
  const search = (from: number, used: number, crossed: number): boolean => {
    if (--left < 0) return false;
    const cell = layout.indexOf(open, from);
    if (cell < 0) {
      const whole = floor.number === null || used === floor.number;
      if (whole && (!floor.rules.includes('no-through-joint') || crossed === straight)) count++;
      return true;
    }
    for (const shape of choices) {
      const covered = fit(floor, layout, shape, cell);
      if (covered === null) continue;
      const orbit = placeOrbit(floor, layout, shape, covered, symmetry, choices);
      const now = used + (shape.kind === floor.by ? orbit.covered.length : 0);
      let goesOn = true;
      if (orbit.obeys && (floor.number === null || now <= floor.number))
        goesOn = search(
          cell + 1,
          now,
          orbit.covered.reduce((bits, piece) => bits | joints(floor, piece), crossed),
        );
      for (const piece of orbit.covered) takeBack(layout, piece);
      if (!goesOn) return false;
    }
    return true;
  };
  return search(0, 0, 0) ? count : null;
}

function placeOrbit(
  floor: Floor,
  layout: Layout,
  shape: Shape,
  covered: readonly number[],
  symmetry: Symmetry,
  choices: readonly Shape[],
): Orbit {
  const orbit: Orbit = { covered: [], obeys: true };
  const start = String([...covered].sort((a, b) => a - b));
  let image = [...covered].sort((a, b) => a - b);
  do {
    const lying = shapeOn(floor, image, shape.kind, choices);
    const cells = fit(floor, layout, lying, image[0] as number);
    if (cells === null) return { ...orbit, obeys: false };
    place(layout, lying, cells);
    orbit.covered.push(cells);
    if (!neighboursObey(floor, layout, cells)) return { ...orbit, obeys: false };
    image = image.map((cell) => symmetry.map[cell] as number).sort((a, b) => a - b);
  } while (String(image) !== start);
  return orbit;
}

/** The shape that covers exactly these cells, given in order; a shape that would wrap round the edge is another one. */
function shapeOn(
  { width }: Floor,
  image: readonly number[],
  kind: Shape['kind'],
  choices: readonly Shape[],
): Shape {
  const first = image[0] as number;
  const offset = (cell: number) => [
    Math.floor(cell / width) - Math.floor(first / width),
    (cell % width) - (first % width),
  ];
  const wanted = String(image.map(offset));
  return choices.find((shape) => shape.kind === kind && String(shape.cells) === wanted) as Shape;
}
