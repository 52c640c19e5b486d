/**
 * Leaves tests of tape out of a file. Where one of them throws, the file ends and later tests never run: what belongs to other
 * entries of the change log would then decide about this one.
 */
import type { Tree } from '@touchstone/contracts';
import { testFileOf, type Edit, edited, type Toolchain } from '../toolchain.ts';
import { testBodies } from '../toolchains/javascript/literals.ts';

/** Without the tests of these names (`file > comment`), by blanking their calls. Tests that hold others stay. */
export async function withoutTests(
  hidden: Tree,
  unwanted: ReadonlySet<string>,
  toolchain: Toolchain,
): Promise<Tree> {
  const edits: Edit[] = [];
  for (const path of new Set([...unwanted].map(testFileOf))) {
    const text = hidden.get(path);
    if (text === undefined) continue;
    const bodies = testBodies(await toolchain.parse(text));
    for (const { name, call } of bodies) {
      const holds = bodies.some(
        (other) => other.call.startIndex > call.startIndex && other.call.endIndex < call.endIndex,
      );
      if (unwanted.has(`${path} > ${name}`) && !holds)
        edits.push({ path, start: call.startIndex, end: call.endIndex, text: 'void 0' });
    }
  }
  return edited(hidden, edits);
}
