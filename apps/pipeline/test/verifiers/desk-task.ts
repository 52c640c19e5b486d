/** Test only: a small state task over a real world, written by hand. Close the oldest open ticket and nothing else. */
import { hashBytes, type Draft, type Hash, type Tool, type ToolCall } from '@touchstone/contracts';

const program = `
TABLES = {"tickets": "CREATE TABLE tickets (id INTEGER PRIMARY KEY, opened TEXT NOT NULL, status TEXT NOT NULL)"}

class ToolError(Exception):
    pass

def list_tickets(db):
    rows = db.execute("SELECT id, opened, status FROM tickets ORDER BY id")
    return [dict(zip(("id", "opened", "status"), row)) for row in rows]

def close_ticket(db, id):
    changed = db.execute("UPDATE tickets SET status = 'closed' WHERE id = ? AND status = 'open'", (id,)).rowcount
    db.commit()
    if changed == 0:
        raise ToolError("no open ticket has this id")
    return "closed"

def spin(db):
    import os
    os._exit(1)

TOOLS = {"list_tickets": list_tickets, "close_ticket": close_ticket, "spin": spin}
`;

const rows = {
  tickets: [
    { id: 1, opened: '2026-03-02', status: 'closed' },
    { id: 2, opened: '2026-03-09', status: 'open' },
    { id: 3, opened: '2026-03-05', status: 'open' },
    { id: 4, opened: '2026-03-11', status: 'open' },
  ],
};

const verifier = `
def verify(case):
    before = {row["id"]: row for row in case["before"]["tickets"]}
    after = {row["id"]: row for row in case["after"]["tickets"]}
    others = all(after.get(key) == row for key, row in before.items() if key != 3) and len(after) == len(before)
    return [["closed", after[3]["status"] == "closed", ""], ["others", others, ""], ["told", case["answer"] == 3, ""]]
`;

const reference = `
def solve(tools):
    tickets = [ticket for ticket in tools.call("list_tickets") if ticket["status"] == "open"]
    oldest = min(tickets, key=lambda ticket: ticket["opened"])
    tools.call("close_ticket", id=oldest["id"])
    return oldest["id"]
`;

/** A shortcut: the lowest number instead of the oldest date. */
const lowest = reference.replace('ticket["opened"]', 'ticket["id"]');

export const close = (id: number): ToolCall => ({ tool: 'close_ticket', arguments: { id } });

const tool = (name: string, properties: Tool['inputSchema']): Tool => ({
  name,
  description: `The tool ${name}.`,
  inputSchema: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false },
});

export function deskDraft(): Draft {
  const blobs = new Map<Hash, Uint8Array>();
  const put = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    blobs.set(hashBytes(bytes), bytes);
    return hashBytes(bytes);
  };
  const solver = (name: string, source: string, expect: 'solves' | 'fails' | 'unknown') => ({
    name,
    how: `Takes ${name}.`,
    source,
    expect,
  });
  return {
    blobs,
    task: {
      schemaVersion: 1,
      category: 'general',
      language: 'en',
      instruction:
        'Close the ticket that has been open for longest, leave the others alone and tell me its number.',
      environment: {
        runtime: { language: 'python', version: '>=3.11', packages: [] },
        files: [],
        world: { id: 'desk', program: put(program), rows: put(JSON.stringify(rows)) },
        web: null,
        tools: [
          tool('list_tickets', {}),
          tool('close_ticket', { id: { type: 'integer' } }),
          tool('spin', {}),
        ],
        network: 'none',
        limits: {
          cpuSecondsMax: 30,
          wallSecondsMax: 300,
          memoryBytesMax: 2 ** 29,
          processesMax: 16,
          diskBytesMax: 2 ** 26,
          outputBytesMax: 2 ** 20,
        },
        user: null,
      },
      answerFormat: { kind: 'state', schema: { type: 'integer' } },
      budget: { toolCallsMax: 12 },
      licence: { spdx: 'Apache-2.0', sources: [] },
    },
    secret: {
      schemaVersion: 1,
      salt: '5b'.repeat(32),
      reference: {
        name: 'oldest',
        how: 'Reads all tickets and closes the oldest open one.',
        source: reference,
      },
      verifier: {
        executor: 'state',
        version: 1,
        program: verifier,
        data: null,
        rubric: {
          abstainAbove: 0,
          criteria: ['closed', 'others', 'told'].map((id) => ({
            id,
            text: id,
            polarity: 'positive',
            weight: 1,
            role: 'veto',
            check: { kind: 'program' },
          })),
        },
      },
      trials: {
        right: [{ kind: 'state', calls: [close(3)], answer: 3 }],
        wrong: [
          {
            how: 'the lowest number',
            breaks: 'closed',
            submission: { kind: 'state', calls: [close(2)], answer: 2 },
          },
          {
            how: 'one too many',
            breaks: 'others',
            submission: { kind: 'state', calls: [close(3), close(4)], answer: 3 },
          },
        ],
        solvers: [
          solver('the lowest number', lowest, 'fails'),
          solver('the oldest', reference, 'solves'),
          solver('nothing', 'def solve(tools):\n    return 3\n', 'fails'),
          solver(
            'all of them',
            'def solve(tools):\n    for id in (2, 3, 4):\n        tools.call("close_ticket", id=id)\n    return 3\n',
            'fails',
          ),
        ],
        chance: 0.02,
      },
      lineage: {
        family: 'test.desk',
        familyVersion: 1,
        randomSeed: 1,
        item: 0,
        sources: [],
        proposer: { kind: 'seeded', model: null },
        moves: [],
        parent: null,
      },
      splitKey: 'test.desk',
    },
  };
}
