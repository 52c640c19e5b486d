/** Test only: one small hand-written task for each executor. */
import type {
  AnswerType,
  Environment,
  Json,
  JsonObject,
  Program,
  Rows,
  TaskPublic,
  TaskSecret,
  Tool,
  Verifier,
} from '@touchstone/contracts';
import type { TestTools } from './ports.ts';

const environment: Environment = {
  runtime: { language: 'python', version: '>=3.11', packages: [] },
  files: [],
  world: null,
  web: null,
  tools: [],
  network: 'none',
  limits: {
    cpuSecondsMax: 20,
    wallSecondsMax: 60,
    memoryBytesMax: 2 ** 28,
    processesMax: 16,
    diskBytesMax: 2 ** 26,
    outputBytesMax: 2 ** 20,
  },
  user: null,
};

function publicTask(fields: Partial<TaskPublic> = {}): TaskPublic {
  return {
    schemaVersion: 1,
    category: 'interpreter',
    language: 'en',
    instruction: 'How many ways are there to tile a 2 by 10 hall with 1 by 2 mats? Answer with one integer.',
    environment,
    answerFormat: { kind: 'typed', type: { kind: 'integer' } },
    budget: { toolCallsMax: 10 },
    licence: { spdx: 'CC0-1.0', sources: [] },
    ...fields,
  };
}

function secretHalf(verifier: Verifier, fields: Partial<TaskSecret> = {}): TaskSecret {
  return {
    schemaVersion: 1,
    salt: 'a7'.repeat(32),
    reference: program('reference', 'def solve(tools):\n    return None\n'),
    verifier,
    trials: { right: [], wrong: [], solvers: [], chance: 0.01 },
    lineage: {
      family: 'test.family',
      familyVersion: 1,
      randomSeed: 7,
      item: 0,
      sources: [],
      proposer: { kind: 'seeded', model: null },
      moves: [],
      parent: null,
    },
    splitKey: 'test',
    ...fields,
  };
}

export function program(name: string, source: string): Program {
  return { name, how: `${name} of a test task`, source };
}

export function typedTask(type: AnswerType, expected: Json, alternatives: Json[] = []) {
  return {
    task: publicTask({ answerFormat: { kind: 'typed', type } }),
    secret: secretHalf({ executor: 'typed-answer', version: 1, expected, alternatives }),
  };
}

/** Choose two different numbers of a list with a given sum. */
export function functionTask(source: string = pairProgram) {
  const schema: JsonObject = {
    type: 'array',
    items: { type: 'integer' },
  };
  const criterion = (id: string) => ({
    id,
    text: `The answer satisfies ${id}.`,
    polarity: 'positive' as const,
    weight: 1,
    role: 'veto' as const,
    check: { kind: 'program' as const },
  });
  return {
    task: publicTask({
      category: 'general',
      instruction:
        'From the numbers 3, 8, 11, 19 and 26 choose two different ones that add up to exactly 30.',
      answerFormat: { kind: 'json', schema },
    }),
    secret: secretHalf(
      {
        executor: 'function',
        version: 1,
        program: source,
        data: { numbers: [3, 8, 11, 19, 26], sum: 30 },
        rubric: { criteria: [criterion('two'), criterion('listed'), criterion('sum')], abstainAbove: 0.1 },
      },
      {
        reference: program('search', 'def solve(tools):\n    return [11, 19]\n'),
        trials: {
          right: [{ kind: 'answer', answer: [19, 11] }],
          wrong: [
            { how: 'a wrong sum', breaks: 'sum', submission: { kind: 'answer', answer: [3, 26] } },
            {
              how: 'a number not listed',
              breaks: 'listed',
              submission: { kind: 'answer', answer: [15, 15] },
            },
          ],
          solvers: [
            {
              ...program('first pair', 'def solve(tools):\n    return [3, 8]\n'),
              expect: 'fails' as const,
            },
          ],
          chance: 0.04,
        },
      },
    ),
  };
}

const pairProgram = `
def verify(case):
    answer, data = case["answer"], case["data"]
    return [
        ["two", len(answer) == 2 and len(set(answer)) == 2, f"{len(answer)} numbers"],
        ["listed", all(number in data["numbers"] for number in answer), ""],
        ["sum", sum(answer) == data["sum"], str(sum(answer))],
    ]
`;

export const ticketRows: Rows = {
  tickets: [
    { id: 1, status: 'open', note: null },
    { id: 2, status: 'open', note: null },
    { id: 3, status: 'closed', note: 'done' },
  ],
};

export function closeTicket(rows: Rows, args: JsonObject): Json {
  const ticket = rows.tickets?.find((row) => row.id === args.id);
  if (!ticket) throw new Error('no such ticket');
  if (ticket.status === 'closed') throw new Error('already closed');
  ticket.status = 'closed';
  return 'closed';
}

export const ticketTools: TestTools = {
  list_tickets: (rows) => rows.tickets ?? [],
  close_ticket: closeTicket,
};

const tool = (name: string, properties: JsonObject): Tool => ({
  name,
  description: `The tool ${name}.`,
  inputSchema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});

/** Close exactly the first open ticket. */
export function stateTask(source: string = ticketProgram) {
  const veto = (id: string) => ({
    id,
    text: id,
    polarity: 'positive' as const,
    weight: 1,
    role: 'veto' as const,
    check: { kind: 'program' as const },
  });
  const close = (id: number) => ({ tool: 'close_ticket', arguments: { id } });
  return {
    task: publicTask({
      category: 'general',
      instruction:
        'Close the open ticket with the lowest number and tell me its number. Leave the others alone.',
      environment: {
        ...environment,
        world: { id: 'desk', program: '1'.repeat(64), rows: '2'.repeat(64) },
        tools: [tool('list_tickets', {}), tool('close_ticket', { id: { type: 'integer' } })],
      },
      answerFormat: { kind: 'state', schema: { type: 'integer' } },
    }),
    secret: secretHalf(
      {
        executor: 'state',
        version: 1,
        program: source,
        data: { ticket: 1 },
        rubric: { criteria: [veto('closed'), veto('others-untouched'), veto('told')], abstainAbove: 0.1 },
      },
      {
        reference: program(
          'reads and closes',
          `def solve(tools):
    ticket = min(t["id"] for t in tools.call("list_tickets") if t["status"] == "open")
    tools.call("close_ticket", id=ticket)
    return ticket
`,
        ),
        trials: {
          right: [{ kind: 'state', calls: [close(1)], answer: 1 }],
          wrong: [
            {
              how: 'closes all',
              breaks: 'others-untouched',
              submission: { kind: 'state', calls: [close(1), close(2)], answer: 1 },
            },
            { how: 'only says so', breaks: 'closed', submission: { kind: 'state', calls: [], answer: 1 } },
          ],
          solvers: [],
          chance: 0.02,
        },
      },
    ),
  };
}

const ticketProgram = `
def verify(case):
    before = {row["id"]: row for row in case["before"]["tickets"]}
    after = {row["id"]: row for row in case["after"]["tickets"]}
    ticket = case["data"]["ticket"]
    others = all(after.get(key) == row for key, row in before.items() if key != ticket) and len(after) == len(before)
    return [
        ["closed", after[ticket]["status"] == "closed", after[ticket]["status"]],
        ["others-untouched", others, ""],
        ["told", case["answer"] == ticket, ""],
    ]
`;
