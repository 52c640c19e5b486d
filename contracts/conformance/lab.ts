/**
 * What every `Lab` does. An implementation runs it with
 *   labConformance({ name, open: async () => ({ lab, runs: () => number, [Symbol.asyncDispose] }) })
 * where `runs` counts the sandboxes opened so far. The programs are Python and use nothing but its standard library.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isRefusal, type Lab, type Observation } from '../src/index.ts';

export interface LabUnderTest extends AsyncDisposable {
  lab: Lab;
  /** Sandboxes opened so far. */
  runs(): number;
}

type Experiment = Parameters<Lab['observe']>[0];

export function labConformance(options: { name: string; open: () => Promise<LabUnderTest> }): void {
  describe(`lab: ${options.name}`, () => {
    let under: LabUnderTest;
    before(async () => {
      under = await options.open();
    });
    after(() => under[Symbol.asyncDispose]());

    const put = (text: string): Uint8Array => new TextEncoder().encode(text);
    const python = (source: string, more: Partial<Experiment> = {}): Experiment => ({
      runtime: { language: 'python', version: '>=3.11', packages: [] },
      files: [{ path: 'main.py', bytes: put(source) }],
      argv: ['python3', 'main.py'],
      repeat: 2,
      ...more,
    });
    const observe = async (experiment: Experiment): Promise<Observation> => {
      const observed = await under.lab.observe(experiment);
      assert.ok(!isRefusal(observed), isRefusal(observed) ? observed.reason : '');
      return observed;
    };

    test('an experiment runs with its files and its input, as often as asked, each time in a fresh sandbox', async () => {
      const source = `
import json, os, sys
print(json.load(sys.stdin)["stone"], open("data/notes.txt", encoding="utf-8").read(), os.path.exists("left.txt"))
open("left.txt", "w").close()
print("aside", file=sys.stderr)
sys.exit(3)
`;
      const before = under.runs();
      const experiment = python(source, { stdin: { stone: 'bäsalt' }, repeat: 3 });
      const notes = { path: 'data/notes.txt', bytes: put('näheres') };
      const observed = await observe({ ...experiment, files: [...experiment.files, notes] });
      assert.equal(observed.ending, 'exited');
      assert.equal(observed.exitCode, 3);
      assert.equal(observed.stdout, 'bäsalt näheres False\n');
      assert.match(observed.stderr, /aside/);
      assert.ok(observed.runtime.runtime.length > 0);
      assert.equal(under.runs() - before, 3);
    });

    test('the same experiment is not run again, another one is', async () => {
      const first = await observe(python('print(1)'));
      const before = under.runs();
      assert.deepEqual(await observe(python('print(1)')), first);
      assert.equal(under.runs(), before);
      assert.equal((await observe(python('print(2)'))).stdout, '2\n');
      assert.equal((await observe(python('print(1)', { stdin: 1 }))).stdout, '1\n');
      assert.equal((await observe(python('print(1)', { argv: ['python3', '-B', 'main.py'] }))).stdout, '1\n');
      assert.equal(under.runs(), before + 6);
    });

    test('what is not repeatable is refused, and refused again', async () => {
      const experiment = python('import os\nprint(os.urandom(16).hex())');
      for (let time = 0; time < 2; time += 1) {
        const refused = await under.lab.observe(experiment);
        assert.ok(isRefusal(refused));
        assert.equal(refused.code, 'not-repeatable');
        assert.match(refused.reason, /stdout/);
      }
    });

    test('a program that fails is an observation', async () => {
      const observed = await observe(python('import sys\nsys.exit("no")'));
      assert.equal(observed.exitCode, 1);
      assert.match(observed.stderr, /^no$/m);
    });
  });
}
