/**
 * What is secret about the two runs of a suite: the keys under which tests are reported, the order of the files, and which
 * tests must fail in which run because a literal of theirs is changed in place. Every control fails in exactly one run, so
 * each counted test also runs unchanged. Code that makes tests pass whatever they say, or that reads what they expect,
 * passes the changed ones too and is found out. All of it follows from one secret text, so that a verdict repeats.
 */
import { Fault, createRng, type Rng, type Verifier } from '@touchstone/contracts';
import { textOf, type Files } from './submitted-tree.ts';

export type TestsVerifier = Extract<Verifier, { executor: 'tests' }>;
export type Control = TestsVerifier['controls'][number];

export interface RunPlan {
  nonce: string;
  /** Test id → key in reports; the same in both runs, so that they cannot be told apart. */
  keys: ReadonlyMap<string, string>;
  /** Files with counted tests, in the order of this run. */
  testFiles: readonly string[];
  /** Hidden files as they stand in this run. */
  hidden: Files;
  /** Tests that a changed literal must make fail. */
  mustFail: ReadonlySet<string>;
}

/** Run A and run B. Throws a `Fault` of boundary `verifier` for controls that do not fit the hidden files. */
export function planRuns(verifier: TestsVerifier, hidden: Files, secretText: string): [RunPlan, RunPlan] {
  const rng = createRng(secretText);
  const counted = countedTests(verifier);
  const keys = new Map(counted.map((test) => [test, randomId(rng)]));
  const files = [...new Set(counted.map(fileOf))];
  const halves = halve(verifier, rng.fork('halves'));
  const plan = (controls: readonly Control[], label: string): RunPlan => ({
    nonce: randomId(rng.fork(label)),
    keys,
    testFiles: rng.fork(`${label}/order`).shuffle(files),
    hidden: changed(hidden, controls),
    mustFail: new Set(controls.map(({ test }) => test)),
  });
  return [plan(halves[0], 'run A'), plan(halves[1], 'run B')];
}

export function countedTests({ failToPass, passToPass }: TestsVerifier): string[] {
  return [...failToPass, ...passToPass];
}

/** `tests/test_x.py::TestC::test_m[p]` and `test/x.js > a > b` both begin with the path of their file. */
export function fileOf(test: string): string {
  return (test.split(/::| > /)[0] as string).trim();
}

export function randomId(rng: Rng): string {
  return Array.from({ length: 4 }, () => rng.integer(0, 0xffffffff).toString(16).padStart(8, '0')).join('');
}

/**
 * Tests that share a literal go together. Those with tests that fail on the untouched tree are dealt first and evenly: a
 * patch that forges only these meets a control in both runs wherever there are two.
 */
function halve(verifier: TestsVerifier, rng: Rng): [Control[], Control[]] {
  const failToPass = new Set(verifier.failToPass);
  const groups = rng.shuffle(together(verifier.controls));
  const matters = (group: readonly Control[]) => group.some(({ test }) => failToPass.has(test));
  const dealt = [...groups.filter(matters), ...groups.filter((group) => !matters(group))];
  const halves: [Control[], Control[]] = [[], []];
  const first = rng.integer(0, 1);
  dealt.forEach((group, index) => halves[((index + first) % 2) as 0 | 1].push(...group));
  return halves;
}

/** Groups of controls connected by a test or by an overlapping literal. */
function together(controls: readonly Control[]): Control[][] {
  const groups: Control[][] = [];
  for (const control of controls) {
    const related = groups.filter((group) =>
      group.some((other) => other.test === control.test || overlap(other, control)),
    );
    const merged = [...related.flat(), control];
    for (const group of related) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups;
}

function overlap(a: Control, b: Control): boolean {
  return a.path === b.path && a.start < b.end && b.start < a.end;
}

function changed(hidden: Files, controls: readonly Control[]): Files {
  const files = new Map(hidden);
  for (const path of new Set(controls.map((control) => control.path))) {
    const bytes = hidden.get(path);
    const text = bytes === undefined ? null : textOf(bytes);
    if (text === null) throw misfit(path, 'which is no hidden text file');
    files.set(
      path,
      Buffer.from(
        edited(
          text,
          controls.filter((control) => control.path === path),
        ),
      ),
    );
  }
  return files;
}

/** From the last edit to the first, so that offsets stay those of the unchanged text. */
function edited(text: string, controls: readonly Control[]): string {
  const sorted = controls.toSorted((a, b) => b.start - a.start || b.end - a.end);
  const edits = sorted.filter((control, index) => {
    const later = sorted[index - 1];
    return (
      !later ||
      later.start !== control.start ||
      later.end !== control.end ||
      later.replacement !== control.replacement
    );
  });
  let result = text;
  edits.forEach((edit, index) => {
    const { path, start, end, replacement } = edit;
    if (start >= end || end > text.length)
      throw misfit(path, `from ${start} to ${end} of ${text.length} characters`);
    if (text.slice(start, end) === replacement) throw misfit(path, 'which changes nothing');
    const later = edits[index - 1];
    if (later && later.start < end) throw misfit(path, 'which overlaps with another');
    result = result.slice(0, start) + replacement + result.slice(end);
  });
  return result;
}

function misfit(path: string, why: string): Fault {
  return new Fault(`The task has a control in ${path}, ${why}.`, {
    code: 'control-misfit',
    boundary: 'verifier',
    retryable: false,
    hint: 'Mend the family that made this task.',
  });
}
