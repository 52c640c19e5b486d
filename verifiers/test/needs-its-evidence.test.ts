/** The gate `needs-its-evidence` on a search task over a web in memory, tried by programs in Python. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { webTools, type GateAnswer, type Json } from '@touchstone/contracts';
import { certify, defaultGateSettings, type GateSettings } from '../src/index.ts';
import { testPorts, type TestTools } from './support/ports.ts';
import { program, typedTask } from './support/tasks.ts';

const skip = spawnSync('python3', ['--version']).status !== 0 && 'NOT RUN: there is no python3 here';

const records: Record<string, string> = {
  'notice-7': 'Notice 7: the depth at Quay 2 is 10.9 m.',
  'by-law-3': 'By-law 3: a tenth of the draught stays under the keel.',
  'notice-9': 'Notice 9 repeats it: the depth at Quay 2 is 10.9 m.',
};

/** One tool is enough here: a record by its id, or that there is none. */
const tools: TestTools = {
  open: (_, { id }) => records[typeof id === 'string' ? id : ''] ?? 'There is no such record.',
};

const answerType = {
  kind: 'record',
  fields: { depth: { kind: 'text' }, records: { kind: 'citations' } },
} as const;

const reads = (ids: string[]) => `
def solve(tools):
    depth, cited = None, []
    for id in ${JSON.stringify(ids)}:
        text = str(tools.call("open", id=id))
        if "10.9 m" in text and depth is None:
            depth = "10.9"
        if "no such record" not in text:
            cited.append(id)
    return {"depth": depth if "by-law-3" in cited else None, "records": ["notice-7", "by-law-3"]}
`;

async function gateOf(
  reference: string,
  required: Json,
  settings: Partial<GateSettings> = {},
): Promise<GateAnswer> {
  const { task, secret } = typedTask(answerType, {
    depth: '10.9',
    records: { required, permitted: ['notice-9'] },
  });
  const environment = { ...task.environment, web: { hash: 'b'.repeat(64) }, tools: [...webTools] };
  const wrong = ['11.6', '9.9'].map((depth) => ({
    how: depth,
    submission: { kind: 'answer' as const, answer: { depth, records: ['notice-7', 'by-law-3'] } },
  }));
  const certification = await certify(
    {
      task: { ...task, category: 'search', environment },
      secret: {
        ...secret,
        reference: program('reader', reference),
        trials: { ...secret.trials, wrong },
      },
      blobs: new Map(),
    },
    {
      siblings: [],
      settings: { ...defaultGateSettings, ...settings },
      ports: testPorts({ tools }),
      now: () => new Date('2026-11-24T08:00:00Z'),
    },
  );
  const answers =
    certification.outcome === 'certified' ? certification.certificate.gates : certification.answers;
  const found = answers.find(({ gate }) => gate === 'needs-its-evidence');
  assert.ok(found, `stopped before: ${JSON.stringify(answers.at(-1))}`);
  return found;
}

test(
  'a task passes when its reference fails without all and without each of its documents',
  { skip },
  async () => {
    const gate = await gateOf(reads(['notice-7', 'by-law-3']), ['notice-7', 'by-law-3']);
    assert.equal(gate.outcome, 'passed', gate.reason);
    assert.deepEqual(
      gate.tallies.map(({ kind, tried, asExpected }) => [kind, tried, asExpected]),
      [
        ['all evidence hidden', 1, 1],
        ['one document hidden', 2, 2],
      ],
    );
  },
);

test('a task fails when another document says the same', { skip }, async () => {
  const gate = await gateOf(reads(['notice-7', 'notice-9', 'by-law-3']), ['notice-7', 'by-law-3']);
  assert.equal(gate.outcome, 'failed');
  assert.match(gate.reason, /without notice-7/);
});

test('that hidden documents cannot be cited does not count as failing', { skip }, async () => {
  const guesses =
    'def solve(tools):\n    tools.call("open", id="notice-7")\n    return {"depth": "10.9", "records": ["notice-7", "by-law-3"]}\n';
  const gate = await gateOf(guesses, ['notice-7', 'by-law-3']);
  assert.equal(gate.outcome, 'failed');
});

test(
  'where no sandbox is left the gate does not pass: it says that nothing was measured',
  { skip },
  async () => {
    const gate = await gateOf(reads(['notice-7', 'by-law-3']), ['notice-7', 'by-law-3'], {
      sandboxRunsMax: 5,
    });
    assert.equal(gate.outcome, 'not-measured', gate.reason);
  },
);
