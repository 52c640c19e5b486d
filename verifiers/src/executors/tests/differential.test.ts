import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareValues } from './differential.ts';
import { objectsIn } from './suite-run.ts';

const asked = [
  { id: 'a', expected: { x: 1, y: [2, 'three'] } },
  { id: 'b', expected: null },
];
const said = (...printed: string[]) => {
  const judgement = compareValues(asked, objectsIn(Buffer.from(printed.join('\n'))));
  return judgement.outcome === 'found' ? judgement.finding.detail : judgement.outcome;
};

test('each input has exactly one value, equal as JSON; what else was printed does not count', () => {
  const noise = ['debug', '{not json', '{"id": 7, "value": 1}', '[1]', '{"id": "a"}'];
  assert.equal(
    said(...noise, '{"id":"b","value":null}', '{"id":"a","value":{"y":[2,"three"],"x":1.0}}'),
    'passed',
  );
});

test('a missing, doubled, invented or other value is a difference', () => {
  const b = '{"id":"b","value":null}';
  const a = '{"id":"a","value":{"x":1,"y":[2,"three"]}}';
  assert.match(said(a), /^1 of 2 inputs/);
  assert.match(said(a, b, b), /^1 of 2 inputs/);
  assert.match(said(a, '{"id":"b","value":false}'), /^1 of 2 inputs/);
  assert.match(said(a, b, '{"id":"c","value":1}'), /never given/);
  assert.match(said(a, '{"id":"b","value":"\\ud800"}'), /^1 of 2 inputs/);
  assert.match(said(), /^2 of 2 inputs/);
});
