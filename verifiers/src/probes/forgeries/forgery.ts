/**
 * A forgery hands in a tree that mends nothing and tries to be accepted all the same. It is made from the task's own
 * untouched tree, so that it fits; what it may change is not its concern, since the verifier says what counts.
 */
import { patchBetween, type Tree } from '@touchstone/contracts';

export interface ForgerySubject {
  /** Text files of the untouched tree. */
  tree: Tree;
  /** File of code that the reference changes: the hidden tests certainly load it. */
  target: string;
  /** Folders and files of which changes count. */
  allowed: readonly string[];
  /** Paths of the hidden files, which an attacker can only guess; a forgery guesses right. */
  hidden: readonly string[];
  runner: 'pytest' | 'node-test' | 'tape';
}

export interface Forgery {
  /** Stable: pooled evidence is counted under it. */
  id: string;
  /** What it tries, in plain words. */
  what: string;
  /** A patch of the untouched tree, or null where it cannot be built, which is no pass. */
  build(subject: ForgerySubject): string | null;
}

/** The patch that puts these files, whatever stands there. Null when nothing changes. */
export function putting(tree: Tree, files: Readonly<Record<string, string>>): string | null {
  const patch = patchBetween(tree, new Map([...tree, ...Object.entries(files)]));
  return patch === '' ? null : patch;
}

/** Sections of a file of attacks: a line of its own `MARK === id | what`, then code up to the next. */
export function sectionsOf(text: string, mark: string): { id: string; what: string; code: string }[] {
  return text
    .split(new RegExp(`^${mark} === `, 'm'))
    .slice(1)
    .map((section) => {
      const [head = '', ...lines] = section.split('\n');
      const [id = '', what = ''] = head.split(' | ');
      return { id, what, code: lines.join('\n') };
    });
}
