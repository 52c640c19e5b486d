/** Run by a test that kills it: exports a made-up corpus and prints a line for each batch. */
import { exportJsonLines } from '../src/export/jsonl.ts';
import { corpusOf } from './corpus.ts';

const [out = '', count = ''] = process.argv.slice(2);
await exportJsonLines(corpusOf(Number(count)), {
  out,
  filter: {},
  shardSize: null,
  withSecrets: false,
  report: ({ written }) => process.stdout.write(`${written}\n`),
});
