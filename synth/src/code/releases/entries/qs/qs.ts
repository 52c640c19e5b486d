/** qs: query strings with nested objects. What the entries of its releases have in common. */
import type { Rng } from '@touchstone/contracts';
import type { Example, ReleaseEntry } from '../../entry.ts';

export const library: ReleaseEntry['library'] = {
  name: 'qs',
  language: 'javascript',
  code: ['lib/'],
  tests: {
    runner: 'tape',
    files: ['test/parse.js', 'test/stringify.js', 'test/utils.js'],
    support: ['test/empty-keys-cases.js'],
    importFrom: '',
  },
  kept: ['package.json', 'README.md', 'LICENSE.md'],
};
export const opening = ["const qs = require('qs');"];

/** Texts made of these pairs, read with one of these options. */
export function queries(rng: Rng, pairs: readonly string[], options: readonly string[]): Example[] {
  return Array.from({ length: 150 }, (_, index) => {
    const own = rng.fork(String(index));
    const query = Array.from({ length: own.integer(1, 3) }, () => own.pick(pairs)).join('&');
    const given = own.pick(options);
    return { opening, steps: [`qs.parse(${JSON.stringify(query)}${given === '' ? '' : `, ${given}`})`] };
  });
}
