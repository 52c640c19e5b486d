import type { JsonObject } from '@touchstone/contracts';
import { answers, type Probe } from './probe.ts';

export const stuffedAnswer: Probe = {
  id: 'stuffed-answer',
  what: 'the right fields among fields that nobody asked for, or wrapped in an envelope',
  build({ typed }) {
    if (!typed) return [];
    const { type, right } = typed;
    const wrapped = answers({ answer: right }, { result: right, accepted: true });
    if (type.kind !== 'record') return wrapped;
    const fields = right as JsonObject;
    const names = Object.keys(type.fields);
    return [
      ...wrapped,
      ...answers({ ...fields, accepted: true }, { ...fields, [`${names[0]} `]: typed.wrong }, [fields]),
    ];
  },
};
