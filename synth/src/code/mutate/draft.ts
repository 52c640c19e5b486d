/**
 * From bugs to a draft: which tests must pass again, the shortest uses that show the bugs, the report, the differential
 * cases, and what was tried in vain. Nothing here decides whether a bug is a good one; the family's rules have done that.
 */
import {
  codeTools,
  hashBytes,
  isRefusal,
  patchBetween,
  refusal,
  type Draft,
  type Hash,
  type Lineage,
  type Refusal,
  type Rng,
  type TaskSecret,
  type Tree,
} from '@touchstone/contracts';
import type { Library } from '../library.ts';
import { casesMax, casesMin, controlsMax, controlsMin, coveringTestsMax, passToPassMax } from '../limits.ts';
import { codeLimits, toolCallsMax } from '../environment.ts';
import { writeReport } from '../report/write.ts';
import type { Showing } from '../report/example.ts';
import { edited, testFileOf as fileOf, type Literal } from '../toolchain.ts';
import { confirm, scenarioRng, showBug, type Case } from './show-bug.ts';
import type { Parts } from './parts.ts';
import { coveringTests, watchedPlaces, within, type Site, type Study } from './study.ts';
import { wrongTrials } from './trials.ts';

export async function draftOf(parts: Parts): Promise<Draft | Refusal> {
  const { library, toolchain, study, sites, game, lineage } = parts;
  const mutant = edited(study.tree, sites);
  const tests = await splitTests(parts, mutant);
  if (isRefusal(tests)) return tests;
  const shown = await showAll(parts, mutant);
  if (isRefusal(shown)) return shown;
  const report = writeReport(library, shown.showings, game.rng.fork('report'));
  const hidden = await hiddenFiles(parts, mutant, tests, game.rng.fork('hidden'));
  if (isRefusal(hidden)) return hidden;
  const given = tellsTooMuch(report.text, report.code, sites, [...hidden.files.values()]);
  if (given !== null) return refusal('tells-too-much', given);
  const cases = await chooseCases(parts, shown.cases, game.rng.fork('cases'));
  if (isRefusal(cases)) return cases;
  const before = publicTree(library, mutant, hidden.files, tests, study);
  const repair = (tree: Tree) => patchBetween(codeOf(library, mutant), codeOf(library, tree));
  const [showing] = shown.showings as [Showing];
  const wrong = await wrongTrials({ ...parts, mutant, showing, cases, repair });
  if (isRefusal(wrong)) return wrong;
  const patch = repair(study.tree);
  const rewrites = sites.flatMap(({ rewrite }) => rewrite ?? []);
  const right = rewrites.length === 0 ? [patch] : [patch, repair(edited(study.tree, rewrites))];
  return assemble(parts, {
    instruction: report.text,
    before,
    hidden: hidden.files,
    verifier: {
      runner: library.tests.runner,
      failToPass: tests.failed,
      passToPass: hidden.passToPass,
      controls: hidden.controls,
      cases,
      harness: toolchain.differential(library),
    },
    right,
    wrong,
    lineage: { ...lineage, sources: [library.source] },
  });
}

interface Split {
  failed: string[];
  passed: string[];
  /** Whether every covering test was run: otherwise others may fail too. */
  all: boolean;
}

