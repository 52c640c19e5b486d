/**
 * The query language of the corpus, the same in the API, on the command line and on the page:
 * `cat:code review:approved far:<0.03 gate:not-leaked=failed lang:(en OR es) -split:test stale:yes "a phrase" words`.
 * Terms are joined by AND. What it cannot express is refused with the place marked, never dropped.
 * Does not know how a term is looked up.
 */
import { categories } from '../category.ts';
import { gateIds, gateOutcomes } from '../certificate.ts';
import { InputFault } from '../errors.ts';
import { splits } from '../source.ts';

export const reviewStates = ['unreviewed', 'approved', 'rejected', 'held'] as const;
export type ReviewState = (typeof reviewStates)[number];
export const taskStatuses = ['published', 'retired'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

interface ChoiceField {
  kind: 'choice';
  doc: string;
  /** Absent: any word is a value. */
  values?: readonly string[];
}
interface NumberField {
  kind: 'number';
  doc: string;
}

/** Every field, in the order in which a reader meets them. */
export const queryFields = {
  cat: { kind: 'choice', doc: 'category', values: categories },
  status: { kind: 'choice', doc: 'published or retired', values: taskStatuses },
  review: { kind: 'choice', doc: 'what a curator decided', values: reviewStates },
  split: { kind: 'choice', doc: 'train, validation or test', values: splits },
  lang: { kind: 'choice', doc: 'language of the instruction, BCP 47' },
  licence: { kind: 'choice', doc: 'SPDX expression of the task' },
  driver: {
    kind: 'choice',
    doc: 'where a current certificate was made',
    values: ['docker', 'bwrap', 'embedded'],
  },
  gate: {
    kind: 'choice',
    doc: 'gate=outcome of a current certificate, for example gate:teaches=not-measured',
  },
  stale: {
    kind: 'choice',
    doc: 'yes: an older version of a gate or verifier made the certificate',
    values: ['yes', 'no'],
  },
  by: { kind: 'choice', doc: 'key or person that reviewed it last' },
  run: { kind: 'choice', doc: 'id of a run, or its beginning' },
  id: { kind: 'choice', doc: 'id of a task, or its beginning' },
  far: { kind: 'number', doc: 'upper bound of the false-accept rate, 95 % Clopper-Pearson' },
  frr: { kind: 'number', doc: 'upper bound of the false-reject rate, 95 % Clopper-Pearson' },
  cost: { kind: 'number', doc: 'CPU seconds that certifying took' },
  runs: { kind: 'number', doc: 'sandboxes that certifying opened' },
  attempts: { kind: 'number', doc: 'attempts that trainers reported' },
  passrate: { kind: 'number', doc: 'share of reported attempts that passed; tasks without any are left out' },
} as const satisfies Record<string, ChoiceField | NumberField>;
export type QueryField = keyof typeof queryFields;
export type ChoiceQueryField = {
  [F in QueryField]: (typeof queryFields)[F]['kind'] extends 'choice' ? F : never;
}[QueryField];
export type NumberQueryField = Exclude<QueryField, ChoiceQueryField>;

export type QueryTerm =
  | { kind: 'choice'; field: ChoiceQueryField; values: string[]; negated: boolean }
  /** Both bounds are null at most one at a time. */
  | {
      kind: 'number';
      field: NumberQueryField;
      min: { value: number; inclusive: boolean } | null;
      max: { value: number; inclusive: boolean } | null;
      negated: boolean;
    }
  /** Occurs in the public half; `phrase` as it stands, a word as a word. */
  | { kind: 'text'; text: string; phrase: boolean; negated: boolean };

/** A query that cannot be read. `at` and `length` are the place, in UTF-16 code units. */
export class QueryFault extends InputFault {
  readonly at: number;
  readonly length: number;

  constructor(message: string, place: { at: number; length: number; hint: string }) {
    super(message, { code: 'query', hint: place.hint });
    this.at = place.at;
    this.length = place.length;
  }
}

export const queryCharactersMax = 2_000;

interface Token {
  text: string;
  at: number;
}

/** Throws a `QueryFault` that marks the place. */
export function parseQuery(query: string): QueryTerm[] {
  if (query.length > queryCharactersMax)
    throw new QueryFault(`Expected at most ${queryCharactersMax} characters, came ${query.length}.`, {
      at: queryCharactersMax,
      length: query.length - queryCharactersMax,
      hint: 'Shorten the query.',
    });
  return tokensOf(query).map(termOf);
}

/** As it would be typed: parsing it again gives the same terms. */
export function formatQuery(terms: readonly QueryTerm[]): string {
  return terms.map(formatTerm).join(' ');
}

/** Words, quoted phrases, and `field:` with what follows it: a word, a phrase or a bracket. */
function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    if (/\s/.test(query[at] as string)) {
      at++;
      continue;
    }
    const begin = at;
    while (at < query.length && !/\s/.test(query[at] as string)) {
      const closing = query[at] === '"' ? '"' : query[at] === '(' && query[at - 1] === ':' ? ')' : null;
      if (closing !== null) {
        const end = query.indexOf(closing, at + 1);
        if (end < 0)
          throw new QueryFault(`Expected ${closing} to close what begins here.`, {
            at,
            length: query.length - at,
            hint: `Add ${closing}.`,
          });
        at = end;
      }
      at++;
    }
    tokens.push({ text: query.slice(begin, at), at: begin });
  }
  return tokens;
}

