/** Forgeries of Python: code appended to the module that holds the mistake. */
import { readFileSync } from 'node:fs';
import { putting, sectionsOf, type Forgery } from './forgery.ts';

const [prelude, ...attacks] = sectionsOf(
  readFileSync(new URL('./python_attacks.py', import.meta.url), 'utf8'),
  '#',
);

export const pythonForgeries: readonly Forgery[] = attacks.map(({ id, what, code }) => ({
  id,
  what,
  build({ tree, target, runner }) {
    const text = tree.get(target);
    if (runner !== 'pytest' || text === undefined || !target.endsWith('.py')) return null;
    return putting(tree, { [target]: `${text.trimEnd()}\n\n\n${prelude?.code ?? ''}\n${code}` });
  },
}));
