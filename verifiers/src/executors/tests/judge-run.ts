/** Whether a run of the suite is what an honest, right tree gives. Pure. */
import { testsNamedMax } from './limits.ts';
import { countedTests, fileOf, type RunPlan, type TestsVerifier } from './run-plan.ts';
import type { Failure, SuiteRun, TestOutcome } from './suite-run.ts';

/** Why the tree is rejected. `reason` is stable and stands in the verdict. */
export interface Finding {
  reason:
    | 'does-not-load'
    | 'fail-to-pass'
    | 'pass-to-pass'
    | 'test-repeated'
    | 'ends-early'
    | 'test-missing'
    | 'control-passed'
    | 'leaves-files'
    | 'differential';
  detail: string;
}

export type Judgement =
  { outcome: 'passed' } | { outcome: 'found'; finding: Finding } | { outcome: 'stopped'; failure: Failure };

export function judgeRun(verifier: TestsVerifier, plan: RunPlan, run: SuiteRun | null): Judgement {
  if (run === null) return found('leaves-files', 'what it left behind could not be cleared away');
  const notLoaded = [...new Set(run.notLoaded)];
  if (notLoaded.length > 0) return found('does-not-load', named(notLoaded, 'file'));

  const outcomes = new Map<string, TestOutcome[]>();
  for (const { test, outcome } of run.results) outcomes.set(test, [...(outcomes.get(test) ?? []), outcome]);
  const failed = (tests: readonly string[]) =>
    tests.filter((test) => !plan.mustFail.has(test) && outcomes.get(test)?.includes('failed'));
  for (const [reason, tests] of [
    ['fail-to-pass', verifier.failToPass],
    ['pass-to-pass', verifier.passToPass],
  ] as const) {
    const failing = failed(tests);
    if (failing.length > 0) return found(reason, `failed: ${named(failing, 'test')}`);
  }

  const repeated = [...outcomes].filter(([, several]) => several.length > 1).map(([test]) => test);
  if (repeated.length > 0)
    return found('test-repeated', `reported more than once: ${named(repeated, 'test')}`);
  const unknown = [...outcomes.keys()].filter((test) => !plan.keys.has(test));
  if (unknown.length > 0)
    return found('test-repeated', `${unknown.length} results of tests that do not exist`);
  if (run.stop?.how === 'failed') return { outcome: 'stopped', failure: run.stop.failure };
  if (run.stop) return found('ends-early', 'the process ended before its tests did');

  const missing = countedTests(verifier).filter((test) => {
    const [outcome] = outcomes.get(test) ?? [];
    return outcome !== 'passed' && outcome !== 'failed';
  });
  if (missing.length > 0) return found('test-missing', `not run, or skipped: ${named(missing, 'test')}`);
  const untouched = [...plan.mustFail].filter((test) => outcomes.get(test)?.[0] !== 'failed');
  if (untouched.length > 0) {
    // Without names: which tests are controls is a secret of the verification.
    const detail = `${untouched.length} of ${plan.mustFail.size} tests passed although a value that they expect was changed`;
    return found('control-passed', detail);
  }
  return { outcome: 'passed' };
}

function found(reason: Finding['reason'], detail: string): Judgement {
  return { outcome: 'found', finding: { reason, detail } };
}

/** The first few by name, in code-unit order. */
function named(names: readonly string[], noun: 'test' | 'file'): string {
  const shown = names.toSorted().slice(0, testsNamedMax);
  const files = new Set(names.map(fileOf));
  const more = names.length - shown.length;
  if (more === 0) return shown.join(', ');
  return `${shown.join(', ')} and ${more} more${noun === 'test' ? ` in ${files.size} files` : ''}`;
}
