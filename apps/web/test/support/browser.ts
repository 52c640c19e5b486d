/**
 * A real Chromium out of an npm package: no system browser, no install script. Its flags for one process are dropped (they
 * crash it here), and the locale is set: with a POSIX locale some libraries throw when they are imported.
 */
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

const unwanted = new Set(['--single-process', '--no-zygote', "--headless='shell'"]);

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...sparticuz.args.filter((flag) => !unwanted.has(flag)), '--no-sandbox', '--js-flags=--expose-gc'],
    headless: true,
  });
}

export const contextOptions = { locale: 'en-US', viewport: { width: 1440, height: 900 } } as const;
