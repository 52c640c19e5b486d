import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clueTypes, holds, thingCount, type Clue, type ClueType, type Thing } from './clue.ts';
import { arrangements, type Arrangement, type Frame } from './search.ts';

const clue = (type: ClueType, amount: number, ...things: Thing[]): Clue => ({ type, amount, things });

test('the zebra puzzle (Life International, 1962) has one solution: the Japanese owns the zebra, the Norwegian drinks water', () => {
  const [colour, nation, drink, smoke, pet] = [1, 2, 3, 4, 5] as const;
  const frame: Frame = { values: [1, 2, 3, 4, 5], categories: 5 };
  const five = (category: number): [Thing, Thing, Thing, Thing, Thing] => [
    [category, 0],
    [category, 1],
    [category, 2],
    [category, 3],
    [category, 4],
  ];
  const [red, green, ivory, yellow, blue] = five(colour);
  const [english, spanish, ukrainian, norwegian, japanese] = five(nation);
  const [coffee, tea, milk, juice, water] = five(drink);
  const [oldGold, kools, chesterfields, luckyStrike, parliaments] = five(smoke);
  const [dog, snails, fox, horse, zebra] = five(pet);
  const clues = [
    clue('same', 0, english, red),
    clue('same', 0, spanish, dog),
    clue('same', 0, coffee, green),
    clue('same', 0, ukrainian, tea),
    clue('gap', 1, ivory, green),
    clue('same', 0, oldGold, snails),
    clue('same', 0, kools, yellow),
    clue('same', 0, milk, [0, 2]),
    clue('same', 0, norwegian, [0, 0]),
    clue('adjacent', 0, chesterfields, fox),
    clue('adjacent', 0, kools, horse),
    clue('same', 0, luckyStrike, juice),
    clue('same', 0, japanese, parliaments),
    clue('adjacent', 0, norwegian, blue),
  ];
  const found = arrangements(frame, clues, 2);
  assert.equal(found.length, 1);
  const placeOf = ([category, index]: Thing) => found[0]?.[category]?.[index];
  assert.equal(placeOf(zebra), placeOf(japanese));
  assert.equal(placeOf(water), placeOf(norwegian));
});

test('without clues every pair of orders is an arrangement', () => {
  assert.equal(arrangements({ values: [1, 2, 3], categories: 2 }, [], 1000).length, 36);
});

function orders(n: number): number[][] {
  if (n === 0) return [[]];
  return orders(n - 1).flatMap((order) =>
    Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]),
  );
}

test('the search finds what trying every pair of orders finds, whatever the clues', () => {
  const values = [2, 3, 4, 8];
  const n = values.length;
  const things = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: n - 1 })),
    {
      minLength: 3,
      maxLength: 3,
      selector: String,
    },
  );
  const clues = fc.array(
    fc.record({ type: fc.constantFrom(...clueTypes), things, amount: fc.integer({ min: 1, max: 4 }) }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(clues, (drawn) => {
      const given: Clue[] = drawn.map((one) => ({
        ...one,
        things: one.things.slice(0, thingCount[one.type]),
      }));
      const all: Arrangement[] = orders(n).flatMap((one) => orders(n).map((two) => [[0, 1, 2, 3], one, two]));
      const wanted = all.filter((arrangement) =>
        given.every((one) =>
          holds(
            one,
            one.things.map(([category, index]) => arrangement[category]?.[index] as number),
            values,
          ),
        ),
      );
      const found = arrangements({ values, categories: 2 }, given, 1000);
      assert.deepEqual(new Set(found.map(String)), new Set(wanted.map(String)));
      assert.equal(found.length, wanted.length);
    }),
    { seed: 11, numRuns: 100 },
  );
});
