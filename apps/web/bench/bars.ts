/**
 * The bars of the page, measured in Chromium against a running server with a seeded corpus; nothing is throttled.
 *
 *   node apps/api/bench/seed-corpus.ts --home FOLDER --rows 100000
 *   TOUCHSTONE_HOME=FOLDER touchstone serve --port 7792
 *   node apps/web/bench/bars.ts --server http://127.0.0.1:7792 [--tries 100]
 *
 * Scroll: 180 frames of 700 px. A key's time ends with the second frame after it, when what it changed has been painted.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser.ts';
import { openPage } from '../test/support/open-page.ts';

const { values } = parseArgs({
  options: { server: { type: 'string' }, tries: { type: 'string', default: '100' } },
});
if (values.server === undefined) throw new Error('Expected --server, for example http://127.0.0.1:7792.');
const { server } = values;
const tries = Number(values.tries);

const browser = await openBrowser();
try {
  await firstPaint();
  await filter();
  await nextItem();
  await scroll();
} finally {
  await browser.close();
}
bundle();

function say(what: string, figure: string, bar: string): void {
  console.log(`${what.padEnd(52)} ${figure.padStart(34)}   bar ${bar}`);
}

/** The first of all is said apart: the server finds nothing in memory then. */
async function firstPaint(): Promise<void> {
  const paints: { fcp: number; lcp: number; cls: number; tbt: number }[] = [];
  let heap = 0;
  let nodes = 0;
  for (let turn = 0; turn < 6; turn++) {
    await using opened = await openPage(browser, 'light');
    const { page } = opened;
    await page.addInitScript(observe);
    await page.goto(`${server}/tasks`);
    await page.locator('[role=row][data-id]').nth(10).waitFor();
    await page.waitForTimeout(1_000);
    paints.push(await page.evaluate(() => (globalThis as unknown as { seen: (typeof paints)[0] }).seen));
    ({ heap, nodes } = await memory(page));
  }
  const [cold, ...warm] = paints;
  const median = (key: 'fcp' | 'lcp' | 'cls' | 'tbt') =>
    at(
      warm.map((each) => each[key]),
      0.5,
    );
  say(
    '/tasks FCP / LCP, median of 5, ms',
    `${round(median('fcp'))} / ${round(median('lcp'))} (first ${round(cold?.fcp ?? 0)} / ${round(cold?.lcp ?? 0)})`,
    '300 / 500',
  );
  say('/tasks TBT / CLS', `${round(median('tbt'))} ms / ${median('cls').toFixed(3)}`, '60 ms / 0.02');
  say(
    '/tasks DOM nodes / heap after collection',
    `${nodes} / ${(heap / 1e6).toFixed(1)} MB`,
    '2,500 / 40 MB',
  );
}

