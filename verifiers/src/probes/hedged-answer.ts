import { answers, inWords, type Probe } from './probe.ts';

export const hedgedAnswer: Probe = {
  id: 'hedged-answer',
  what: 'the right answer next to a wrong one: several candidates, an interval, an approximation',
  build({ typed }) {
    if (!typed) return [];
    const { right, wrong } = typed;
    const [a, b] = [inWords(right), inWords(wrong)];
    return answers(
      `${a} or ${b}`,
      `${b} or ${a}`,
      `${a}, ${b}`,
      `[${a}, ${b}]`,
      `${a} ± 1`,
      `≈ ${a}`,
      `${a}..${b}`,
      { answer: right, alternative: wrong },
      [[right, wrong]],
      { candidates: [right, wrong] },
    );
  },
};
