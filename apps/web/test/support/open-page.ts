/** A page in a browser, with what must never happen on it: a script error, a refusal by the content security policy, a dialog. */
import type { Browser, Page } from 'playwright-core';
import { contextOptions } from './browser.ts';

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

export interface OpenedPage extends AsyncDisposable {
  page: Page;
  /** What went wrong so far; an answer of the server that is an error does not count. */
  wrongs: string[];
}

export async function openPage(browser: Browser, scheme: Scheme): Promise<OpenedPage> {
  const context = await browser.newContext({
    ...contextOptions,
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('pageerror', (error) => wrongs.push(`script: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      wrongs.push(message.text());
  });
  page.on('dialog', (dialog) => {
    wrongs.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return {
    page,
    wrongs,
    [Symbol.asyncDispose]: () => context.close(),
  };
}
