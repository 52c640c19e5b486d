import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayBeRetired, retirementOf } from './retirement.ts';

const counts = (solver: string, attempts: number, passed: number) => ({ solver, attempts, passed });
const strongElsewhere = [counts('strong', 100, 40)];

// By hand: all of n passed has the lower 95 % limit 0.025^(1/(n+1)), which is 0.94936 for n = 70 and 0.95005 for n = 71.
test('71 attempts that all passed saturate a task, 70 do not', () => {
  assert.equal(retirementOf([counts('any', 70, 70)], []), null);
  assert.equal(retirementOf([counts('any', 71, 71)], [])?.rule, 'saturated');
  assert.equal(retirementOf([counts('any', 71, 71), counts('weak', 10, 2)], []), null);
});

test('59 failures of capable solvers make a task impossible, 58 do not, nor any number of incapable ones', () => {
  assert.equal(retirementOf([counts('strong', 58, 0)], strongElsewhere), null);
  const retired = retirementOf([counts('strong', 59, 0), counts('weak', 500, 0)], strongElsewhere);
  assert.equal(retired?.rule, 'impossible');
  assert.deepEqual(
    retired?.evidence.solvers.map(({ capable }) => capable),
    [true, false],
  );
  assert.equal(retirementOf([counts('weak', 500, 0)], [counts('weak', 100, 5)]), null);
  assert.equal(retirementOf([counts('unheard of', 500, 0)], []), null);
});

test('a task that anybody ever passed is not impossible', () => {
  assert.equal(retirementOf([counts('strong', 200, 0), counts('weak', 9, 1)], strongElsewhere), null);
});

test('what no rule could retire is not looked into', () => {
  assert.equal(mayBeRetired({ attempts: 58, passed: 0 }), false);
  assert.equal(mayBeRetired({ attempts: 59, passed: 0 }), true);
  assert.equal(mayBeRetired({ attempts: 1_000, passed: 500 }), false);
  assert.equal(mayBeRetired({ attempts: 71, passed: 71 }), true);
});
