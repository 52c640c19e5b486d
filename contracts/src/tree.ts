/**
 * A tree of text files and the change between two of them, as a unified diff that `git apply` and `patch -p1` also take.
 * Applying is strict: every line of context must match, if need be some lines away. Knows no file system.
 */
import {
  FILE_HEADERS_ONLY,
  applyPatch as applyToFile,
  createTwoFilesPatch,
  parsePatch,
  type StructuredPatch,
} from 'diff';
import { refusal, type Refusal } from './draft.ts';

/** Path with forward slashes → text. */
export type Tree = ReadonlyMap<string, string>;

const contextLines = 3;
const nowhere = '/dev/null';

/** The change from one tree to the other; empty when they are equal. Paths in code-unit order. */
export function patchBetween(before: Tree, after: Tree): string {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changed = paths.filter((path) => before.get(path) !== after.get(path));
  return changed.map((path) => filePatch(path, before.get(path), after.get(path))).join('');
}

/** The tree after the change, or a refusal that names the first file that it does not fit. */
export function applyPatch(before: Tree, patch: string): Tree | Refusal {
  const parts = parse(patch);
  if ('refused' in parts) return parts;
  const after = new Map(before);
  for (const part of parts) {
    const path = pathOf(part);
    if (path === null) return refusal('patch-malformed', 'a part of the patch names no file of the tree');
    if (part.newFileName === nowhere) {
      if (!after.has(path)) return doesNotFit(path);
      const left = applyStrictly(after.get(path) as string, part);
      if (left !== '') return doesNotFit(path);
      after.delete(path);
      continue;
    }
    const created = part.oldFileName === nowhere;
    if (created === after.has(path)) return doesNotFit(path);
    const text = applyStrictly(after.get(path) ?? '', part);
    if (text === false) return doesNotFit(path);
    after.set(path, text);
  }
  return after;
}

/** The files that a change touches, or a refusal for what is no unified diff. */
export function patchedPaths(patch: string): string[] | Refusal {
  const parts = parse(patch);
  if ('refused' in parts) return parts;
  const paths = parts.map(pathOf);
  return paths.includes(null)
    ? refusal('patch-malformed', 'a part of the patch names no file of the tree')
    : (paths as string[]);
}

function filePatch(path: string, before: string | undefined, after: string | undefined): string {
  const from = before === undefined ? nowhere : `a/${path}`;
  const to = after === undefined ? nowhere : `b/${path}`;
  return createTwoFilesPatch(from, to, before ?? '', after ?? '', undefined, undefined, {
    context: contextLines,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

function parse(patch: string): StructuredPatch[] | Refusal {
  if (patch.trim() === '') return [];
  try {
    const parts = parsePatch(patch).filter(
      ({ hunks, oldFileName, newFileName }) => hunks.length > 0 || oldFileName !== newFileName,
    );
    if (parts.length > 0) return parts;
  } catch (thrown) {
    return refusal('patch-malformed', thrown instanceof Error ? thrown.message : String(thrown));
  }
  return refusal('patch-malformed', 'expected a unified diff, found no hunk in it');
}

/** Null for names that lead out of the tree, or that differ on both sides. */
function pathOf({ oldFileName, newFileName }: StructuredPatch): string | null {
  const names = [oldFileName, newFileName].filter(
    (name): name is string => name !== undefined && name !== nowhere,
  );
  const paths = new Set(names.map((name) => name.replace(/^[ab]\//, '')));
  const [path] = paths;
  if (paths.size !== 1 || path === undefined || path === '' || path.startsWith('/')) return null;
  return path.split('/').some((part) => part === '..' || part === '.' || part === '') ? null : path;
}

function applyStrictly(text: string, part: StructuredPatch): string | false {
  return applyToFile(text, part, { fuzzFactor: 0, autoConvertLineEndings: false });
}

function doesNotFit(path: string): Refusal {
  return refusal('patch-does-not-apply', `the patch does not fit ${path} as it stands in the tree`);
}
