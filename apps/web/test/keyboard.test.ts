/**
 * A curator's work by keyboard alone, in a real browser against the real server and its database: filter, decide on twenty,
 * a bulk act and its undo, and an attempt at a task. The mouse is never used.
 */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './support/browser.ts';
import { openPage, type OpenedPage } from './support/open-page.ts';
import { serveRealTasks, type RealServer } from './support/real-server.ts';

let server: RealServer;
let browser: Browser;
let opened: OpenedPage;
before(async () => {
  server = await serveRealTasks({ 'interpreter.chances': 22, 'general.equipment-loans': 2 });
  browser = await openBrowser();
  opened = await openPage(browser, 'light');
  await opened.page.goto(`${server.address}/tasks`);
  await rows(opened.page).first().waitFor();
});
after(async () => {
  await opened?.[Symbol.asyncDispose]();
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});

const rows = (page: Page) => page.locator('[role=row][data-id]');

async function count(q: string): Promise<number> {
  const response = await fetch(`${server.address}/api/v1/tasks?limit=500&q=${encodeURIComponent(q)}`);
  return ((await response.json()) as { tasks: unknown[] }).tasks.length;
}

/** Tab until what has the focus matches, as somebody without a mouse would. */
async function tabTo(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  for (let presses = 0; presses < 120; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`No Tab reaches ${selector}`);
}

async function filter(page: Page, q: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(q);
  await page.keyboard.press('Enter');
  await page.waitForFunction((wanted) => new URLSearchParams(location.search).get('q') === wanted, q);
  // Leaves the query bar, so that letters are commands again.
  await page.keyboard.press('Escape');
}

test('a query written from the keyboard stands in the address and in the list', async () => {
  const { page } = opened;
  await filter(page, 'cat:general');
  await page.waitForFunction(() => document.querySelectorAll('[role=row][data-id]').length === 2);
});

test('twenty tasks are decided by key, one is taken back and decided again', async () => {
  const { page } = opened;
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.locator('h1', { hasText: 'Review' }).waitFor();
  await page.locator('tbody tr').first().waitFor();
  await page.keyboard.press('Enter');
  const decided = (wanted: number) =>
    page.waitForFunction(
      (text) => document.querySelector('[data-testid=decided]')?.textContent === text,
      `${wanted} decided`,
    );
  await page.locator('[aria-label=Gates] li').first().waitFor();
  const seen = new Set<string>();
  for (let at = 0; at < 20; at++) {
    const shown = await page.locator('[aria-label=Instruction]').textContent();
    seen.add(shown ?? '');
    if (at % 10 === 4) {
      await page.keyboard.press('r');
      await page.keyboard.press('3');
    } else await page.keyboard.press(at % 10 === 7 ? 'h' : 'a');
    await decided(at + 1);
  }
  assert.equal(seen.size, 20, 'twenty different tasks were on screen');
  await page.keyboard.press('z');
  await decided(19);
  await page.keyboard.press('Shift+Z');
  await decided(20);
  // Every decision has reached the database.
  for (let tries = 0; (await count('-review:unreviewed')) < 20 && tries < 100; tries++)
    await page.waitForTimeout(100);
  assert.equal(await count('review:approved'), 16);
  assert.equal(await count('review:rejected'), 2);
  assert.equal(await count('review:held'), 2);
  assert.equal(await page.locator('[role=alert]').count(), 0);
});

test('a bulk act over a whole query is previewed, done and undone', async () => {
  const { page } = opened;
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await rows(page).first().waitFor();
  await filter(page, 'review:approved');
  await page.waitForFunction(() => document.querySelectorAll('[role=row][data-id]').length === 16);
  await page.keyboard.press('Shift+A');
  await page.locator('[role=toolbar]').waitFor();
  await tabTo(page, '[role=toolbar] button:nth-of-type(5)');
  assert.match((await page.locator(':focus').textContent()) ?? '', /^Retire/);
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=preview-count]').waitFor();
  assert.match((await page.locator('[data-testid=preview-count]').textContent()) ?? '', /^16 tasks/);
  await tabTo(page, '[role=dialog] input');
  await page.keyboard.type('a rehearsal');
  await page.keyboard.press('Enter');
  await page.locator('[role=status]', { hasText: '16 tasks retired' }).waitFor();
  assert.equal(await count('status:retired'), 16);
  await page.keyboard.press('z');
  await page.locator('[role=status]', { hasText: '16 of 16 tasks are as they were' }).waitFor();
  assert.equal(await count('status:retired'), 0);
  assert.equal(await count('review:approved'), 16, 'what had been decided before stands again');
});

test('a task is played: its tool is called, an answer is handed in, and a verdict comes', async () => {
  const { page } = opened;
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await rows(page).first().waitFor();
  await filter(page, 'cat:interpreter');
  await page.waitForFunction(() => document.querySelectorAll('[role=row][data-id]').length === 22);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('[aria-label=Gates] li').first().waitFor();
  await page.keyboard.press('p');
  await tabTo(page, 'aside form button[type=submit]');
  await page.keyboard.press('Enter');
  await tabTo(page, 'aside textarea');
  await page.keyboard.type('print(6 * 7)');
  await page.keyboard.press('Control+Enter');
  await page.locator('aside ol li', { hasText: '42' }).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await tabTo(page, 'aside [aria-label=Submission] input, aside [aria-label=Submission] textarea');
  for (const [name, value] of Object.entries(await expectedOf(id))) {
    const label = `${name}`;
    for (let presses = 0; presses < 10; presses++) {
      const focused = await page.evaluate(
        () => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent ?? '',
      );
      if (focused.startsWith(label)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type(typeof value === 'string' ? value : JSON.stringify(value));
  }
  await tabTo(page, 'aside [aria-label=Submission] button[type=submit]');
  await page.keyboard.press('Enter');
  const verdict = page.locator('aside [aria-label=Verdict]');
  await verdict.waitFor();
  assert.equal(await verdict.getAttribute('data-outcome'), 'accepted', (await verdict.textContent()) ?? '');

  // What was done stands in a transcript: call, submission, verdict.
  await tabTo(page, 'aside [aria-label=Verdict] a');
  await page.keyboard.press('Enter');
  await page.locator('article', { hasText: 'print(6 * 7)' }).waitFor();
  await page.locator('[aria-label=Verdict]', { hasText: 'accepted' }).first().waitFor();
  assert.deepEqual(opened.wrongs, []);
});

/** The curator may look it up. */
async function expectedOf(task: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.address}/api/v1/tasks/${task}/secret`);
  const { secret } = (await response.json()) as {
    secret: { verifier: { expected: Record<string, unknown> } };
  };
  return secret.verifier.expected;
}
