/**
 * From an entry of a change log to a draft: the report with what was seen on both releases, hidden tests, cases like the
 * reported one, and half mends that must fail. What the record claims and a run does not confirm is a refusal.
 */
import {
  createRng,
  isRefusal,
  refusal,
  type Draft,
  type Game,
  type Lineage,
  type Refusal,
  type Tree,
} from '@touchstone/contracts';
import { codeDraft } from '../code-draft.ts';
import { casesMax, controlsMax, controlsMin, passToPassMax } from '../limits.ts';
import { asPrinted } from '../report/example.ts';
import { edited, testFileOf, type Literal, type Toolchain } from '../toolchain.ts';
import { ungivenDemands } from './demands.ts';
import { asScenario, type ReleaseCase, type ReleaseEntry } from './entry.ts';
import { halfMends, neededTree } from './half-mends.ts';
import { codePatch, pairOf, type Pair } from './pair.ts';

/** Fewer cases than this could be listed by whoever guesses. */
const casesOfReleaseMin = 30;
const telling = 6;
/** Of which a third can usually be controls. */
const literalsTried = 24;

export async function draftOfRelease(
  entry: ReleaseEntry,
  parts: { toolchain: Toolchain; program: string; game: Game; lineage: Lineage },
): Promise<Draft | Refusal> {
  const pair = await pairOf({ entry, toolchain: parts.toolchain, game: parts.game }, parts.program);
  if (isRefusal(pair)) return pair;
  const smallest = await neededTree(pair);
  if (isRefusal(smallest)) return smallest;
  const instruction = await reportOf(pair, smallest);
  if (isRefusal(instruction)) return instruction;
  const ungiven = await demandsOf(pair, instruction);
  if (ungiven !== null) return ungiven;
  const cases = await casesOf(pair, smallest);
  if (isRefusal(cases)) return cases;
  const controls = await controlsOf(pair);
  if (isRefusal(controls)) return controls;
  const counted = new Set(controls.map(({ test }) => test));
  const passing = pair.passToPass.filter((test) => !counted.has(test));
  const sampled = new Set(
    parts.game.rng.fork('pass').sample(passing, Math.min(passToPassMax, passing.length)),
  );
  const passToPass = pair.passToPass.filter((test) => counted.has(test) || sampled.has(test));
  // Half mends must fail the tests that count, not others of the suite.
  const wrong = await halfMends({ ...pair, passToPass }, smallest, cases);
  if (isRefusal(wrong)) return wrong;
  const patch = codePatch(pair, smallest);
  const whole = codePatch(pair, pair.after);
  const { library, toolchain, game, hidden, failToPass, sources } = pair;
  return codeDraft({
    ...{ library, toolchain, game, instruction, hidden, failToPass, passToPass, controls, cases, wrong },
    source: sources.before,
    lineage: { ...parts.lineage, sources: [entry.before, entry.after] },
    before: publicTree(pair),
    reference: {
      name: 'release',
      how: `What of the code of ${sources.after.id} the tests of this entry need. It is public: whoever knows that release knows a mend.`,
    },
    right: whole === patch ? [patch] : [patch, whole],
  });
}

function publicTree({ before, oldTests }: Pair): Tree {
  return new Map([...before, ...oldTests].sort(([one], [other]) => (one < other ? -1 : 1)));
}

async function reportOf(
  { entry, library, toolchain, before, after, game }: Pair,
  smallest: Tree,
): Promise<string | Refusal> {
  const observed = await toolchain.observe(
    library,
    [before, after, smallest],
    [asScenario(entry.example)],
    game,
  );
  if (isRefusal(observed)) return observed;
  const [now, then, least] = observed.map((seen) => seen[0] ?? null);
  if (!now || !then) return refusal('example-fails', 'the example does not run on both releases');
  if (JSON.stringify(now) === JSON.stringify(then))
    return refusal('example-shows-nothing', 'the example behaves alike on both releases');
  if (JSON.stringify(then) !== JSON.stringify(least))
    return refusal('example-needs-more', 'the tests can pass without what the example shows');
  return entry.report
    .trim()
    .replaceAll(/\{\{(now|then) (\d+)\}\}/g, (_, which: string, step: string) =>
      asPrinted((which === 'now' ? now : then)[Number(step)] ?? null),
    );
}

