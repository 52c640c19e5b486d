import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bracelet } from './bracelet.ts';
import { countOrbits } from './burnside.ts';
import { cube } from './cube.ts';
import { routes } from './routes.ts';
import { table } from './table.ts';

test('three black and three white beads make 4 necklaces and 3 bracelets', () => {
  assert.deepEqual(bracelet.answer({ counts: [3, 3], run: null, apart: null, spaced: null }), {
    faced: 4,
    turnable: 3,
  });
});

test('no two alike among three black and three white beads leaves one necklace', () => {
  assert.deepEqual(bracelet.answer({ counts: [3, 3], run: 1, apart: null, spaced: null }), {
    faced: 1,
    turnable: 1,
  });
});

test('six of the twelve edges of a cube can be marked in 48 ways up to rotation, 30 with reflections (Pólya)', () => {
  // 2 × 30 − 48 = 12 are their own mirror image.
  assert.deepEqual(cube.answer({ counts: [6, 6], rules: [], strangers: null, faceMost: null }), {
    designs: 48,
    mirrored: 12,
  });
});

test('the edges of a cube have 218 two-colourings up to rotation', () => {
  const all = Array.from(
    { length: 13 },
    (_, marked) =>
      cube.answer({ counts: [marked, 12 - marked], rules: [], strangers: null, faceMost: null })
        .designs as number,
  );
  assert.equal(
    all.reduce((a, b) => a + b, 0),
    218,
  );
});

test('three couples have 32 seatings without partners side by side, four 1,488 (OEIS A129348, per rotation)', () => {
  const couples = (n: number) => ({
    sizes: Array.from({ length: n }, () => 2),
    foes: [],
    interpreter: null,
    opposite: [0, 1] as [number, number],
  });
  assert.equal(table.answer(couples(3)).seatings, 32);
  assert.equal(table.answer(couples(4)).seatings, 1488);
});

test('without rules there are as many shortest ways as binomial coefficients, and two with a single turn', () => {
  const grid = { east: 6, north: 5, closed: [], via: [3, 2] as [number, number], straight: 20 };
  // C(11, 5) = 462, through (3, 2): C(5, 2) C(6, 3) = 200.
  assert.deepEqual(routes.answer({ ...grid, turns: 20 }), { routes: 462, via: 200 });
  assert.equal(routes.answer({ ...grid, turns: 1 }).routes, 2);
});

test('the orbits that Burnside counts are those that listing finds', () => {
  const group = fc.constantFrom(1, 2, 3, 6);
  fc.assert(
    fc.property(group, fc.integer({ min: 1, max: 4 }), (step, black) => {
      const n = 6;
      const turns = Array.from({ length: n / step }, (_, k) =>
        Array.from({ length: n }, (__, i) => (i + k * step) % n),
      );
      const obeys = (colours: readonly number[]) =>
        colours.some((colour, i) => colour === 0 && colours[(i + 1) % n] === 1);
      const orbits = new Set<string>();
      for (let bits = 0; bits < 64; bits++) {
        const colours = Array.from({ length: n }, (_, i) => (bits >> i) & 1);
        if (colours.filter((colour) => colour === 0).length !== black || !obeys(colours)) continue;
        orbits.add(turns.map((turn) => turn.map((place) => colours[place]).join('')).sort()[0] as string);
      }
      assert.equal(countOrbits(turns, [black, n - black], obeys), orbits.size);
    }),
  );
});