async function splitTests(
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

/** A showing for each bug, on the code that has them all. */
async function showAll(
  { library, toolchain, study, sites, game }: Parts,
  mutant: Tree,
): Promise<{ showings: Showing[]; cases: Case[] } | Refusal> {
  const showings: Showing[] = [];
  const cases: Case[] = [];
  for (const site of sites) {
    const alone = sites.length > 1 ? { also: edited(study.tree, [site]) } : {};
    const trees = { reference: study.tree, mutant, ...alone };
    const found = await showBug(library, toolchain, trees, scenarioRng(game, library), game);
    if (isRefusal(found)) return found;
    if (showings.some(({ scenario }) => JSON.stringify(scenario) === JSON.stringify(found.showing.scenario)))
      return refusal('one-symptom', 'the bugs show in the same way');
    const doubt = await confirm(library, toolchain, trees, found.showing, game);
    if (doubt !== null) return doubt;
    showings.push(found.showing);
    cases.push(...found.cases);
  }
  return { showings, cases };
}

interface Control {
  test: string;
  path: string;
  start: number;
  end: number;
  replacement: string;
}

interface Hidden {
  files: Tree;
  passToPass: string[];
  controls: Control[];
}

/** The files of the failing tests and, until there are enough controls, others that run the code; with all they import. */
async function hiddenFiles(
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
    controls: controls.map(({ test, path, start, end, text }) => ({
      test,
      path,
      start,
      end,
      replacement: text,
    })),
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

/** A report must not name what was broken, unless users call it, nor quote a hidden test. */
function tellsTooMuch(
  text: string,
  code: readonly string[],
  sites: readonly Site[],
  hidden: readonly string[],
): string | null {
  for (const {
    within: { name },
  } of sites)
    if (name.startsWith('_') && !name.endsWith('__') && text.includes(name)) return `names ${name}`;
  const quoted = code.filter((line) => line.length > 30 && hidden.some((file) => file.includes(line.trim())));
  // One line of set-up is what anybody writes; several of them are a test.
  return quoted.length > 2 ? `quotes ${String(quoted[0])}` : null;
}

/** Cases that the bug gets wrong first, then others; distinct, and more than the reported one of the first kind. */
async function chooseCases(
  { library, toolchain, study, game }: Parts,
  all: readonly Case[],
  rng: Rng,
): Promise<Case[] | Refusal> {
  const distinct = [...new Map(all.map((one) => [JSON.stringify(one.input), one])).values()];
  const showing = rng.shuffle(distinct.filter(({ shows }) => shows));
  const others = rng.shuffle(distinct.filter(({ shows }) => !shows));
  if (showing.length < 4) return refusal('rarely-shown', `only ${showing.length} scenarios show the bug`);
  const cases = [...showing.slice(0, casesMax / 2), ...others].slice(0, casesMax);
  if (cases.length < casesMin) return refusal('few-cases', `only ${cases.length} cases`);
  const mixed = rng.shuffle(cases);
  const inputs = mixed.map(({ input }) => input);
  // Two processes have two hash seeds: what depends on the order of a set is refused by the lab.
  const again = await toolchain.observe(library, [study.tree], inputs, game, 2);
  if (isRefusal(again)) return again;
  return mixed.every(({ expected }, index) => JSON.stringify(again[0]?.[index]) === JSON.stringify(expected))
    ? mixed
    : refusal('not-reproducible', 'a case depends on what ran before it');
}

function codeOf(library: Library, tree: Tree): Tree {
  return new Map([...tree].filter(([path]) => within(library.code, path)));
}

/** What an attempt finds: the broken code and what is kept; tests only in files without a failing one. */
function publicTree(
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

interface Assembly {
  instruction: string;
  before: Tree;
  hidden: Tree;
  verifier: {
    runner: Library['tests']['runner'];
    failToPass: string[];
    passToPass: string[];
    controls: Control[];
    cases: readonly Case[];
    harness: string;
  };
  /** The original first. */
  right: string[];
  wrong: TaskSecret['trials']['wrong'];
  lineage: Lineage;
}

function assemble({ library, toolchain, study, game }: Parts, made: Assembly): Draft {
  const blobs = new Map<Hash, Uint8Array>();
  const put = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    const blob = hashBytes(bytes);
    blobs.set(blob, bytes);
    return { blob, bytes: bytes.length };
  };
  const files = (tree: Tree) => [...tree].map(([path, text]) => ({ path, ...put(text) }));
  const { cases, harness, ...verifier } = made.verifier;
  const { spdx, attribution, id } = study.source;
  const { blob: casesBlob } = put(JSON.stringify(cases.map(({ input, expected }) => ({ input, expected }))));
  return {
    task: {
      schemaVersion: 1,
      category: 'code',
      language: 'en',
      instruction: made.instruction,
      environment: {
        runtime: toolchain.runtime,
        files: files(made.before),
        world: null,
        web: null,
        tools: [...codeTools],
        network: 'none',
        limits: codeLimits,
        user: null,
      },
      answerFormat: { kind: 'tree', paths: [...library.code] },
      budget: { toolCallsMax },
      licence: { spdx, sources: [{ source: id, spdx, attribution }] },
    },
    secret: {
      schemaVersion: 1,
      salt: game.salt,
      reference: {
        name: 'original',
        how: 'The code as it was released.',
        submission: { kind: 'tree', patch: made.right[0] as string },
      },
      verifier: {
        executor: 'tests',
        version: 1,
        ...verifier,
        files: files(made.hidden),
        differential: { harness, cases: casesBlob },
      },
      trials: {
        right: made.right.map((patch) => ({ kind: 'tree', patch })),
        wrong: made.wrong,
        solvers: [],
        chance: 0,
      },
      lineage: made.lineage,
      splitKey: library.source,
    },
    blobs,
  };
}
