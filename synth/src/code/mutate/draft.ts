/**
 * From bugs to a draft: which tests must pass again, the shortest uses that show the bugs, the report, the differential
 * cases, and what was tried in vain. Nothing here decides whether a bug is a good one; the family's rules have done that.
 */
import {
  isRefusal,
  patchBetween,
  refusal,
  type Draft,
  type Refusal,
  type Rng,
  type Tree,
} from '@touchstone/contracts';
import { codeDraft } from '../code-draft.ts';
import { casesMax, casesMin } from '../limits.ts';
import { writeReport } from '../report/write.ts';
import type { Showing } from '../report/example.ts';
import { edited } from '../toolchain.ts';
import { partOf } from '../tree-part.ts';
import { hiddenFiles, publicTree, splitTests } from './hidden-tests.ts';
import { confirm, scenarioRng, showBug, type Case } from './show-bug.ts';
import type { Parts } from './parts.ts';
import type { Site } from './study.ts';
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
  const code = partOf(mutant, library.code);
  const repair = (tree: Tree) => patchBetween(code, partOf(tree, library.code));
  const [showing] = shown.showings as [Showing];
  const wrong = await wrongTrials({ ...parts, mutant, showing, cases, repair });
  if (isRefusal(wrong)) return wrong;
  const rewrites = sites.flatMap(({ rewrite }) => rewrite ?? []);
  const rewritten = rewrites.length === 0 ? [] : [repair(edited(study.tree, rewrites))];
  return codeDraft({
    ...{ library, toolchain, game, cases, wrong },
    source: study.source,
    lineage: { ...lineage, sources: [library.source] },
    instruction: report.text,
    before: publicTree(library, mutant, hidden.files, tests, study),
    hidden: hidden.files,
    failToPass: tests.failed,
    passToPass: hidden.passToPass,
    controls: hidden.controls,
    reference: { name: 'original', how: 'The code as it was released.' },
    right: [repair(study.tree), ...rewritten],
  });
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
