/** Replays the samples that a person judged (docs/facts.md): a pattern that reads one of them otherwise must be judged again. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { WebDocument } from '@touchstone/contracts';
import type { Fact } from './fact.ts';
import { patterns } from './patterns.ts';

interface Judged {
  pattern: string;
  id: string;
  title: string;
  language: string;
  text: string;
  facts: Pick<Fact, 'property' | 'value'>[];
  right: boolean;
}

const file = new URL('../../../test/fixtures/judged-facts.jsonl', import.meta.url);
const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
const judged = lines.map((line) => JSON.parse(line) as Judged);

function documentOf({ id, title, language, text }: Judged): WebDocument {
  return {
    id,
    title,
    language,
    text,
    url: '',
    licence: 'CC-BY-SA-4.0',
    attribution: 'Wikipedia contributors',
    links: [],
  };
}

describe('patterns on judged samples', () => {
  for (const pattern of patterns) {
    const samples = judged.filter((sample) => sample.pattern === pattern.id);
    test(`${pattern.id} reads ${samples.length} judged samples as they were judged`, () => {
      for (const sample of samples) {
        const facts = pattern.read(documentOf(sample)).map(({ property, value }) => ({ property, value }));
        assert.deepEqual(facts, sample.facts, sample.title);
      }
    });

    test(`${pattern.id} was judged on at least 30 samples and right on at least 95 % of them`, () => {
      const read = samples.filter(({ facts }) => facts.length > 0);
      const right = read.filter(({ right: judgedRight }) => judgedRight);
      assert.ok(samples.length >= 30, `${samples.length} samples`);
      assert.ok(right.length >= 0.95 * read.length, `${right.length} of ${read.length}`);
    });

    test(`${pattern.id} says where in the text each fact stands`, () => {
      for (const sample of samples)
        for (const { evidence } of pattern.read(documentOf(sample))) {
          assert.equal(evidence.document, sample.id);
          assert.ok(
            evidence.start >= 0 && evidence.end > evidence.start && evidence.end <= sample.text.length,
          );
        }
    });
  }
});
