/**
 * Runs hidden tests with tape: a fresh process for each file, whose standard output is TAP. The code under test can write
 * TAP too; what that does not gain it is the business of the controls, see `run-plan.ts`.
 */
import { Parser, type Plan, type Result } from 'tap-parser';
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
 * something changes in tests of that name, and never for what happened elsewhere in the file.
 */
export function readTap(file: string, text: string): { results: TestResult[]; planned: boolean } {
  const results: TestResult[] = [];
  const counts = new Map<string, number>();
  let comment = '';
  let planned = false;
  for (const [event, value] of Parser.parse(text)) {
    if (event === 'comment') comment = (value as string).replace(/^#\s*/, '').trim();
    // The parser makes a plan of nothing for a text without any.
    else if (event === 'plan') planned = (value as Plan).end > 0;
    else if (event === 'assert') {
      const assertion = value as Result;
      if (assertion.tapError !== null) continue;
      const number = (counts.get(comment) ?? 0) + 1;
      counts.set(comment, number);
      results.push({
        test: `${file} > ${comment} > #${number} ${assertion.name}`,
        outcome: outcomeOf(assertion),
      });
    }
  }
  return { results, planned };
}

function outcomeOf({ ok, skip, todo }: Result): TestOutcome {
  if (skip !== false) return 'skipped';
  if (todo !== false) return 'expected-failure';
  return ok ? 'passed' : 'failed';
}