/** In the page: paints, shifts and long tasks as they come. */
function observe(): void {
  const seen = { fcp: 0, lcp: 0, cls: 0, tbt: 0 };
  Object.assign(globalThis, { seen });
  const watch = (type: string, take: (entry: PerformanceEntry & { value?: number }) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('paint', (entry) => entry.name === 'first-contentful-paint' && (seen.fcp = entry.startTime));
  watch('largest-contentful-paint', (entry) => (seen.lcp = entry.startTime));
  watch('layout-shift', (entry) => (seen.cls += entry.value ?? 0));
  watch('longtask', (entry) => (seen.tbt += Math.max(0, entry.duration - 50)));
}

/** From the click on a value of a facet until rows and counts of the new query are painted. */
async function filter(): Promise<void> {
  await using opened = await openPage(browser, 'light');
  const { page } = opened;
  await page.goto(`${server}/tasks`);
  await page.locator('[role=row][data-id]').nth(10).waitFor();
  const buttons = page.locator('aside[aria-label=Facets] button[aria-pressed]:not([aria-label])');
  await buttons.nth(5).waitFor();
  const count = Math.min(12, await buttons.count());
  const rows: number[] = [];
  const both: number[] = [];
  for (let turn = 0; turn < tries; turn++) {
    const took = await page.evaluate(async (index) => {
      const all = document.querySelectorAll<HTMLElement>(
        'aside[aria-label=Facets] button[aria-pressed]:not([aria-label])',
      );
      const fresh = { rows: 0, both: 0 };
      const started = performance.now();
      const button = all[index];
      if (button === undefined) return fresh;
      button.click();
      const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
      await frame();
      while (performance.now() - started < 10_000) {
        const grid = document.querySelector('[role=grid]');
        const rowsDone =
          grid === null
            ? document.querySelector('[data-state=empty]') !== null
            : grid.getAttribute('aria-busy') === 'false';
        const facetsDone = document.querySelector('[data-stale]')?.getAttribute('data-stale') === 'false';
        if (rowsDone && fresh.rows === 0) fresh.rows = performance.now() - started;
        if (rowsDone && facetsDone) {
          await frame();
          fresh.both = performance.now() - started;
          return fresh;
        }
        await frame();
      }
      return fresh;
    }, turn % count);
    rows.push(took.rows);
    both.push(took.both);
    // Back to no filter, without waiting for the same answer from memory.
    if (turn % 3 === 2) {
      await page.locator('input[aria-label="Query of the corpus"]').fill('');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(150);
    }
  }
  say(
    `filter → rows, p50 / p95 of ${rows.length}`,
    `${round(at(rows, 0.5))} / ${round(at(rows, 0.95))} ms`,
    '80 ms p95',
  );
  say(
    `filter → rows and facets, p50 / p95 of ${both.length}`,
    `${round(at(both, 0.5))} / ${round(at(both, 0.95))} ms`,
    '150 ms p95',
  );
}

/** j on the page of a task: the next one is fetched before it is wanted. */
async function nextItem(): Promise<void> {
  await using opened = await openPage(browser, 'light');
  const { page } = opened;
  await page.goto(`${server}/tasks`);
  await page.locator('[role=row][data-id]').nth(10).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('[aria-label=Gates]').waitFor();
  await page.waitForTimeout(500);
  const times: number[] = [];
  for (let turn = 0; turn < Math.min(tries, 90); turn++) {
    times.push(
      await page.evaluate(async () => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
        const before = document.querySelector('h1')?.textContent;
        const started = performance.now();
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', code: 'KeyJ', bubbles: true }));
        while (performance.now() - started < 5_000) {
          const title = document.querySelector('h1')?.textContent;
          if (title !== before && document.querySelector('[aria-label=Gates]') !== null) {
            await frame();
            return performance.now() - started;
          }
          await frame();
        }
        return performance.now() - started;
      }),
    );
    await page.waitForTimeout(150);
  }
  say(
    `key → next task painted, p50 / p95 of ${times.length}`,
    `${round(at(times, 0.5))} / ${round(at(times, 0.95))} ms`,
    '50 ms p95',
  );
}

async function scroll(): Promise<void> {
  await using opened = await openPage(browser, 'light');
  const { page } = opened;
  await page.goto(`${server}/tasks`);
  await page.locator('[role=row][data-id]').nth(10).waitFor();
  await page.waitForTimeout(500);
  const frames = await page.evaluate(async () => {
    const grid = document.querySelector('[role=grid]') as HTMLElement;
    const times: number[] = [];
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let turn = 0; turn < 180; turn++) {
      grid.scrollBy(0, 700);
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      times.push(now - last);
      last = now;
    }
    return times;
  });
  const rows = await page.locator('[role=grid]').getAttribute('data-rows');
  say(
    `scroll p95 / longest frame (${rows} rows loaded on the way)`,
    `${round(at(frames, 0.95))} / ${round(Math.max(...frames))} ms, ${frames.filter((each) => each > 33).length} > 33`,
    '20 ms, none > 50',
  );
}

async function memory(page: Page): Promise<{ heap: number; nodes: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
  return { heap: usedSize, nodes };
}

/** Compressed as the server sends it. The entry is what index.html names. */
function bundle(): void {
  const dist = new URL('../dist/', import.meta.url);
  const index = readFileSync(new URL('index.html', dist), 'utf8');
  const files = readdirSync(new URL('assets/', dist)).map((name) => ({
    name,
    bytes: gzipSync(readFileSync(new URL(`assets/${name}`, dist)), { level: 9 }).length,
  }));
  const sum = (wanted: (name: string) => boolean) =>
    files.filter(({ name }) => wanted(name)).reduce((total, { bytes }) => total + bytes, 0);
  const isEntry = (name: string) => index.includes(name);
  const largest = files.filter(({ name }) => !isEntry(name)).sort((a, b) => b.bytes - a.bytes)[0];
  say(
    'entry JS / CSS, gzip',
    `${kilobytes(sum((name) => isEntry(name) && name.endsWith('.js')))} / ${kilobytes(sum((name) => isEntry(name) && name.endsWith('.css')))}`,
    '200 / 40 KB',
  );
  say(
    'largest lazy part / all',
    `${kilobytes(largest?.bytes ?? 0)} / ${kilobytes(sum(() => true))}`,
    '150 KB / 1,200 KB',
  );
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function round(value: number): string {
  return value.toFixed(0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(0)} KB`;
}
