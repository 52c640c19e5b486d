/**
 * Runs hidden tests with tape: a fresh process for each file, whose standard output is TAP. The code under test can write
 * TAP too; what that does not gain it is the business of the controls, see `run-plan.ts`.
 */
import { suiteCpuSecondsMax, treeLimits } from '../limits.ts';
import type { RunPlan } from '../run-plan.ts';
import type { Share, Stage } from '../sandbox-stage.ts';
import { stopOf, type SuiteRun, type TestOutcome, type TestResult } from '../suite-run.ts';
import type { Files } from '../submitted-tree.ts';

/** Stops at the first file that is stopped. Results of assertions that are not counted are left out. */
export async function runTape(stage: Stage, plan: RunPlan, _tree: Files, share: Share): Promise<SuiteRun> {
  const run: SuiteRun = { results: [], notLoaded: [], stop: null };
  let cpuSeconds = suiteCpuSecondsMax;
  for (const file of plan.testFiles) {
    const options = { cpuSecondsMax: Math.max(1, cpuSeconds), share };
    const result = await stage.run(['node', '--no-warnings', file], options);
    cpuSeconds -= result.cpuSeconds;
    const { results, planned } = readTap(file, Buffer.from(result.stdout).toString('utf8'));
    run.results.push(...results.filter(({ test }) => plan.keys.has(test)));
    run.stop = stopOf(result, treeLimits.wallSecondsMax);
    if (run.stop) return run;
    // tape writes its plan at the end: a file without one ended early, or never came to a test.
    if (!planned && results.length === 0 && result.exitCode !== 0) run.notLoaded.push(file);
    else if (!planned) run.stop = { how: 'left' };
  }
  return run;
}

/**
 * `file > comment > #n message`: the n-th assertion of the file under this comment. Counted so, a number moves only when
 * something changes in tests of that name, and never for what happened elsewhere in the file. tape writes plain lines and
 * escapes nothing, so this reads them as they are: a parser of TAP 14 takes `{` at the end of a message for a subtest,
 * and a dash or a backslash in it for its own.
 */
export function readTap(file: string, text: string): { results: TestResult[]; planned: boolean } {
  const results: TestResult[] = [];
  const counts = new Map<string, number>();
  let comment = '';
  let planned = false;
  let inDiagnosis = false;
  for (const line of text.split('\n')) {
    if (/^ {2}---/.test(line)) inDiagnosis = true;
    if (/^ {2}\.\.\./.test(line)) inDiagnosis = false;
    if (inDiagnosis) continue;
    if (line.startsWith('# ')) comment = line.slice(2).trim();
    if (/^1\.\.\d+$/.test(line)) planned = true;
    const [, ok, words] = /^(not ok|ok) \d+ ?(.*)$/.exec(line) ?? [];
    if (ok === undefined || words === undefined) continue;
    const number = (counts.get(comment) ?? 0) + 1;
    counts.set(comment, number);
    const message = words.trim();
    results.push({ test: `${file} > ${comment} > #${number} ${message}`, outcome: outcomeOf(ok, message) });
  }
  return { results, planned };
}

function outcomeOf(ok: string, message: string): TestOutcome {
  const directive = / # (skip|todo)\b/i.exec(` ${message}`)?.[1]?.toLowerCase();
  if (directive !== undefined) return directive === 'skip' ? 'skipped' : 'expected-failure';
  return ok === 'ok' ? 'passed' : 'failed';
}