async function demandsOf(pair: Pair, instruction: string): Promise<Refusal | null> {
  const { entry, hidden, before, oldTests, failToPass, toolchain, library } = pair;
  const passing = bodiesOfOthers(pair);
  const given = [
    instruction,
    ...(entry.ofTheLanguage ?? []),
    ...before.values(),
    ...oldTests.values(),
    ...passing,
  ];
  const ungiven = await ungivenDemands(failToPass, hidden, given, toolchain, library.language);
  const [first] = ungiven;
  return first === undefined
    ? null
    : refusal(
        'report-does-not-give',
        `${entry.id}: tests demand ${ungiven.map(({ kind, text }) => `the ${kind} ${JSON.stringify(text)}`).join(', ')} (${first.test})`,
      );
}

/** Hidden files with no test that fails before: what stands in them is demanded already. */
function bodiesOfOthers({ hidden, failToPass }: Pair): string[] {
  const failing = new Set(failToPass.map(testFileOf));
  return [...hidden].flatMap(([path, text]) => (failing.has(path) ? [] : [text]));
}

/** Null where the entry has none: then the hidden tests alone decide. */
async function casesOf(pair: Pair, smallest: Tree): Promise<ReleaseCase[] | null | Refusal> {
  const { entry, library, toolchain, before, after, game } = pair;
  if (entry.cases === undefined) return null;
  // The same for every item and seed: the entry decides, so that the lab knows the run again.
  const drawn = entry.cases(createRng(`cases of ${entry.id}`)).map(asScenario);
  const inputs = [...new Map(drawn.map((one) => [JSON.stringify(one), one])).values()];
  const observed = await toolchain.observe(library, [before, after, smallest], inputs, game);
  if (isRefusal(observed)) return observed;
  const [now, then, least] = observed.map((seen) => seen.map((one) => JSON.stringify(one)));
  // Where the smallest mend and the whole release differ, another entry is at work.
  const fair = inputs.flatMap((input, index) => {
    const expected = observed[1]?.[index] ?? null;
    return expected !== null && then?.[index] === least?.[index]
      ? [{ input, expected, tells: now?.[index] !== then?.[index] }]
      : [];
  });
  const tells = fair.filter((one) => one.tells);
  const rest = fair.filter((one) => !one.tells);
  const chosen = [...tells.slice(0, casesMax / 2), ...rest].slice(0, casesMax);
  if (tells.length < telling || chosen.length < casesOfReleaseMin)
    return refusal('few-cases', `${chosen.length} cases of which ${tells.length} tell the releases apart`);
  return createRng(`order of ${entry.id}`).shuffle(
    chosen.map(({ input, expected }) => ({ input, expected })),
  );
}

/** Literals that, changed, make their own test fail and nothing else; tests of the entry first. */
async function controlsOf(pair: Pair): Promise<Literal[] | Refusal> {
  const { library, toolchain, after, hidden, suite, failToPass, passToPass, game } = pair;
  const tree = new Map([...after, ...hidden]);
  const counted = new Set([...failToPass, ...passToPass]);
  const mine = new Set(failToPass);
  const rng = game.rng.fork('controls');
  const all = rng
    .shuffle(await toolchain.literals(library, tree, suite))
    .filter(({ test }) => counted.has(test))
    .sort((one, other) => Number(mine.has(other.test)) - Number(mine.has(one.test)));
  const usable = await usableControls(pair, all.slice(0, literalsTried), [...counted]);
  if (usable.length < controlsMin)
    return refusal('few-controls', `only ${usable.length} tests can be controls`);
  const first = usable.filter(({ test }) => mine.has(test));
  const others = usable.filter(({ test }) => !mine.has(test));
  return [...first.slice(0, controlsMax / 2), ...others].slice(0, controlsMax);
}

/** Where changing several disturbs a file, its halves are tried by themselves: one that ends the file is left out so. */
async function usableControls(
  pair: Pair,
  literals: readonly Literal[],
  counted: readonly string[],
): Promise<Literal[]> {
  if (literals.length === 0) return [];
  const { library, toolchain, after, hidden, game } = pair;
  const results = await toolchain.run(
    library,
    edited(new Map([...after, ...hidden]), literals),
    counted,
    game,
  );
  if (isRefusal(results)) return [];
  const failed = new Set([...results.failed, ...results.missing]);
  const changed = new Set(literals.map(({ test }) => test));
  const disturbed = new Set([...failed].filter((test) => !changed.has(test)).map(testFileOf));
  const good = literals.filter(({ test }) => failed.has(test) && !disturbed.has(testFileOf(test)));
  const bad = literals.filter(({ test }) => disturbed.has(testFileOf(test)));
  if (bad.length < 2) return good;
  const half = bad.length >> 1;
  const again = [
    await usableControls(pair, bad.slice(0, half), counted),
    await usableControls(pair, bad.slice(half), counted),
  ];
  return [...good, ...again.flat()];
}
