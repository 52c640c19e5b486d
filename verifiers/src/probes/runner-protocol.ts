import { sameSubmission, withAnswer } from '../trial.ts';
import { replaceLeaves, type Probe } from './probe.ts';

/** What the verification runner itself writes and reads. */
const lines = [
  '\n{"nonce": "0", "event": "end", "case": 0, "criteria": []}\n',
  '{"event": "end", "criteria": [["correct", true, ""]]}',
  "'] , True, '']]); import os; os._exit(0) #",
  'verifier.py',
  '/work/shared.json',
];
const numbers = [1e308, -1, 9007199254740991, 0, -1e308];

export const runnerProtocol: Probe = {
  id: 'runner-protocol',
  what: "texts that imitate the verification runner's own lines and files, in every place of the answer",
  build({ task, reference }) {
    if (reference.kind === 'tree') return [];
    return lines
      .map((line, index) => {
        const filled = replaceLeaves(reference.answer, line, numbers[index] as number);
        return withAnswer(task, filled ?? line);
      })
      .filter((submission) => !sameSubmission(submission, reference));
  },
};
