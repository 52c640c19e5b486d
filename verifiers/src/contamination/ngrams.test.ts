import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedTexts, type ListEntry } from './ngrams.ts';

async function* list(...texts: string[]): AsyncGenerator<ListEntry> {
  for (const [index, text] of texts.entries()) yield { list: 'bench', entry: index + 1, text };
}
const sentence =
  'On 14 March 2013 the tanker reached the roads at 05:40 and was held for the afternoon tide by the harbour master.';

test('a task that quotes an entry is found, whatever its case, punctuation and surroundings', async () => {
  const tasks = [
    { id: 'a', text: `I settle a claim. ${sentence.toUpperCase().replaceAll(' ', '  ')} Who was right?` },
    {
      id: 'b',
      text: 'Quite another matter, with more than thirteen words in it, so that it has runs to be compared.',
    },
  ];
  const found = await sharedTexts(tasks, list('nothing of the sort', sentence), 13);
  assert.deepEqual(
    found.map(({ task, entry }) => [task, entry]),
    [['a', 2]],
  );
  assert.ok((found[0]?.shared ?? 0) >= 8);
  assert.match(found[0]?.example ?? '', /^on 14 march 2013 the tanker/);
});

test('a shared run shorter than n words is not contamination', async () => {
  const tasks = [
    { id: 'a', text: `${'word '.repeat(20)} held for the afternoon tide by the harbour master` },
  ];
  assert.deepEqual(await sharedTexts(tasks, list(sentence), 13), []);
});

test('a short task is compared whole', async () => {
  const tasks = [{ id: 'a', text: 'How many tilings are there?' }];
  const found = await sharedTexts(tasks, list('how many tilings are there', 'How many tilings'), 13);
  assert.deepEqual(
    found.map(({ entry, shared, of }) => [entry, shared, of]),
    [[1, 1, 1]],
  );
});

test('the most contaminated task comes first', async () => {
  const tasks = [
    { id: 'part', text: `${sentence} ${Array.from({ length: 60 }, (_, index) => `w${index}`).join(' ')}` },
    { id: 'whole', text: sentence },
  ];
  const found = await sharedTexts(tasks, list(sentence), 13);
  assert.deepEqual(
    found.map(({ task }) => task),
    ['whole', 'part'],
  );
});
