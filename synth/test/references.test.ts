/** Runs the Python reference programs of some items on the machine's own Python, if it has one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import {
  canonicalJson,
  isProgram,
  isRefusal,
  type AnyFamily,
  type Json,
  type Program,
} from '@touchstone/contracts';
import { families, propose } from '../src/index.ts';
import { absentPorts } from './absent-ports.ts';

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0;
const items = 10;

/** Large integers are decimal text in one place and numbers in another. */
function plain(value: Json): string {
  return canonicalJson(value).replaceAll(/"(-?\d+)"/g, '$1');
}

function run(program: Program): { answer: Json; cpuSeconds: number } {
  const harness = `${program.source}\nimport json, time\nanswer = solve(None)\nprint(json.dumps([answer, time.process_time()]))\n`;
  const { stdout, stderr, status } = spawnSync('python3', ['-I', '-'], {
    input: harness,
    encoding: 'utf8',
    // A backstop: a program that needs minutes is broken, whatever the machine.
    timeout: 300_000,
  });
  assert.equal(status, 0, stderr.slice(-2000));
  const [answer, cpuSeconds] = JSON.parse(stdout) as [Json, number];
  return { answer, cpuSeconds };
}

async function check(family: AnyFamily): Promise<number> {
  let slowest = 0;
  for (let item = 0; item < items; item++) {
    const draft = await propose(family, { ...absentPorts, randomSeed: 5, item, saltKey: 'test' });
    if (isRefusal(draft) || draft.secret.verifier.executor !== 'typed-answer') continue;
    const expected = plain(draft.secret.verifier.expected);
    const { reference } = draft.secret;
    assert.ok(isProgram(reference));
    const { answer, cpuSeconds } = run(reference);
    slowest = Math.max(slowest, cpuSeconds);
    assert.equal(plain(answer), expected, `item ${item}: ${draft.task.instruction}`);
    for (const solver of draft.secret.trials.solvers) {
      if (solver.expect === 'unknown') continue;
      const solved = plain(run(solver).answer) === expected;
      assert.equal(solved, solver.expect === 'solves', `item ${item}, solver ${solver.name}`);
    }
  }
  return slowest;
}

describe('reference programs in Python', { skip: python ? false : 'this machine has no Python 3.11' }, () => {
  for (const family of families.filter(
    ({ needs, category }) => needs.length === 0 && category === 'interpreter',
  ))
    test(`${family.id}: the reference finds the expected answer of ${items} items, solvers end as foretold`, async (context) => {
      context.diagnostic(`slowest reference: ${(await check(family)).toFixed(1)} CPU seconds`);
    });
});
