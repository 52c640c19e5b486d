/**
 * Near misses of a typed answer, wrong by construction: every one differs in value from the answer by more than its
 * tolerance. Deliberately made without the matchers, which they are meant to test.
 */
import type { AnswerType, Json, ScalarAnswerType } from '@touchstone/contracts';
import { daysInMonth, parseDate } from '../matchers/date.ts';
import { parseRational, reduce, type Rational } from '../matchers/rational.ts';
import { foldText } from '../matchers/text.ts';
import { plainAnswer } from './plain-answer.ts';

export interface Mutant {
  how: string;
  answer: Json;
}

/** `expected` as the secret half has it: of a text perhaps several names. */
export function typedMutants(type: AnswerType, expected: Json): Mutant[] {
  const answer = plainAnswer(type, expected);
  switch (type.kind) {
    case 'citations':
      return citationMutants(answer);
    case 'set':
      return [...unordered(answer), ...replaced(type.of, expected, answer)];
    case 'list':
      return [...unordered(answer), ...swapped(answer), ...replaced(type.of, expected, answer)];
    case 'record':
      return Object.entries(type.fields).flatMap(([name, field]) =>
        typedMutants(field, property(expected, name))
          .slice(0, 3)
          .map(({ how, answer: other }) => ({
            how: `${name}: ${how}`,
            answer: { ...object(answer), [name]: other },
          })),
      );
    case 'table': {
      const row: AnswerType = { kind: 'record', fields: type.columns };
      const rows = replaced(row, expected, answer);
      return [...unordered(answer), ...(type.ordered ? swapped(answer) : []), ...rows];
    }
    case 'number':
    case 'integer':
    case 'fraction':
    case 'date':
    case 'boolean':
    case 'text':
    case 'expression':
      return scalarMutants(type, expected);
  }
}

function scalarMutants(type: ScalarAnswerType, answer: Json): Mutant[] {
  switch (type.kind) {
    case 'number':
      return numberMutants(answer, type);
    case 'integer':
      return numberMutants(answer, { ...type, absoluteTolerance: 0 }).filter(({ answer: other }) =>
        text(other).endsWith('/1'),
      );
    case 'fraction':
      return fractionMutants(answer);
    case 'date':
      return dateMutants(answer);
    case 'boolean': {
      const word = foldText(text(answer));
      return [{ how: 'the other truth value', answer: !(word === 'true' || word === 'yes') }];
    }
    case 'text':
      return textMutants(answer);
    case 'expression':
      return [
        { how: 'one more', answer: `(${text(answer)})+1` },
        { how: 'minus one', answer: `(${text(answer)})-1` },
        ...type.variables
          .slice(0, 1)
          .map((name) => ({ how: `plus ${name}`, answer: `(${text(answer)})+${name}` })),
      ];
  }
}

function numberMutants(
  answer: Json,
  type: { absoluteTolerance: number; unit?: string | undefined },
): Mutant[] {
  const value = parseRational(answer, type.unit);
  const tolerance = parseRational(type.absoluteTolerance);
  if (!value || !tolerance) return [];
  const one = { numerator: 1n, denominator: 1n };
  const candidates: [string, Rational][] = [
    ['off by one', add(value, one)],
    ['off by minus one', add(value, { ...one, numerator: -1n })],
    ['the other sign', { ...value, numerator: -value.numerator }],
    ['ten times as much', reduce(value.numerator * 10n, value.denominator)],
  ];
  if (tolerance.numerator > 0n) {
    const justOutside = reduce(tolerance.numerator * 1001n, tolerance.denominator * 1000n);
    candidates.push(
      ['just above the tolerance', add(value, justOutside)],
      ['just below the tolerance', add(value, { ...justOutside, numerator: -justOutside.numerator })],
    );
  }
  return candidates
    .filter(([, other]) => {
      const { numerator, denominator } = add(other, { ...value, numerator: -value.numerator });
      const distance = numerator < 0n ? -numerator : numerator;
      return distance * tolerance.denominator > tolerance.numerator * denominator;
    })
    .map(([how, { numerator, denominator }]) => ({ how, answer: `${numerator}/${denominator}` }));
}

