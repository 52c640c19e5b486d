import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rows } from '@touchstone/contracts';
import { runWorld, withoutPython } from '../../../test/world-runner.ts';
import { compileWorld, type WorldDefinition } from './compile.ts';
import { clause, sectionRows, sectionsEntity, sectionTools } from './documents.ts';
import { reference } from './schema.ts';

const library: WorldDefinition = {
  id: 'library',
  doc: 'A library with its rules.',
  schema: {
    entities: [
      {
        name: 'members',
        doc: 'People who may borrow.',
        key: ['member_id'],
        columns: [
          { name: 'member_id', type: 'text', doc: 'Member number.' },
          { name: 'name', type: 'text', doc: 'Full name.' },
          { name: 'blocked', type: 'boolean', doc: 'May not borrow.' },
        ],
      },
      {
        name: 'loans',
        doc: 'Books out.',
        key: ['loan_id'],
        columns: [
          { name: 'loan_id', type: 'text', doc: 'Loan number.' },
          reference('member_id', 'members', 'Who has the book.'),
          { name: 'due', type: 'date', doc: 'Due back on.' },
          { name: 'state', type: 'text', values: ['out', 'back'], doc: 'Where the book is.' },
        ],
      },
      sectionsEntity('rules', 'House rules.'),
    ],
    views: [
      {
        name: 'loans_by_name',
        doc: 'Loans with names.',
        key: ['loan_id'],
        columns: [
          { name: 'loan_id', type: 'text', doc: 'Loan number.' },
          { name: 'name', type: 'text', doc: 'Full name.' },
          { name: 'due', type: 'date', doc: 'Due back on.' },
        ],
        select: 'SELECT loan_id, name, due FROM loans JOIN members USING (member_id)',
      },
    ],
  },
  tools: [
    {
      kind: 'list',
      name: 'list_loans',
      of: 'loans_by_name',
      doc: 'Loans, soonest due first.',
      filters: [
        { column: 'due', match: 'from', parameter: 'due_from' },
        { column: 'due', match: 'to', parameter: 'due_to' },
        { column: 'name', match: 'contains' },
      ],
      order: ['due'],
      pageSize: { usual: 2, max: 3 },
    },
    { kind: 'get', name: 'get_member', of: 'members', doc: 'One member.', one: 'member' },
    { kind: 'search', name: 'find_member', of: 'members', doc: 'Members by name.', in: ['name'] },
    {
      kind: 'program',
      name: 'return_book',
      doc: 'Mark a loan as returned.',
      parameters: [{ name: 'loan_id', doc: 'Loan number.', schema: { type: 'string' } }],
    },
    ...sectionTools('rules', {
      list: 'list_rules',
      read: 'read_rule',
      search: 'search_rules',
      document: 'the house rules',
    }),
  ],
  python: `
def return_book(db: sqlite3.Connection, loan_id: str) -> dict:
    """Mark a loan as returned; refused when the book is already back."""
    loan = one(db, "loan", "SELECT * FROM loans WHERE loan_id = ?", loan_id)
    if loan["state"] == "back":
        raise ToolError(f"loan {loan_id} is already back")
    db.execute("UPDATE loans SET state = 'back' WHERE loan_id = ?", (loan_id,))
    return {"loan_id": loan_id, "state": "back"}
`,
};

const rows: Rows = {
  members: [
    { member_id: 'M1', name: "Ada O'Brien", blocked: 0 },
    { member_id: 'M2', name: 'Bo Lund', blocked: 1 },
  ],
  loans: [1, 2, 3, 4, 5].map((n) => ({
    loan_id: `L${n}`,
    member_id: n % 2 ? 'M1' : 'M2',
    due: `2026-03-0${n}`,
    state: 'out',
  })),
  rules: sectionRows([{ section: '1.1', title: 'Loans', body: 'A loan lasts three weeks.' }]),
};

const call = (tool: string, args: Record<string, string | number> = {}) => ({
  kind: 'call' as const,
  tool,
  arguments: args,
});

