/** A home with a few published tasks, made by a process of its own: the tests of this folder see only the pipeline's index. */
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stopEmbedded } from '@touchstone/db';

const script = new URL('../../../pipeline/test/support/publish-drafts.ts', import.meta.url);

export interface Published {
  home: string;
  /** By family. */
  ids: Record<string, string[]>;
}

export async function publish(wanted: Readonly<Record<string, number>>): Promise<Published> {
  const counts = Object.entries(wanted).map(([family, count]) => `${family}=${count}`);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(script), ...counts],
    { maxBuffer: 10_000_000 },
  );
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Published;
}

export async function removePublished({ home }: Published): Promise<void> {
  await stopEmbedded({ home }).catch(() => undefined);
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
