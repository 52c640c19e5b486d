/**
 * Which tests count and which files are hidden: those of the failing tests with all they import, and enough others that some
 * tests can be controls. The rest of the suite is shown where no failing test stands in it.
 */
import { isRefusal, refusal, type Refusal, type Rng, type Tree } from '@touchstone/contracts';
import type { Library } from '../library.ts';
import { controlsMax, controlsMin, coveringTestsMax, passToPassMax } from '../limits.ts';
import { testFileOf as fileOf, type Literal } from '../toolchain.ts';
import { within } from '../tree-part.ts';
import type { Parts } from './parts.ts';
import { coveringTests, watchedPlaces, type Study } from './study.ts';

export interface Split {
  failed: string[];
  passed: string[];
  /** Whether every covering test was run: otherwise others may fail too. */
  all: boolean;
}

export async function splitTests(
  { library, toolchain, study, sites, game }: Parts,
  mutant: Tree,
): Promise<Split | Refusal> {
  const { tests, all } = coveringTests(study, sites, coveringTestsMax);
  const results = await toolchain.run(library, mutant, tests, game, watchedPlaces(study, sites));
  if (isRefusal(results)) return results;
  if (results.missing.length > 0)
    return refusal('does-not-load', 'together the bugs keep tests from loading');
  return results.failed.length === 0
    ? refusal('survives', 'together the bugs hide each other')
    : { ...results, all };
}

interface Hidden {
  files: Tree;
  passToPass: string[];
  controls: Literal[];
}

/** The files of the failing tests and, until there are enough controls, others that run the code; with all they import. */
export async function hiddenFiles(
  { library, toolchain, study, sites, game }: Parts,
  mutant: Tree,
  tests: Split,
  rng: Rng,
): Promise<Hidden | Refusal> {
  const failing = new Set(tests.failed);
  const chosen = new Set(tests.failed.map(fileOf));
  const covering = rng.shuffle([
    ...new Set(
      sites.flatMap((site) => site.tests.map((index) => fileOf(study.suite.tests[index] as string))),
    ),
  ]);
  const others = rng.shuffle(library.tests.files.filter((path) => study.tree.has(path)));
  const usable = () =>
    study.controls.filter(
      ({ test, path }) =>
        chosen.has(fileOf(test)) && (chosen.has(path) || within(library.tests.support, path)),
    );
  for (const path of [...covering, ...others]) if (usable().length < controlsMin + 2) chosen.add(path);
  const candidates = chooseControls(usable(), failing, rng);
  const ran = new Set([...tests.passed, ...tests.failed]);
  const unseen = candidates.map(({ test }) => test).filter((test) => !ran.has(test));
  const more = unseen.length === 0 ? null : await toolchain.run(library, mutant, unseen, game);
  if (isRefusal(more)) return more;
  const passing = new Set(
    [...tests.passed, ...(more?.passed ?? [])].filter((test) => chosen.has(fileOf(test))),
  );
  // What fails on the broken code without running it is no test to count on.
  const controls = candidates.filter(({ test }) => failing.has(test) || passing.has(test));
  if (controls.length < controlsMin)
    return refusal('few-controls', `only ${controls.length} tests can be controls`);
  const kept = new Set([
    ...controls.map(({ test }) => test),
    ...rng.sample([...passing], Math.min(passToPassMax, passing.size)),
  ]);
  return {
    files: new Map(
      [...study.tree].filter(([path]) => chosen.has(path) || within(library.tests.support, path)),
    ),
    passToPass: study.suite.tests.filter((test) => passing.has(test) && kept.has(test)),
    controls,
  };
}

/** Tests that must pass again before any others: there a forged result would be worth most. */
function chooseControls(usable: readonly Literal[], failing: ReadonlySet<string>, rng: Rng): Literal[] {
  const mixed = rng.shuffle(usable);
  return [
    ...mixed.filter(({ test }) => failing.has(test)),
    ...mixed.filter(({ test }) => !failing.has(test)),
  ].slice(0, controlsMax);
}

/** What an attempt finds: the broken code and what is kept; tests only in files without a failing one. */
export function publicTree(
  library: Library,
  mutant: Tree,
  hidden: Tree,
  { failed, all }: Split,
  study: Study,
): Tree {
  const supportFails =
    !all ||
    failed.some((test) =>
      within(library.tests.support, study.suite.writtenIn[study.suite.tests.indexOf(test)] ?? ''),
    );
  const isTest = (path: string) => within([...library.tests.files, ...library.tests.support], path);
  const shown = (path: string) =>
    !isTest(path) || (!supportFails && (!hidden.has(path) || within(library.tests.support, path)));
  return new Map([...mutant].filter(([path]) => shown(path)));
}
