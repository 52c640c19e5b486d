/** Run by a test: exports a made-up corpus and kills itself with SIGKILL at the n-th report of progress, if asked to. */
import { exportJsonLines } from '../src/export/jsonl.ts';
import { corpusOf } from './corpus.ts';

const [out = '', count = '', killAt = 'Infinity'] = process.argv.slice(2);
let reports = 0;
await exportJsonLines(corpusOf(Number(count)), {
  out,
  filter: {},
  shardSize: null,
  withSecrets: false,
  report: () => {
    if (++reports === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  },
});
