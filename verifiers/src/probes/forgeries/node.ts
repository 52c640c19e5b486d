/** Forgeries of JavaScript: code appended to the module that holds the mistake. */
import { readFileSync } from 'node:fs';
import { putting, sectionsOf, type Forgery } from './forgery.ts';

const [prelude, ...attacks] = sectionsOf(
  readFileSync(new URL('./node-attacks.txt', import.meta.url), 'utf8'),
  '//',
);
const onlyTape = new Set(['forges-tap', 'silences-tape']);
const onlyNodeTest = new Set(['skips-tests', 'marks-todo', 'empties-tests', 'silences-assert']);

export const nodeForgeries: readonly Forgery[] = attacks.map(({ id, what, code }) => ({
  id,
  what,
  build({ tree, target, runner }) {
    const text = tree.get(target);
    if (runner === 'pytest' || text === undefined || !/\.[cm]?js$/.test(target)) return null;
    if ((runner === 'node-test' && onlyTape.has(id)) || (runner === 'tape' && onlyNodeTest.has(id)))
      return null;
    return putting(tree, {
      [target]: `${text.trimEnd()}\n\n;${wrapNames(text)}\n${prelude?.code ?? ''}\n${code}`,
    });
  },
}));

/** An ES module has no object of exports to change; its exported functions are assigned anew. */
function wrapNames(text: string): string {
  const exported = /^export (?:default )?(?:async )?function\s*\*?\s*([A-Za-z_$][\w$]*)/gm;
  const names = [...text.matchAll(exported)].map(([, name]) => name as string);
  return `function wrapNames(wrapped) { ${names.map((name) => `${name} = wrapped(${name});`).join(' ')} }`;
}
