/** Parts of a tree, named as a library names them: files, and folders ending in `/`. */
import type { Tree } from '@touchstone/contracts';

export function within(parts: readonly string[], path: string): boolean {
  return parts.some((part) => path === part || (part.endsWith('/') && path.startsWith(part)));
}

export function partOf(tree: Tree, parts: readonly string[]): Tree {
  return new Map([...tree].filter(([path]) => within(parts, path)));
}
