/** Columns, keys and references of a `CREATE TABLE` statement as the worlds write it. For a diagram: what it cannot read it leaves out. */
export interface TableSchema {
  name: string;
  columns: { name: string; type: string; isKey: boolean }[];
  references: { column: string; table: string }[];
}

export function schemaOf(name: string, create: string): TableSchema {
  const inside = create.slice(create.indexOf('(') + 1, create.lastIndexOf(')'));
  const schema: TableSchema = { name, columns: [], references: [] };
  for (const part of partsOf(inside)) {
    const foreign = /^foreign\s+key\s*\(\s*"?(\w+)"?\s*\)\s*references\s+"?(\w+)"?/i.exec(part);
    if (foreign !== null) {
      schema.references.push({ column: foreign[1] as string, table: foreign[2] as string });
      continue;
    }
    const key = /^primary\s+key\s*\(([^)]*)\)/i.exec(part);
    if (key !== null) {
      const keys = new Set((key[1] as string).split(',').map((each) => each.trim().replaceAll('"', '')));
      for (const column of schema.columns) column.isKey ||= keys.has(column.name);
      continue;
    }
    const column = /^"?(\w+)"?\s*([A-Za-z]*)/.exec(part);
    if (column === null || /^(unique|check|constraint)$/i.test(column[1] as string)) continue;
    schema.columns.push({
      name: column[1] as string,
      type: column[2] ?? '',
      isKey: /\bprimary\s+key\b/i.test(part),
    });
    const reference = /\breferences\s+"?(\w+)"?/i.exec(part);
    if (reference !== null)
      schema.references.push({ column: column[1] as string, table: reference[1] as string });
  }
  return schema;
}

/** Split at commas outside brackets and quotes; comments of lines are left out. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const character of text.replace(/--[^\n]*/g, '')) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'") quote = character;
    else if (character === '(') depth++;
    else if (character === ')') depth--;
    if (character === ',' && depth === 0 && quote === '') {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return [...parts, part.trim()].filter((each) => each !== '');
}

/**
 * Worlds do not always declare what refers to what: then a column called `product` or `product_id` is taken to refer to
 * the table `products`.
 */
export function withReferences(schemas: readonly TableSchema[]): TableSchema[] {
  const names = new Set(schemas.map(({ name }) => name));
  return schemas.map((schema) => {
    const declared = new Set(schema.references.map(({ column }) => column));
    const guessed = schema.columns.flatMap(({ name }) => {
      const stem = name.replace(/_id$/, '');
      const table = [`${stem}s`, stem, `${stem}es`, stem.replace(/y$/, 'ies')].find((each) =>
        names.has(each),
      );
      return table === undefined || table === schema.name || declared.has(name)
        ? []
        : [{ column: name, table }];
    });
    return { ...schema, references: [...schema.references, ...guessed] };
  });
}
