import type { AnswerType, Json, JsonObject } from '@touchstone/contracts';
import { answers, type Probe } from './probe.ts';

const invented = Array.from({ length: 50 }, (_, index) => `record-${index + 1}`);

export const forgedCitations: Probe = {
  id: 'forged-citations',
  what: 'the right answer with citations that nobody could check: invented, all in one text, none',
  build({ typed }) {
    if (!typed || typed.type.kind !== 'record' || !isObject(typed.right)) return [];
    const right = typed.right;
    return Object.entries(typed.type.fields)
      .filter(([, field]) => field.kind === ('citations' satisfies AnswerType['kind']))
      .flatMap(([name]) => {
        const cited = right[name];
        const known = Array.isArray(cited) ? cited.filter((id) => typeof id === 'string') : [];
        const forged: Json[] = [
          [...known, ...invented],
          [known.join(', ')],
          [known.join('\n')],
          known.join(' '),
          invented.slice(0, known.length),
          ['*'],
          [],
          { required: known },
        ];
        return answers(...forged.map((value) => ({ ...right, [name]: value })));
      })
      .filter(
        (submission) => JSON.stringify(submission) !== JSON.stringify({ kind: 'answer', answer: right }),
      );
  },
};

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
