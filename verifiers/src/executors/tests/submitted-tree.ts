/**
 * The tree that a submission hands in: the environment's files with the patch applied strictly, and of its changes only
 * those that the answer format allows. Files that steer a test runner or an interpreter are never taken from a
 * submission, wherever they stand. Runs nothing.
 */
import {
  applyPatch,
  isRefusal,
  type BlobReader,
  type Environment,
  type Submission,
  type TaskPublic,
} from '@touchstone/contracts';
import { pathDepthMax, pathPartBytesMax } from './limits.ts';

/** Path with forward slashes → bytes. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** The tree, or one sentence that says why there is none. Throws the blob reader's faults. */
export async function submittedTree(
  task: TaskPublic,
  submission: Submission,
  blobs: BlobReader,
): Promise<Files | string> {
  const { answerFormat, environment } = task;
  if (submission.kind !== 'tree' || answerFormat.kind !== 'tree') return 'expected a submission of kind tree';
  const before = await readFiles(environment.files, blobs);
  const texts = new Map(
    [...before].flatMap(([path, bytes]) => {
      const text = textOf(bytes);
      return text === null ? [] : [[path, text] as const];
    }),
  );
  const after = applyPatch(texts, submission.patch);
  if (isRefusal(after)) return after.reason;
  const tree = new Map(before);
  for (const path of new Set([...texts.keys(), ...after.keys()])) {
    const text = after.get(path);
    if (texts.get(path) === text || !mayChange(path, answerFormat.paths)) continue;
    if (text === undefined) tree.delete(path);
    else tree.set(path, Buffer.from(text));
  }
  return (
    unusablePath(
      [...tree.keys()].filter((path) => !before.has(path)),
      tree,
    ) ?? tree
  );
}

export async function readFiles(files: Environment['files'], blobs: BlobReader): Promise<Files> {
  return new Map(
    await Promise.all(files.map(async ({ path, blob }) => [path, await blobs.readBlob(blob)] as const)),
  );
}

/** Null for what is not UTF-8: a patch of text cannot change it. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const steering = new Set([
  'conftest.py',
  'pytest.ini',
  '.pytest.ini',
  'pytest.toml',
  'tox.ini',
  'setup.cfg',
  'pyproject.toml',
  'sitecustomize.py',
  'usercustomize.py',
  'package.json',
  'package-lock.json',
  '.npmrc',
]);

/** Whether a change of this path counts. A file that steers counts only where the task names that very file. */
export function mayChange(path: string, allowed: readonly string[]): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) as string;
  if (name === 'conftest.py' || parts.includes('node_modules') || parts.includes('__pycache__')) return false;
  if (allowed.includes(path)) return true;
  if (steering.has(name) || /\.(pth|pyc|pyo|so|node)$/.test(name)) return false;
  return allowed.some((folder) => folder.endsWith('/') && path.startsWith(folder));
}

/** A sentence about the first created path that no file system would take, else null. */
function unusablePath(created: readonly string[], tree: Files): string | null {
  const folders = new Set<string>();
  for (const path of tree.keys()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at));
  }
  for (const path of created) {
    const parts = path.split('/');

    const odd =
      /[\x00-\x1f\x7f\\]/.test(path) || parts.some((part) => Buffer.byteLength(part) > pathPartBytesMax);
    if (odd || parts.length > pathDepthMax) return 'the patch creates a file whose name cannot be used';
    if (folders.has(path)) return `the patch creates a file ${path} where there is a folder`;
    const above = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'));
    const file = above.find((folder) => tree.has(folder));
    if (file !== undefined) return `the patch creates a folder ${file} where there is a file`;
  }
  return null;
}
