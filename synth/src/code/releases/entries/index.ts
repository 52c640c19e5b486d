/** Every curated entry of a change log. What each claims is checked while drafting. */
import type { ReleaseEntry } from '../entry.ts';
import { cachetoolsEntries } from './cachetools.ts';
import { h11Entries } from './h11.ts';
import { minimistEntries } from './minimist.ts';
import { mistuneEntries } from './mistune.ts';
import { objectInspectEntries } from './object-inspect.ts';
import { parseEntries } from './parse.ts';
import { qsFrom6162 } from './qs/from-6.16.2.ts';
import { qsFrom6170 } from './qs/from-6.17.0.ts';
import { shellQuoteEntries } from './shell-quote.ts';
import { sqlparseEntries } from './sqlparse.ts';

export const releaseEntries: readonly ReleaseEntry[] = [
  ...h11Entries,
  ...cachetoolsEntries,
  ...sqlparseEntries,
  ...parseEntries,
  ...mistuneEntries,
  ...minimistEntries,
  ...shellQuoteEntries,
  ...qsFrom6170,
  ...qsFrom6162,
  ...objectInspectEntries,
];
