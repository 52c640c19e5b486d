/** The same answer written otherwise: what a careful person would accept as equal. */
import type { AnswerType, Json, JsonObject, ScalarAnswerType } from '@touchstone/contracts';
import { parseDate } from '../matchers/date.ts';
import { parseRational } from '../matchers/rational.ts';
import { plainAnswer } from './plain-answer.ts';
import type { Mutant } from './typed-mutants.ts';

/** `expected` as the secret half has it: of a text perhaps several names. */
export function equalForms(type: AnswerType, expected: Json): Mutant[] {
  const answer = plainAnswer(type, expected);
  switch (type.kind) {
    case 'citations':
      return citationForms(expected);
    case 'set':
      return reversed(answer, 'the set in another order');
    case 'list':
      return array(answer).length > 0
        ? [
            {
              how: 'each element in another form',
              answer: array(expected).map((element) => anyForm(type.of, element)),
            },
          ]
        : [];
    case 'record':
      return [
        { how: 'fields in another order', answer: reverseKeys(answer) },
        { how: 'each field in another form', answer: formsOfFields(type.fields, expected) },
        ...formsOfEachField(type.fields, expected),
      ];
    case 'table':
      return [
        ...(type.ordered ? [] : reversed(answer, 'rows in another order')),
        { how: 'columns in another order', answer: array(answer).map(reverseKeys) },
      ];
    case 'number':
    case 'integer':
    case 'fraction':
    case 'date':
    case 'boolean':
    case 'text':
    case 'expression':
      return scalarForms(type, expected);
  }
}

/** Documents in another order, by their other names, and with what may be cited beside them. */
function citationForms(expected: Json): Mutant[] {
  const cited = array(plainAnswer({ kind: 'citations' }, expected));
  const part = (name: string) => array(isObject(expected) ? (expected[name] ?? null) : null);
  const last = (document: Json) => (Array.isArray(document) ? (document.at(-1) ?? null) : document);
  const permitted = part('permitted').map(last);
  return [
    { how: 'cited in another order and one twice', answer: [...cited.toReversed(), ...cited.slice(0, 1)] },
    { how: 'cited by their other names', answer: part('required').map(last) },
    ...(permitted.length > 0
      ? [{ how: 'with documents that also belong to it', answer: [...cited, ...permitted.slice(0, 5)] }]
      : []),
  ];
}

function scalarForms(type: ScalarAnswerType, answer: Json): Mutant[] {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  switch (type.kind) {
    case 'number':
    case 'integer':
      return [
        { how: 'as text with blanks', answer: ` ${text} ` },
        ...withThousands(text),
        ...(/^[-+]?[0-9]+$/.test(text) ? [{ how: 'with a decimal zero', answer: `${text}.0` }] : []),
        ...(type.unit ? [{ how: 'with its unit', answer: `${text} ${type.unit}` }] : []),
      ];
    case 'fraction': {
      const value = parseRational(answer);
      if (!value) return [];
      const { numerator, denominator } = value;
      return [
        { how: 'not reduced', answer: `${numerator * 6n}/${denominator * 6n}` },
        { how: 'with blanks', answer: ` ${numerator} / ${denominator} ` },
      ];
    }
    case 'date': {
      const date = parseDate(answer);
      if (date === null) return [];
      return [
        { how: 'with slashes', answer: date.replaceAll('-', '/') },
        { how: 'with its midnight', answer: `${date}T00:00:00` },
        { how: 'with blanks', answer: ` ${date} ` },
      ];
    }
    case 'boolean':
      return [{ how: 'as text', answer: ` ${text.toUpperCase()} ` }];
    case 'text': {
      const names = (Array.isArray(answer) ? answer : [answer]).filter((name) => typeof name === 'string');
      return names.slice(0, 5).flatMap((name) => [
        { how: 'as it is', answer: name },
        { how: 'in capitals and with blanks', answer: `  ${name.toUpperCase().replaceAll(' ', '  ')} ` },
      ]);
    }
    case 'expression':
      return [
        { how: 'in brackets', answer: `(${text})` },
        { how: 'doubled and halved', answer: `(2*(${text}))/2` },
        { how: 'plus and minus one', answer: `${text} + 1 - 1` },
      ];
  }
}

function anyForm(type: AnswerType, answer: Json): Json {
  return equalForms(type, answer)[0]?.answer ?? plainAnswer(type, answer);
}

function formsOfFields(fields: Record<string, AnswerType>, answer: Json): Json {
  if (!isObject(answer)) return answer;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, anyForm(field, answer[name] ?? null)]),
  );
}

/** Each field by itself in its other forms, at most three a field. */
function formsOfEachField(fields: Record<string, AnswerType>, answer: Json): Mutant[] {
  if (!isObject(answer)) return [];
  const plain = plainAnswer({ kind: 'record', fields }, answer) as JsonObject;
  return Object.entries(fields).flatMap(([name, field]) =>
    equalForms(field, answer[name] ?? null)
      .slice(0, 3)
      .map(({ how, answer: form }) => ({ how: `${name}: ${how}`, answer: { ...plain, [name]: form } })),
  );
}

function withThousands(text: string): Mutant[] {
  const match = /^([-+]?)([0-9]{4,})(\.[0-9]*)?$/.exec(text);
  if (!match) return [];
  const [, sign = '', whole = '', part = ''] = match;
  return [
    { how: 'with thousands separated', answer: sign + whole.replace(/\B(?=(?:[0-9]{3})+$)/g, ',') + part },
  ];
}

function reversed(answer: Json, how: string): Mutant[] {
  return array(answer).length > 1 ? [{ how, answer: array(answer).toReversed() }] : [];
}

/** Order of keys means nothing in JSON; deep, null where there is no object in it. */
export function reverseKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, element]) => [key, reverseKeys(element)]),
  );
}

function array(answer: Json): Json[] {
  return Array.isArray(answer) ? answer : [];
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