test(
  'compiled tools page, filter, search and refuse as their declarations say',
  { skip: withoutPython },
  () => {
    const world = compileWorld(library);
    world.checkRows(rows);
    const answers = runWorld(world.program, rows, [
      call('list_loans'),
      call('list_loans', { page: 3 }),
      call('list_loans', { due_from: '2026-03-02', due_to: '2026-03-04', page_size: 3 }),
      call('list_loans', { name: "o'br" }),
      call('list_loans', { page_size: 4 }),
      call('list_loans', { due_from: 'tomorrow' }),
      call('list_loans', { colour: 'red' }),
      call('get_member', { member_id: 'M2' }),
      call('get_member', { member_id: 'M9' }),
      call('get_member'),
      call('find_member', { query: 'lund bo' }),
      call('return_book', { loan_id: 'L1' }),
      call('return_book', { loan_id: 'L1' }),
      call('read_rule', { section: '1.1' }),
      call('search_rules', { query: 'three weeks' }),
    ]);
    const ids = answers.map((answer) =>
      ((answer.result as { items?: { loan_id: string }[] } | undefined)?.items ?? []).map(
        (item) => item.loan_id,
      ),
    );
    assert.deepEqual(ids.slice(0, 4), [['L1', 'L2'], ['L5'], ['L2', 'L3', 'L4'], ['L1', 'L3']]);
    assert.match(answers[4]!.toolError!, /page_size: must be at most 3/);
    assert.match(answers[5]!.toolError!, /due_from/);
    assert.match(answers[6]!.toolError!, /unknown argument colour/);
    assert.deepEqual(answers[7]!.result, { member_id: 'M2', name: 'Bo Lund', blocked: true });
    assert.equal(answers[8]!.toolError, 'no member M9');
    assert.equal(answers[9]!.toolError, 'missing argument member_id');
    assert.equal((answers[10]!.result as { total: number }).total, 1);
    assert.deepEqual(answers[11]!.result, { loan_id: 'L1', state: 'back' });
    assert.equal(answers[12]!.toolError, 'loan L1 is already back');
    assert.equal((answers[13]!.result as { body: string }).body, 'A loan lasts three weeks.');
    assert.equal((answers[14]!.result as { total: number }).total, 1);
  },
);

test('the same definition compiles to the same bytes and to one tool per declaration', () => {
  const world = compileWorld(library);
  assert.equal(world.program, compileWorld(library).program);
  assert.deepEqual(
    world.tools.map((tool) => tool.name),
    library.tools.map((tool) => tool.name),
  );
});

test('rows that break a type, a reference, a key or a value list are refused by name', () => {
  const world = compileWorld(library);
  const changed = (table: string, change: object) => ({
    ...rows,
    [table]: [{ ...rows[table]![0]!, ...change }, ...rows[table]!.slice(1)],
  });
  assert.throws(() => world.checkRows(changed('loans', { due: '3 March' })), /loans\.due/);
  assert.throws(() => world.checkRows(changed('loans', { member_id: 'M9' })), /is no members/);
  assert.throws(() => world.checkRows(changed('loans', { loan_id: 'L2' })), /twice/);
  assert.throws(() => world.checkRows(changed('loans', { state: 'lost' })), /none of its values/);
  assert.throws(() => world.checkRows(changed('members', { blocked: true })), /boolean/);
  assert.throws(() => world.checkRows(changed('members', { name: null })), /null/);
});

test('a program tool whose function has other parameters is refused', () => {
  const tools = library.tools.map((tool) => (tool.kind === 'program' ? { ...tool, parameters: [] } : tool));
  assert.throws(() => compileWorld({ ...library, tools }), /return_book/);
});

test('a clause is found again by its own pattern', () => {
  const rest = clause('At least {hours} hours of rest (door to door) and {days} free days.', {
    hours: '11',
    days: 'two',
  });
  assert.equal(rest.text, 'At least 11 hours of rest (door to door) and two free days.');
  const groups = new RegExp(rest.pattern.replaceAll('(?P<', '(?<')).exec(
    `Before. ${rest.text} After.`,
  )?.groups;
  assert.deepEqual({ ...groups }, { hours: '11', days: 'two' });
});
