/**
 * Documents of a world: a handbook or policy in numbered sections, kept as rows and read by tools. A clause is written
 * once as a template with named values: it gives the sentence that people read, and the regular expression by which a
 * reference program finds the values again, so that every wording stays readable by machine.
 */
import type { JsonObject } from '@touchstone/contracts';
import type { Entity } from './schema.ts';
import type { GetTool, ListTool, SearchTool } from './tools.ts';

export interface Section {
  /** For example `4.2`. */
  section: string;
  title: string;
  body: string;
}

export interface Clause {
  text: string;
  /** Python regular expression with one named group per value. */
  pattern: string;
}

/** `{name}` in the template is replaced by the value; every value must occur in the template. */
export function clause(template: string, values: Readonly<Record<string, string>> = {}): Clause {
  for (const name of Object.keys(values))
    if (!template.includes(`{${name}}`))
      throw new RangeError(`Expected {${name}} in the clause "${template}".`);
  const parts = template.split(/\{([a-z_]+)\}/);
  const seen = new Set<string>();
  return {
    text: parts.map((part, index) => (index % 2 === 0 ? part : valueOf(values, part, template))).join(''),
    pattern: parts.map((part, index) => (index % 2 === 0 ? escaped(part) : group(part, seen))).join(''),
  };
}

const cardinals = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** A small count in words, a larger one in digits; `number` of the reference prelude reads both. */
export function inWords(count: number): string {
  return cardinals[count] ?? String(count);
}

/** The table that holds a document's sections. */
export function sectionsEntity(name: string, doc: string): Entity {
  return {
    name,
    doc,
    key: ['section'],
    columns: [
      { name: 'section', type: 'text', doc: 'Section number, for example 4.2.' },
      { name: 'position', type: 'integer', doc: 'Order in the document, from 1.' },
      { name: 'title', type: 'text', doc: 'Heading.' },
      { name: 'body', type: 'text', doc: 'Text of the section.' },
    ],
  };
}

export function sectionRows(sections: readonly Section[]): JsonObject[] {
  return sections.map(({ section, title, body }, index) => ({ section, position: index + 1, title, body }));
}

/** Contents, one section, and a word search. */
export function sectionTools(
  entity: string,
  names: { list: string; read: string; search?: string; document: string },
): (ListTool | GetTool | SearchTool)[] {
  const search: SearchTool[] = names.search
    ? [
        {
          kind: 'search',
          name: names.search,
          of: entity,
          doc: `Find sections of ${names.document} in which all of the given words occur.`,
          in: ['title', 'body'],
          columns: ['section', 'title'],
          order: ['position'],
        },
      ]
    : [];
  return [
    {
      kind: 'list',
      name: names.list,
      of: entity,
      doc: `Table of contents of ${names.document}.`,
      filters: [],
      columns: ['section', 'title'],
      order: ['position'],
      pageSize: { usual: 50, max: 50 },
    },
    {
      kind: 'get',
      name: names.read,
      of: entity,
      doc: `One section of ${names.document} in full.`,
      columns: ['section', 'title', 'body'],
      one: 'section',
    },
    ...search,
  ];
}

function valueOf(values: Readonly<Record<string, string>>, name: string, template: string): string {
  const value = values[name];
  if (value === undefined)
    throw new RangeError(`Expected a value for {${name}} in the clause "${template}".`);
  return value;
}

/** A value mentioned twice must be the same both times. */
function group(name: string, seen: Set<string>): string {
  if (seen.has(name)) return `(?P=${name})`;
  seen.add(name);
  return `(?P<${name}>[^.;:]+?(?:\\.\\d+)?)`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
