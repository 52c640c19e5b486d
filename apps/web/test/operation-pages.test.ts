/** The pages of review, episodes, runs, yields, acts and settings: each in its four states, in light and dark. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { violationsOf } from './support/axe.ts';
import { openBrowser } from './support/browser.ts';
import { answerApi, corpusAnswers, states, type State } from './support/fake-api.ts';
import { episodeId, operationAnswers, opId, otherEpisodeId, runId } from './support/operation-answers.ts';
import { openPage } from './support/open-page.ts';
import { serveDist, type ServedDist } from './support/serve-dist.ts';

interface Place {
  path: string;
  /** What the heading says when loaded. */
  heading: RegExp;
  /** What is there many times when loaded. */
  rows: string;
  /** Its other states are those of another place, or it asks the server for nothing. */
  onlyLoaded?: true;
  /** Where nothing on the server can be empty. */
  neverEmpty?: true;
}

const row = 'tbody tr';
const places: Place[] = [
  { path: '/review', heading: /^Review$/, rows: row },
  { path: '/review/risk', heading: /^Shown least well$/, rows: '[aria-label=Gates] li' },
  { path: `/episodes/${episodeId}`, heading: /^Episode a+$/, rows: 'article', neverEmpty: true },
  {
    path: `/episodes/${episodeId}?vs=${otherEpisodeId}`,
    heading: /^Episode a+$/,
    rows: 'article',
    neverEmpty: true,
  },
  { path: '/runs', heading: /^Runs$/, rows: row },
  { path: `/runs/${runId}`, heading: /^quickstart$/, rows: row },
  { path: `/runs/${runId}?tab=events`, heading: /^quickstart$/, rows: row, onlyLoaded: true },
  { path: `/runs/${runId}?tab=faults`, heading: /^quickstart$/, rows: row, onlyLoaded: true },
  { path: `/runs/${runId}?tab=families`, heading: /^quickstart$/, rows: row, onlyLoaded: true },
  { path: '/yields', heading: /^Yields$/, rows: row },
  { path: '/ops', heading: /^Ops$/, rows: row },
  { path: '/ops?tab=audit', heading: /^Ops$/, rows: row },
  { path: `/ops/${opId}`, heading: /^Approve: done$/, rows: row },
  { path: '/settings/keys', heading: /API keys$/, rows: row },
  { path: '/settings/budgets', heading: /Budgets$/, rows: row },
  { path: '/settings/shortcuts', heading: /Shortcuts$/, rows: row, onlyLoaded: true },
  { path: '/settings/appearance', heading: /Appearance$/, rows: 'label[for]', onlyLoaded: true },
  { path: '/settings/system', heading: /System$/, rows: row, onlyLoaded: true },
];

let served: ServedDist;
let browser: Browser;
before(async () => {
  served = await serveDist();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

for (const place of places)
  for (const state of states) {
    if (place.onlyLoaded && state !== 'loaded') continue;
    if (place.neverEmpty && state === 'empty') continue;
    test(`${place.path} has no fault of access when ${state}, in light and in dark`, async () => {
      await using shown = await open(place.path, state);
      const { page, wrongs } = shown;
      await assertShown(page, place, state);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.waitForFunction(
          (scheme) => document.documentElement.dataset['mantineColorScheme'] === scheme,
          colorScheme,
        );
        assert.deepEqual(await violationsOf(page), [], colorScheme);
      }
      assert.notEqual(await page.title(), 'owned');
      assert.equal(await page.locator('main img, main script').count(), 0, 'foreign text stays text');
      assert.deepEqual(wrongs, []);
    });
  }

async function assertShown(page: Page, place: Place, state: State): Promise<void> {
  const main = page.locator('main');
  await main.locator('h1').waitFor();
  if (state === 'loaded') {
    await main.locator(place.rows).first().waitFor();
    assert.match((await main.locator('h1').textContent()) ?? '', place.heading);
    assert.ok((await main.locator(place.rows).count()) >= 2, 'rows are there');
  } else if (state === 'empty') await main.locator('[role=note]').first().waitFor();
  else await main.locator(`[data-state=${state}]`).first().waitFor();
}

async function open(path: string, state: State) {
  const opened = await openPage(browser, 'light');
  const { page } = opened;
  await answerApi(page, state, [...operationAnswers(state), ...corpusAnswers(state)]);
  for (const [route, status] of [
    ['**/healthz', 'healthy'],
    ['**/readyz', 'ready'],
  ] as const)
    await page.route(route, (each) => each.fulfill({ json: { status } }));
  await page.goto(served.address + path);
  return opened;
}
