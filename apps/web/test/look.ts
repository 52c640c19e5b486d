/**
 * Draws pages into files, to be looked at. Against a running server (screenshots of docs/) or, without one, against examples/:
 *
 *   node apps/web/test/look.ts --out FILE [--server http://127.0.0.1:7700] [--path /tasks] [--dark] [--state loaded] [--quiet 800] [key …]
 *
 * Keys are pressed in order; `click:SELECTOR` clicks, `fill:SELECTOR=TEXT` writes, `wait:SELECTOR` waits.
 */
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from './support/browser.ts';
import { answerApi, corpusAnswers, type State } from './support/fake-api.ts';
import { openPage } from './support/open-page.ts';
import { serveDist } from './support/serve-dist.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: 'page.png' },
    server: { type: 'string' },
    path: { type: 'string', default: '/tasks' },
    dark: { type: 'boolean', default: false },
    state: { type: 'string', default: 'loaded' },
    /** Milliseconds to wait after each step. */
    quiet: { type: 'string', default: '800' },
  },
});

const browser = await openBrowser();
try {
  await using opened = await openPage(browser, values.dark ? 'dark' : 'light');
  if (values.server === undefined) {
    await using served = await serveDist();
    await answerApi(opened.page, values.state as State, corpusAnswers(values.state as State));
    await draw(opened.page, served.address);
  } else await draw(opened.page, values.server);
  for (const wrong of opened.wrongs) console.log(wrong);
} finally {
  await browser.close();
}

async function draw(page: Page, address: string): Promise<void> {
  const quiet = () => page.waitForTimeout(Number(values.quiet));
  await page.goto(address + values.path);
  await quiet();
  for (const step of positionals) {
    const [, act, rest = ''] = /^(click|fill|wait):(.*)$/s.exec(step) ?? [];
    if (act === 'click') await page.locator(rest).first().click();
    else if (act === 'wait') await page.locator(rest).first().waitFor();
    else if (act === 'fill') {
      const [, selector = '', text = ''] = /^(.*?)=([^=]*)$/s.exec(rest) ?? [];
      await page.locator(selector).first().fill(text);
    } else await page.keyboard.press(step);
    await quiet();
  }
  await page.screenshot({ path: values.out });
}
