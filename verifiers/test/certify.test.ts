import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  SandboxFault,
  certificateSchema,
  gateIds,
  type Certification,
  type Draft,
  type GateId,
  type Submission,
  type TaskPublic,
  type TaskSecret,
} from '@touchstone/contracts';
import {
  answerNew,
  certify,
  completeCertificate,
  defaultGateSettings,
  explainCertificate,
  nearDuplicateSignature,
} from '../src/index.ts';
import { localDriver } from './support/local-driver.ts';
import { putBlob, testPorts, type TestPorts } from './support/ports.ts';
import { functionTask, program, stateTask, ticketRows, ticketTools, typedTask } from './support/tasks.ts';

type Halves = { task: TaskPublic; secret: TaskSecret };
const clock = () => new Date('2026-11-24T08:00:00Z');
const answer = (value: never): Submission => ({ kind: 'answer', answer: value });

function prove(
  { task, secret }: Halves,
  options: { ports?: TestPorts; siblings?: Submission[]; settings?: object } = {},
): Promise<Certification> {
  const draft: Draft = { task, secret, blobs: new Map() };
  return certify(draft, {
    siblings: options.siblings ?? [],
    settings: { ...defaultGateSettings, ...options.settings },
    ports: options.ports ?? testPorts(),
    now: clock,
  });
}

const tilings = (fields: Partial<TaskSecret> = {}): Halves => {
  const { task, secret } = typedTask({ kind: 'integer' }, 89);
  const reference = program(
    'recurrence',
    'def solve(tools):\n    a, b = 1, 1\n    for _ in range(9):\n        a, b = b, a + b\n    return b\n',
  );
  return { task, secret: { ...secret, reference, ...fields } };
};

const world = (): TestPorts => testPorts({ tools: ticketTools, rows: ticketRows });
const tickets = (source?: string): { halves: Halves; ports: TestPorts } => {
  const ports = world();
  const { task, secret } = stateTask(source);
  const environment = {
    ...task.environment,
    world: {
      id: 'desk',
      program: putBlob(ports, Buffer.from('TABLES = {}')),
      rows: putBlob(ports, Buffer.from(JSON.stringify(ticketRows))),
    },
  };
  return { halves: { task: { ...task, environment }, secret }, ports };
};

function assertCertified(certification: Certification) {
  if (certification.outcome !== 'certified')
    assert.fail(`${certification.outcome} by ${certification.gate}: ${certification.reason}`);
  return certificateSchema.parse(certification.certificate);
}

function assertStopped(
  certification: Certification,
  outcome: 'refused' | 'parked',
  gate: GateId,
  words: RegExp,
) {
  if (certification.outcome === 'certified') assert.fail('certified');
  assert.equal(certification.outcome, outcome, certification.reason);
  assert.equal(certification.gate, gate, certification.reason);
  assert.match(certification.reason, words);
}

describe('a good draft is certified, with at most 25 sandboxes', () => {
  test('a typed answer', async () => {
    const ports = testPorts();
    const siblings = [answer(55 as never), answer(89 as never), answer('144' as never)];
    const certificate = assertCertified(await prove(tilings(), { ports, siblings }));
    assert.ok(ports.usage().sandboxRuns <= 10, `${ports.usage().sandboxRuns} sandboxes`);
    const wrong = certificate.gates.find(({ gate }) => gate === 'wrong-fails');
    const sibling = wrong?.tallies.find(({ kind }) => kind === "another task's answer");
    assert.equal(sibling?.tried, 2, 'a sibling with the same answer is not a wrong answer');
    assert.equal(wrong?.rate?.events, 0);
    assert.equal(certificate.difficulty, null);
  });

  test('a verification function', async () => {
    const ports = testPorts();
    const certificate = assertCertified(await prove(functionTask(), { ports }));
    assert.ok(ports.usage().sandboxRuns <= 25);
    assert.deepEqual(certificate.structure.solvers, [
      { name: 'first pair', how: 'first pair of a test task', solved: false },
    ]);
  });

  test('a state', async () => {
    const { halves, ports } = tickets();
    const certificate = assertCertified(await prove(halves, { ports }));
    assert.ok(ports.usage().sandboxRuns <= 25, `${ports.usage().sandboxRuns} sandboxes`);
    assert.equal(certificate.structure.referenceToolCalls, 2);
    const empty = certificate.gates.find(({ gate }) => gate === 'nothing-fails');
    assert.ok(empty?.tallies.some(({ kind }) => kind === 'untouched world'));
    assert.ok(empty?.tallies.some(({ kind }) => kind === 'reference without tools and files'));
  });

  test('every gate is answered once, in the order of every surface, and "new" completes it', async () => {
    const { task, secret } = tilings();
    const certificate = assertCertified(await prove({ task, secret }));
    const signature = nearDuplicateSignature(task, secret);
    const complete = completeCertificate(certificate, answerNew(signature, []));
    assert.deepEqual(
      complete.gates.map(({ gate }) => gate),
      [...gateIds],
    );
    assert.deepEqual(
      complete.gates
        .filter(({ outcome }) => outcome !== 'passed')
        .map(({ gate, outcome }) => [gate, outcome]),
      [
        ['needs-its-evidence', 'not-applicable'],
        ['not-remembered', 'not-measured'],
        ['teaches', 'not-measured'],
      ],
    );
  });
});

