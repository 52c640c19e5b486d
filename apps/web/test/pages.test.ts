/**
 * Tasks and Task in a real browser: every tab and category, in both themes and in all four states. Each must really be there
 * (heading and rows, or the notice of its state) before axe-core counts, and nothing may have been refused by the policy.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { violationsOf } from './support/axe.ts';
import { openBrowser } from './support/browser.ts';
import { exampleTasks } from './support/corpus.ts';
import { answerApi, corpusAnswers, states, type State } from './support/fake-api.ts';
import { openPage, schemes } from './support/open-page.ts';
import { serveDist, type ServedDist } from './support/serve-dist.ts';

interface Case {
  path: string;
  heading: RegExp;
  /** What is there once it is loaded, and how often at least. */
  loaded: [selector: string, count: number];
  /** Pressed after it is loaded. */
  keys?: string[];
  only?: readonly State[];
}

const idOf = (category: string) =>
  exampleTasks.find(({ detail }) => detail.task.category === category)?.detail.id ?? '';
const loadedOnly = ['loaded'] as const;

const cases: Case[] = [
  { path: '/tasks', heading: /^Tasks$/, loaded: ['[role=row][data-id]', 12] },
  {
    path: '/tasks',
    heading: /^Tasks$/,
    loaded: ['aside[aria-label=Peek] [data-word]', 1],
    keys: ['j', 'Space'],
    only: loadedOnly,
  },
  {
    path: '/tasks',
    heading: /^Tasks$/,
    loaded: ['[role=toolbar]', 1],
    keys: ['j', 'x', 'Shift+J'],
    only: loadedOnly,
  },
  { path: '/tasks', heading: /^Tasks$/, loaded: ['[role=dialog] dl', 3], keys: ['?'], only: loadedOnly },
  {
    path: '/tasks',
    heading: /^Tasks$/,
    loaded: ['[role=dialog] input', 1],
    keys: ['Control+k'],
    only: loadedOnly,
  },
  { path: `/tasks/${idOf('search')}`, heading: /^search/, loaded: ['[aria-label=Gates] li', 11] },
  {
    path: `/tasks/${idOf('search')}`,
    heading: /^search/,
    loaded: ['[role=dialog] table tr', 3],
    keys: ['3'],
    only: loadedOnly,
  },
  {
    path: `/tasks/${idOf('search')}?tab=environment`,
    heading: /^search/,
    loaded: ['ul mark', 1],
    only: loadedOnly,
  },
  {
    path: `/tasks/${idOf('code')}?tab=environment`,
    heading: /^code/,
    loaded: ['[aria-label=LICENSE], pre code', 1],
    only: loadedOnly,
  },
  {
    path: `/tasks/${idOf('interpreter')}?tab=environment`,
    heading: /^interpreter/,
    loaded: ['pre code', 1],
    only: loadedOnly,
  },
  {
    path: `/tasks/${idOf('general')}?tab=environment`,
    heading: /^general/,
    loaded: ['[aria-label=Schema] svg', 1],
    only: loadedOnly,
  },
  {
    path: `/tasks/${idOf('general')}?tab=verifier`,
    heading: /^general/,
    loaded: ['table tr', 5],
    only: loadedOnly,
  },
  {
    path: `/tasks/${idOf('general')}?tab=episodes`,
    heading: /^general/,
    loaded: ['[role=note]', 2],
    only: loadedOnly,
  },
  {
    path: `/tasks/${idOf('general')}?tab=history`,
    heading: /^general/,
    loaded: ['ol li', 1],
    only: loadedOnly,
  },
  {
    path: `/tasks/${idOf('general')}?play=true`,
    heading: /^general/,
    loaded: ['aside[aria-label="Play the task"] button', 2],
    only: loadedOnly,
  },
];

let browser: Browser;
let served: ServedDist;
before(async () => {
  served = await serveDist();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

const selectors: Record<Exclude<State, 'loaded'>, string> = {
  empty: '[data-state=empty], [data-state=error]',
  error: '[data-state=error]',
  loading: '[data-state=loading]',
};

for (const { path, heading, loaded, keys = [], only = states } of cases)
  for (const state of only)
    for (const scheme of schemes)
      test(`${path.replace(/[0-9a-f]{52}/, '')} ${keys.join(' ')} is there and accessible: ${state}, ${scheme}`, async () => {
        await using opened = await openPage(browser, scheme);
        const { page, wrongs } = opened;
        await answerApi(page, state, corpusAnswers(state));
        await page.goto(served.address + path);
        const [selector, count] = loaded;
        if (state !== 'loaded') await page.locator(selectors[state]).first().waitFor();
        else if (keys.length > 0)
          await page.locator('[data-state=loaded], [aria-label=Gates]').first().waitFor();
        for (const key of keys) await page.keyboard.press(key);
        if (state === 'loaded')
          await page
            .locator(selector)
            .nth(count - 1)
            .waitFor();
        const title = await page.locator('h1').first().innerText();
        assert.match(title, state === 'loaded' || path === '/tasks' ? heading : /task_/);
        assert.deepEqual(await violationsOf(page), []);
        assert.deepEqual(wrongs, []);
      });

test('a frozen page opens at the quote, in a frame that runs nothing', async () => {
  await using opened = await openPage(browser, 'light');
  const { page, wrongs } = opened;
  await answerApi(page, 'loaded', corpusAnswers('loaded'));
  await page.goto(`${served.address}/tasks/${idOf('search')}?tab=environment`);
  await page.locator('button:has(mark)').first().click();
  const frame = page.frameLocator('iframe');
  const mark = frame.locator('#quote');
  await mark.waitFor();
  assert.equal(await mark.innerText(), '51/2000');
  const box = await mark.boundingBox();
  const around = await page.locator('iframe').boundingBox();
  assert.ok(box !== null && around !== null && box.y >= around.y && box.y <= around.y + around.height);
  assert.match(await frame.locator('pre').innerText(), /<script>alert\(1\)<\/script>/);
  assert.equal(await page.locator('iframe').getAttribute('sandbox'), '');
  assert.deepEqual(wrongs, []);
});
