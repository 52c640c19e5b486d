import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { museumArchive } from './museum-archive.ts';
import { sentWith } from './movements.ts';
import type { Fixed } from './museum.ts';
import { simulate } from './simulate.ts';
import { articleOn, numberOn, standing } from './truth.ts';

const seeds = ['test/1', 'test/2', 'test/3'];

describe('a simulated museum', () => {
  test('is the same for the same seed and another for another', () => {
    assert.deepEqual(simulate('test/1'), simulate('test/1'));
    assert.notDeepEqual(simulate('test/1'), simulate('test/2'));
  });

  test('gives no number to two objects at a time', () => {
    for (const seed of seeds) {
      const museum = simulate(seed);
      for (let day = museum.first; day < museum.last; day += 97) {
        const numbers = museum.works
          .filter(({ acquired }) => acquired <= day)
          .map((work) => numberOn(work, day).number);
        assert.equal(new Set(numbers).size, numbers.length, `${seed}, day ${day}`);
      }
    }
  });

  test('sends no object to two houses at a time, and none before it came or after it left', () => {
    for (const seed of seeds) {
      const { works, loans } = simulate(seed);
      for (const [index, work] of works.entries()) {
        const away = loans.filter((loan) => sentWith(loan).includes(index));
        for (const loan of away) {
          assert.ok(loan.despatched < loan.returned && work.acquired < loan.agreed);
          assert.ok(!work.left || loan.returned < work.left.day);
          for (const other of away)
            assert.ok(loan === other || loan.returned < other.despatched || other.returned < loan.despatched);
        }
      }
    }
  });

  test('carries no object about while it is away', () => {
    const { works, loans } = simulate('test/1');
    for (const loan of loans)
      for (const index of sentWith(loan))
        for (const place of works[index]!.places)
          assert.ok(
            place.from < loan.despatched || place.from >= loan.returned,
            `${loan.number}, ${place.record}`,
          );
  });

  test('amends each article with a text of its own, and revokes two amendments before their day', () => {
    for (const seed of seeds) {
      const { amendments } = simulate(seed);
      const revoked = amendments.filter((each) => each.revoked);
      assert.equal(revoked.length, 2);
      for (const { adopted, from, revoked: gone } of revoked)
        assert.ok(adopted < gone!.day && gone!.day < from);
    }
  });
});

describe('what stands on a day', () => {
  const fixed = (value: string, from: number, undone: number | null = null): Fixed<string> => ({
    value,
    from,
    issued: from - 5,
    record: value,
    undone: undone === null ? null : { day: undone, record: `${value}-gone` },
  });
  const series = [fixed('one', 10), fixed('two', 20, 40), fixed('three', 60)];

  test('is the latest that counts, by the day that it names and not by the day of its record', () => {
    assert.equal(standing(series, 19).value, 'one');
    assert.equal(standing(series, 20).value, 'two');
    assert.equal(standing(series, 57).value, 'one');
    assert.equal(standing(series, 57, { byIssue: true }).value, 'three');
  });

  test('is what stood before, from the day on which the later was taken back', () => {
    assert.equal(standing(series, 39).value, 'two');
    assert.equal(standing(series, 40).value, 'one');
    assert.equal(standing(series, 40, { trusting: true }).value, 'two');
  });

  test('never was what is void from the start', () => {
    assert.equal(standing(series, 30, { voidFromStart: true }).value, 'one');
  });

  test('agrees for articles with going through the amendments one by one', () => {
    for (const seed of seeds) {
      const museum = simulate(seed);
      for (let day = museum.policy.adopted; day < museum.last; day += 31) {
        let value: unknown = museum.policy.articles.late;
        for (const each of museum.amendments)
          if (each.article === 'late' && each.from <= day && !each.revoked) value = each.value;
        assert.equal(articleOn(museum, 'late', day).value, value);
      }
    }
  });
});

describe('the archive of a museum', () => {
  test('holds some thousands of records, alike for the same seed and number', () => {
    const { archive } = museumArchive(3, 0);
    assert.ok(archive.documents.length > 3000 && archive.documents.length < 6000);
    assert.notEqual(museumArchive(3, 1).archive.hash, archive.hash);
  });

  test('names no object so often that one list of hits could not hold it', () => {
    const counts = new Map<string, number>();
    for (const { title, text } of museumArchive(3, 0).archive.documents)
      for (const number of new Set(`${title} ${text}`.match(/\b[PDCM]\d{3}\b/g)))
        counts.set(number, (counts.get(number) ?? 0) + 1);
    assert.ok(Math.max(...counts.values()) <= 50);
  });

  test('writes no value that is missing', () => {
    for (const { id, text } of museumArchive(3, 0).archive.documents)
      assert.doesNotMatch(text, /undefined|null|NaN|\[object/, id);
  });
});
