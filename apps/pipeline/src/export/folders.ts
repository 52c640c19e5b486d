/** Folders of an export: whole or not at all, so that a killed export can go on. */
import { mkdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Content by path with forward slashes. */
export type Files = Map<string, string | Uint8Array>;

/** The folder appears under its name only when every file is in it; one that is there is left as it is. */
export async function writeFolder(path: string, files: Files): Promise<void> {
  if (await stat(path).catch(() => null)) return;
  const draft = `${path}.tmp`;
  await rm(draft, { recursive: true, force: true });
  for (const [name, content] of files) {
    await mkdir(dirname(join(draft, name)), { recursive: true });
    await writeFile(join(draft, name), content);
  }
  await rename(draft, path);
}

/** Takes away what an export without tasks has begun; the folder too, unless something else lies in it. */
export async function removeUnbegun(out: string, work: string): Promise<void> {
  await rm(work, { recursive: true, force: true });
  await rmdir(out).catch(() => undefined);
}
