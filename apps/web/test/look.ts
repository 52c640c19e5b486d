/** Draws a page into a file, to be looked at: node apps/web/test/look.ts /tasks out.png [dark] [state] [keys…]. */
import { answerApi, corpusAnswers, type State } from './support/fake-api.ts';
import { contextOptions, openBrowser } from './support/browser.ts';
import { serveDist } from './support/serve-dist.ts';

const [path = '/tasks', out = '/tmp/page.png', scheme = 'light', state = 'loaded', ...keys] =
  process.argv.slice(2);
await using served = await serveDist();
const browser = await openBrowser();
try {
  const context = await browser.newContext({
    ...contextOptions,
    colorScheme: scheme === 'dark' ? 'dark' : 'light',
  });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && console.log('console:', message.text()));
  page.on('pageerror', (error) => console.log('pageerror:', error.message));
  await answerApi(page, state as State, corpusAnswers(state as State));
  await page.goto(served.address + path);
  await page.waitForTimeout(700);
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(250);
  }
  await page.screenshot({ path: out });
} finally {
  await browser.close();
}