function termOf(token: Token): QueryTerm {
  const negated = token.text.startsWith('-') && token.text.length > 1;
  const body = negated ? token.text.slice(1) : token.text;
  const at = token.at + (negated ? 1 : 0);
  if (body.startsWith('"')) return textTerm({ text: body, at }, negated);
  const colon = body.indexOf(':');
  if (colon < 0) return { kind: 'text', text: body, phrase: false, negated };
  const name = body.slice(0, colon);
  if (!isField(name))
    throw new QueryFault(`There is no field "${name}".`, {
      at,
      length: name.length,
      hint: `Fields: ${Object.keys(queryFields).join(', ')}. Put the text in quotes to look for it as it stands.`,
    });
  const value: Token = { text: body.slice(colon + 1), at: at + colon + 1 };
  return isNumberField(name) ? numberTerm(name, value, negated) : choiceTerm(name, value, negated);
}

function textTerm({ text, at }: Token, negated: boolean): QueryTerm {
  const phrase = text.slice(1, -1);
  if (text.indexOf('"', 1) !== text.length - 1 || phrase.trim() === '')
    throw new QueryFault('Expected a phrase of the form "some words", and a space behind it.', {
      at,
      length: text.length,
      hint: 'Correct the quotes.',
    });
  return { kind: 'text', text: phrase, phrase: true, negated };
}

function choiceTerm(field: ChoiceQueryField, value: Token, negated: boolean): QueryTerm {
  const bracket = value.text.startsWith('(');
  const inside = bracket ? value.text.slice(1, -1) : value.text;
  const parts = bracket ? inside.split(/\s+OR\s+/) : [inside];
  const values = parts.map((part) => part.trim().replace(/^"(.*)"$/s, '$1'));
  for (const each of values) refuseUnknown(field, each, value);
  return { kind: 'choice', field, values, negated };
}

function refuseUnknown(field: ChoiceQueryField, value: string, token: Token): void {
  const place = { at: token.at, length: Math.max(1, token.text.length) };
  const known = (queryFields[field] as ChoiceField).values;
  if (field === 'gate') return refuseUnknownGate(value, place);
  const fine = known === undefined ? value !== '' && !/[()"]/.test(value) : known.includes(value);
  if (!fine)
    throw new QueryFault(`"${value}" is no value of ${field}.`, {
      ...place,
      hint:
        known === undefined
          ? `Write ${field}:value, ${field}:"a value" or ${field}:(one OR another).`
          : `Values: ${known.join(', ')}; several as ${field}:(${known.slice(0, 2).join(' OR ')}).`,
    });
}

function refuseUnknownGate(value: string, place: { at: number; length: number }): void {
  const [gate = '', outcome = ''] = value.split('=');
  if (!(gateIds as readonly string[]).includes(gate))
    throw new QueryFault(`"${gate}" is no gate.`, { ...place, hint: `Gates: ${gateIds.join(', ')}.` });
  if (!(gateOutcomes as readonly string[]).includes(outcome))
    throw new QueryFault(`"${outcome}" is no outcome of a gate.`, {
      ...place,
      hint: `Write gate:${gate}=outcome with one of ${gateOutcomes.join(', ')}.`,
    });
}

function numberTerm(field: NumberQueryField, value: Token, negated: boolean): QueryTerm {
  const range = /^(-?[\d.]+)\.\.(-?[\d.]+)$/.exec(value.text);
  const one = /^(<=|>=|<|>|=)?(-?[\d.]+)$/.exec(value.text);
  const number = (text: string | undefined) =>
    text === undefined || !/^-?(\d+\.?\d*|\.\d+)$/.test(text) ? NaN : Number(text);
  const bound = (text: string | undefined, inclusive: boolean) => ({ value: number(text), inclusive });
  const [min, max] = range
    ? [bound(range[1], true), bound(range[2], true)]
    : one?.[1]?.startsWith('<')
      ? [null, bound(one[2], one[1] === '<=')]
      : one?.[1]?.startsWith('>')
        ? [bound(one[2], one[1] === '>='), null]
        : [bound(one?.[2], true), bound(one?.[2], true)];
  if (Number.isNaN(min?.value) || Number.isNaN(max?.value))
    throw new QueryFault(`Expected a number for ${field}, came "${value.text}".`, {
      at: value.at,
      length: Math.max(1, value.text.length),
      hint: `Write ${field}:<0.03, ${field}:>=2 or ${field}:0.2..0.8.`,
    });
  return { kind: 'number', field, min, max, negated };
}

function formatTerm(term: QueryTerm): string {
  const sign = term.negated ? '-' : '';
  if (term.kind === 'text') return sign + (term.phrase ? `"${term.text}"` : term.text);
  if (term.kind === 'choice') {
    const [only, ...others] = term.values.map((value) =>
      /\s/.test(value) && term.values.length === 1 ? `"${value}"` : value,
    );
    return `${sign}${term.field}:${others.length === 0 ? only : `(${[only, ...others].join(' OR ')})`}`;
  }
  const { min, max } = term;
  if (min !== null && max !== null)
    return `${sign}${term.field}:${min.value === max.value ? min.value : `${min.value}..${max.value}`}`;
  return min !== null
    ? `${sign}${term.field}:>${min.inclusive ? '=' : ''}${min.value}`
    : `${sign}${term.field}:<${max?.inclusive ? '=' : ''}${max?.value}`;
}

function isField(name: string): name is QueryField {
  return Object.hasOwn(queryFields, name);
}

function isNumberField(field: QueryField): field is NumberQueryField {
  return queryFields[field].kind === 'number';
}