function fractionMutants(answer: Json): Mutant[] {
  const value = parseRational(answer);
  if (!value) return [];
  const { numerator: p, denominator: q } = value;
  const candidates: [string, bigint, bigint][] = [
    ['numerator off by one', p + 1n, q],
    ['denominator off by one', p, q + 1n],
    ['the other sign', -p, q],
    ['the complement', q - p, q],
  ];
  if (p > 0n) candidates.push(['upside down', q, p]);
  return candidates
    .filter(([, top, bottom]) => top * q !== p * bottom)
    .map(([how, top, bottom]) => ({ how, answer: `${top}/${bottom}` }));
}

function dateMutants(answer: Json): Mutant[] {
  const date = parseDate(answer);
  if (date === null) return [];
  const shifted = (days: number) => {
    const moved = new Date(`${date}T00:00:00Z`);
    moved.setUTCDate(moved.getUTCDate() + days);
    return moved.toISOString().slice(0, 10);
  };
  const [year = '', month = '', day = ''] = date.split('-');
  const mutants = [
    { how: 'the day after', answer: shifted(1) },
    { how: 'the day before', answer: shifted(-1) },
  ];
  if (month !== day && Number(day) <= 12 && Number(month) <= daysInMonth(Number(year), Number(day))) {
    mutants.push({ how: 'day and month exchanged', answer: `${year}-${day}-${month}` });
  }
  return mutants;
}

function textMutants(answer: Json): Mutant[] {
  const names = (Array.isArray(answer) ? answer : [answer]).filter((name) => typeof name === 'string');
  const [name = ''] = names;
  const known = new Set(names.map(foldText));
  const letters = Array.from(name);
  return [
    { how: 'without its last character', answer: letters.slice(0, -1).join('') },
    { how: 'without its first character', answer: letters.slice(1).join('') },
    { how: 'with a letter more', answer: `${name}s` },
    { how: 'backwards', answer: letters.reverse().join('') },
  ].filter((mutant) => !known.has(foldText(mutant.answer)));
}

/** Evidence left out, and a document that nobody wrote. */
function citationMutants(answer: Json): Mutant[] {
  const cited = array(answer);
  return [
    { how: 'one document not cited', answer: cited.slice(1) },
    { how: 'a document cited that does not exist', answer: [...cited, 'document-that-nobody-wrote'] },
    { how: 'nothing cited', answer: [] },
  ];
}

/** Elements lost or counted twice. */
function unordered(answer: Json): Mutant[] {
  const elements = array(answer);
  if (elements.length === 0) return [];
  return [
    { how: 'first element dropped', answer: elements.slice(1) },
    { how: 'last element dropped', answer: elements.slice(0, -1) },
    { how: 'one element twice', answer: [...elements, elements[0] as Json] },
  ];
}

/** The first two neighbours that differ by more than form exchanged. */
function swapped(answer: Json): Mutant[] {
  const elements = array(answer);
  const at = elements.findIndex(
    (element, index) => index > 0 && JSON.stringify(element) !== JSON.stringify(elements[index - 1]),
  );
  if (at < 0) return [];
  const copy = [...elements];
  [copy[at - 1], copy[at]] = [copy[at] as Json, copy[at - 1] as Json];
  return [{ how: `elements ${at - 1} and ${at} exchanged`, answer: copy }];
}

function replaced(of: AnswerType, expected: Json, answer: Json): Mutant[] {
  const elements = array(answer);
  return [0, elements.length - 1]
    .filter((index, position, all) => index >= 0 && all.indexOf(index) === position)
    .flatMap((index) =>
      typedMutants(of, array(expected)[index] as Json)
        .slice(0, 3)
        .map(({ how, answer: other }) => ({
          how: `element ${index}: ${how}`,
          answer: elements.with(index, other),
        })),
    );
}

function add(a: Rational, b: Rational): Rational {
  return reduce(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

function text(answer: Json): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}

function array(answer: Json): Json[] {
  return Array.isArray(answer) ? answer : [];
}

function object(answer: Json): { [key: string]: Json } {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? answer : {};
}

function property(answer: Json, name: string): Json {
  return object(answer)[name] ?? null;
}
