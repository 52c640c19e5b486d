import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRng } from '@touchstone/contracts';
import { bag } from './bag.ts';
import { bracket } from './bracket.ts';
import { chainFrom, gatheredFrom, longRunMean } from './chain.ts';
import { inspection } from './inspection.ts';
import { match } from './match.ts';
import { Rational, sumOf } from './rational.ts';

const half = Rational.of(1, 2);

test('a fair walk from k between 0 and n ends at n with chance k/n after k(n - k) steps (gambler’s ruin)', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 8 }), (n, k) => {
      fc.pre(k < n);
      const chain = chainFrom(k, String, (at) =>
        at === 0 || at === n
          ? []
          : [
              [half, at - 1],
              [half, at + 1],
            ],
      );
      const ends = gatheredFrom(chain, String(k), (at) => (at === String(n) ? Rational.one : Rational.zero));
      assert.equal(ends.text, Rational.of(k, n).text);
      const steps = gatheredFrom(chain, String(k), (at) =>
        at === '0' || at === String(n) ? Rational.zero : Rational.one,
      );
      assert.equal(steps.text, Rational.of(k * (n - k)).text);
    }),
  );
});

test('a machine that fails with 1/10 and is repaired with 1/2 runs 5/6 of the time in the long run', () => {
  const chain = chainFrom<string>('up', String, (state) =>
    state === 'up'
      ? [
          [Rational.of(9, 10), 'up'],
          [Rational.of(1, 10), 'down'],
        ]
      : [
          [half, 'up'],
          [half, 'down'],
        ],
  );
  assert.equal(
    longRunMean(chain, 'up', (state) => (state === 'up' ? Rational.one : Rational.zero)).text,
    '5/6',
  );
});

test('a tennis game with 60 % of all points is won with 0.7357 (p^4 (15 - 34p + 28p^2 - 8p^3) / (p^2 + q^2))', () => {
  const { wins } = match.chances({ service: 'tie-break', target: 4, score: [0, 0], holds: [60, 40] });
  // p = 3/5: 81/625 times 369/125 over 13/25.
  assert.equal(wins?.text, Rational.of(81 * 369 * 25, 625 * 125 * 13).text);
});

test('equal players win half of the games whoever serves when, unless the winner keeps the service', () => {
  const equal = { target: 7, score: [0, 0] as [number, number], holds: [65, 65] as [number, number] };
  assert.equal(match.chances({ ...equal, service: 'tie-break' }).wins?.text, '1/2');
  assert.notEqual(match.chances({ ...equal, service: 'winner' }).wins?.text, '1/2');
});

test('one of eight teams wins the cup and seven matches are played, whatever the draw', () => {
  const strengths = [31, 27, 22, 20, 15, 11, 8, 5];
  for (const draw of ['open', 'halves', 'pots'] as const) {
    const cups = strengths.map(
      (_, team) => bracket.chances({ draw, strengths, team, rival: (team + 1) % 8 }).cup,
    );
    assert.equal(sumOf(cups as Rational[]).text, '1/1');
    const meetings = strengths.flatMap((_, team) =>
      strengths
        .slice(team + 1)
        .map((__, i) => bracket.chances({ draw, strengths, team, rival: team + 1 + i }).meet),
    );
    assert.equal(sumOf(meetings as Rational[]).text, '7/1');
  }
});

test('two red and one blue until two are alike: always red, after 8/3 draws (RR, RBR, BRR)', () => {
  const { pays, draws } = bag.chances({ until: 'same', count: 2, colours: [2, 1], asked: 0 });
  assert.deepEqual([pays?.text, draws?.text], ['1/1', '8/3']);
});

test('a plan that looks at one part and goes on from one bad one is worked out by hand', () => {
  // Lot of 4 with 1 bad; sample 2: none bad accept, 2 bad reject; one bad: 1 more, accept at most 1 in all.
  // Good first (3/4): one more test is needed unless... good, good (3/4 * 2/3) accept after 2.
  // good, bad (3/4 * 1/3): third is good for sure, accept after 3. bad, good (1/4 * 1): third good, accept after 3.
  const plan = { lot: 4, bad: 1, first: 2, acceptFirst: 0, rejectFirst: 2, second: 1, acceptTotal: 1 };
  const { accepted, tested } = inspection.chances(plan);
  assert.deepEqual([accepted?.text, tested?.text], ['1/1', '5/2']);
});

test('tested parts that are put back follow the binomial distribution', () => {
  // One test, bad with 1/4; the plan is decided by it alone.
  const plan = { lot: 4, bad: 1, first: 1, acceptFirst: 0, rejectFirst: 1, second: 1, acceptTotal: 0 };
  assert.equal(inspection.chances(plan).accepted?.text, '3/4');
});

test('the terms that a setting draws and does not object to are the same for the same stream', () => {
  assert.deepEqual(bracket.sample(createRng('x')), bracket.sample(createRng('x')));
});
