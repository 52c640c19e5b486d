/** The change that an attempt made to its files, as it is handed in. Knows no sandbox. */
import { patchBetween, type SandboxFile, type Submission, type Tree } from '@touchstone/contracts';

/**
 * The patch from the files as they were to the files as they are. Only text under `paths` (folders end in `/`) counts;
 * a file that has become binary counts as unchanged, since no patch can say what it is now, and so does one whose name
 * has control characters.
 */
export function treeSubmission(
  before: readonly SandboxFile[],
  after: readonly SandboxFile[],
  paths: readonly string[],
): Submission {
  const counts = ({ path }: SandboxFile): boolean =>
    paths.some((allowed) => (allowed.endsWith('/') ? path.startsWith(allowed) : path === allowed)) &&
    !/[\p{Cc}\\]/u.test(path);
  const old = textsOf(before.filter(counts));
  const now = new Map<string, string>();
  for (const file of after.filter(counts)) {
    const text = textOf(file.bytes) ?? old.get(file.path);
    if (text !== undefined) now.set(file.path, text);
  }
  return { kind: 'tree', patch: patchBetween(old, now) };
}

function textsOf(files: readonly SandboxFile[]): Tree {
  return new Map(
    files.flatMap(({ path, bytes }) => {
      const text = textOf(bytes);
      return text === null ? [] : [[path, text] as const];
    }),
  );
}

/** Null for what is not UTF-8 text. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
