import type { AnswerType, Json } from '@touchstone/contracts';
import { answers, type Probe } from './probe.ts';

const values: Json[] = ['NaN', 'nan', 'Infinity', '-Infinity', 'inf', '1e999', '-1e999', '0/0', true, 1e308];

export const notANumber: Probe = {
  id: 'not-a-number',
  what: 'NaN, infinities, huge numbers and booleans where a number is asked for',
  build: ({ typed }) =>
    typed ? values.flatMap((value) => fill(typed.type, typed.right, value)).flatMap((x) => answers(x)) : [],
};

/** The answer with every number in it replaced; none when it holds no number. */
function fill(type: AnswerType, right: Json, value: Json): Json[] {
  switch (type.kind) {
    case 'number':
    case 'integer':
    case 'fraction':
      return [value];
    case 'set':
    case 'list': {
      const elements = Array.isArray(right) ? right.map((element) => fill(type.of, element, value)) : [];
      return elements.length > 0 && elements.every((made) => made.length > 0) ? [elements.flat()] : [];
    }
    case 'record': {
      const object = typeof right === 'object' && right !== null && !Array.isArray(right) ? right : {};
      const made = Object.entries(type.fields).flatMap(([name, field]) =>
        fill(field, object[name] ?? null, value).map((filled): [string, Json] => [name, filled]),
      );
      return made.length > 0 ? [{ ...object, ...Object.fromEntries(made) }] : [];
    }
    case 'table':
    case 'citations':
    case 'date':
    case 'boolean':
    case 'text':
    case 'expression':
      return [];
  }
}
