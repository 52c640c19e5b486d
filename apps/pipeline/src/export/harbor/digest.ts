/**
 * Harbor's digests (`Packager.compute_content_hash` and `DatasetManifest.compute_content_hash` of harbor 0.24.0), so that a
 * written dataset needs no `harbor sync`.
 */
import { createHash } from 'node:crypto';
import type { Files } from '../folders.ts';

const singles = new Set(['task.toml', 'instruction.md', 'README.md', 'trajectory.json']);
const folders = ['environment/', 'tests/', 'solution/', 'steps/'];
/** What Harbor leaves out where a task has no `.gitignore`. */
const ignored = /(^|\/)__pycache__\/|(\.pyc|\.swp|\.swo|~|(^|\/)\.DS_Store)$/;

/** SHA-256 in hexadecimal over `path NUL sha256 LF` of each file that Harbor counts, by POSIX path. */
export function harborDigest(files: Files): string {
  const outer = createHash('sha256');
  for (const [path, content] of [...files].sort(([a], [b]) => byCodePoint(a, b)))
    if (isCounted(path)) outer.update(`${path}\0${createHash('sha256').update(content).digest('hex')}\n`);
  return outer.digest('hex');
}

export function harborDatasetDigest(taskDigests: readonly string[]): string {
  return createHash('sha256').update(taskDigests.toSorted().join(',')).digest('hex');
}

function isCounted(path: string): boolean {
  return (singles.has(path) || folders.some((folder) => path.startsWith(folder))) && !ignored.test(path);
}

/** Python compares strings by code point, JavaScript by UTF-16 unit: UTF-8 bytes are in the order of code points. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
