import type { Json } from '@touchstone/contracts';
import { submissionBytesMax, submissionDepthMax } from '../limits.ts';
import { withAnswer } from '../trial.ts';
import type { Probe } from './probe.ts';

export const hugeAnswer: Probe = {
  id: 'huge-answer',
  what: 'an answer beyond every size, deep or long',
  build({ task }) {
    let deep: Json = 1;
    for (let depth = 0; depth < 8 * submissionDepthMax; depth++) deep = [deep];
    return [deep, '9'.repeat(submissionBytesMax + 1), '9'.repeat(100_000), Array<Json>(20_000).fill(0)].map(
      (answer) => withAnswer(task, answer),
    );
  },
};