describe('a bad draft is refused, by the gate that shows it', () => {
  test('a reference that is wrong', async () => {
    const reference = program('wrong', 'def solve(tools):\n    return 88\n');
    assertStopped(await prove(tilings({ reference })), 'refused', 'reference-passes', /0 of 1/);
  });

  test('a reference that crashes', async () => {
    const reference = program('crash', 'def solve(tools):\n    return 1 / 0\n');
    assertStopped(await prove(tilings({ reference })), 'refused', 'reference-passes', /ZeroDivisionError/);
  });

  test('a wrong trial that is accepted', async () => {
    const { secret } = tilings();
    const wrong = [{ how: 'forgets nothing', submission: answer(89 as never) }];
    const trials = { ...secret.trials, wrong };
    assertStopped(await prove(tilings({ trials })), 'refused', 'wrong-fails', /wrong answer was accepted/);
  });

  test('a wrong trial that does not break what it says', async () => {
    const { task, secret } = functionTask();
    const wrong = [{ how: 'a wrong sum', breaks: 'listed', submission: answer([3, 26] as never) }];
    const halves = { task, secret: { ...secret, trials: { ...secret.trials, wrong } } };
    assertStopped(await prove(halves), 'refused', 'wrong-fails', /was to break "listed"/);
  });

  test('a right trial that is rejected', async () => {
    const { secret } = tilings();
    const trials = { ...secret.trials, right: [answer(90 as never)] };
    assertStopped(await prove(tilings({ trials })), 'refused', 'right-passes', /right answer was rejected/);
  });

  test('a chance rate above the limit', async () => {
    const { secret } = tilings();
    const trials = { ...secret.trials, chance: 0.2 };
    assertStopped(await prove(tilings({ trials })), 'refused', 'not-leaked', /20 %/);
  });

  test('an answer that stands in the instruction', async () => {
    const { task, secret } = typedTask({ kind: 'integer' }, '73201984455017');
    const halves = { task: { ...task, instruction: `${task.instruction} (73201984455017)` }, secret };
    assertStopped(await prove(halves), 'refused', 'not-leaked', /stands in the instruction/);
  });

  test('a verifier that accepts everything of the right form', async () => {
    const source = 'def verify(case):\n    return [[name, True, ""] for name in ("two", "listed", "sum")]\n';
    assertStopped(await prove(functionTask(source)), 'refused', 'wrong-fails', /accepted/);
  });

  test('a verifier that believes what the answer says', async () => {
    const { task, secret } = functionTask(`
def verify(case):
    good = case["answer"] in ([11, 19], [19, 11]) or case["answer"] == {"accepted": True}
    return [["two", good, ""], ["listed", good, ""], ["sum", good, ""]]
`);
    const wrong = [{ how: 'a wrong sum', submission: answer([3, 26] as never) }];
    const halves: Halves = {
      task: { ...task, answerFormat: { kind: 'json', schema: {} } },
      secret: { ...secret, trials: { ...secret.trials, wrong } },
    };
    assertStopped(await prove(halves), 'refused', 'not-hackable', /says it is accepted/);
  });

  test("a verifier that never answers a criterion is the draft's own fault", async () => {
    const source = 'def verify(case):\n    return []\n';
    assertStopped(await prove(functionTask(source)), 'refused', 'reference-passes', /0 of 1/);
  });

  test('a shortcut that was said not to work', async () => {
    const { secret } = tilings();
    const solvers = [
      { ...program('constant', 'def solve(tools):\n    return 89\n'), expect: 'fails' as const },
    ];
    const trials = { ...secret.trials, solvers };
    assertStopped(await prove(tilings({ trials })), 'refused', 'wrong-fails', /shortcut works: constant/);
  });

  test('a task whose reference needs none of its files', async () => {
    const ports = testPorts();
    const { task, secret } = tilings();
    const bytes = Buffer.from('a,b\n1,2\n');
    const files = [{ path: 'data.csv', blob: putBlob(ports, bytes), bytes: bytes.length }];
    const halves = { task: { ...task, environment: { ...task.environment, files } }, secret };
    assertStopped(await prove(halves, { ports }), 'refused', 'nothing-fails', /not needed/);
  });

  test('a state task that the untouched world already satisfies', async () => {
    const { halves, ports } = tickets(`
def verify(case):
    changed = [row for row in case["after"]["tickets"] if row not in case["before"]["tickets"]]
    others = all(row["id"] == 1 for row in changed)
    return [["closed", True, ""], ["others-untouched", others, ""], ["told", case["answer"] == 1, ""]]
`);
    const wrong = halves.secret.trials.wrong.slice(0, 1);
    const secret = { ...halves.secret, trials: { ...halves.secret.trials, wrong } };
    assertStopped(await prove({ ...halves, secret }, { ports }), 'refused', 'nothing-fails', /no work/);
  });

  test('a reference that passes only sometimes', async () => {
    const ports = testPorts();
    const attempts = { ...ports.attempts };
    let runs = 0;
    ports.attempts.attempt = (environment, tried, options) =>
      attempts.attempt(
        environment,
        ++runs === 3 ? program('late', 'def solve(tools):\n    return 88\n') : tried,
        options,
      );
    assertStopped(await prove(tilings(), { ports }), 'refused', 'reference-passes', /2 of 3/);
  });

  test('a gate that is not measured and may not be', async () => {
    const settings = { mayBeNotMeasured: ['teaches'] };
    assertStopped(await prove(tilings(), { settings }), 'refused', 'not-remembered', /does not allow/);
  });
});

describe('what is ours parks the draft', () => {
  test('a sandbox that dies', async () => {
    const driver = localDriver((step) => {
      if (step === 'exec-after') throw new SandboxFault('gone', { code: 'sandbox-died', retryable: true });
    });
    assertStopped(
      await prove(functionTask(), { ports: testPorts({ driver }) }),
      'parked',
      'reference-passes',
      /gone/,
    );
  });

  test('an attempt that no sandbox could be had for', async () => {
    const ports = testPorts();
    ports.attempts.attempt = () =>
      Promise.reject(new SandboxFault('full', { code: 'no-sandbox', retryable: true }));
    assertStopped(await prove(tilings(), { ports }), 'parked', 'reference-passes', /full/);
  });
});

test('a death at any moment of a certification parks the draft and never refuses it', async () => {
  for (let fatal = 1; fatal <= 12; fatal++) {
    let steps = 0;
    const dies = () => {
      if (++steps === fatal)
        throw new SandboxFault('injected death', { code: 'sandbox-died', retryable: true });
    };
    const ports = testPorts({ driver: localDriver(dies) });
    const attempts = { ...ports.attempts };
    ports.attempts.attempt = async (...all) => {
      dies();
      return attempts.attempt(...all);
    };
    const { outcome } = await prove(functionTask(), { ports });
    assert.ok(outcome === 'parked' || (outcome === 'certified' && steps < fatal), `${fatal}: ${outcome}`);
  }
});

test('the explanation says in its first lines what was solved, what was tried, and how hard it is not known to be', async () => {
  const certificate = assertCertified(await prove(functionTask()));
  const [solvable, wrong, difficulty] = explainCertificate(certificate).split('\n');
  assert.match(solvable ?? '', /accepted 3 times of 3/);
  assert.match(wrong ?? '', /^Wrong answers: \d+ tried, 0 accepted \(2 × the draft's wrong answer/);
  assert.match(difficulty ?? '', /not measured/);
  const text = explainCertificate(certificate, {
    template: 'function@1 / bwrap / CPython 3.11.2',
    tasks: 30,
    tallies: [{ kind: 'runner-protocol', tried: 30, asExpected: 30 }],
  });
  assert.match(text, /0 of 30 \(95 % Clopper-Pearson interval 0 % to 11.6 %\)/);
  assert.match(text, /Weakest evidence: Of/);
  assert.match(text, /does not stop/);
});
