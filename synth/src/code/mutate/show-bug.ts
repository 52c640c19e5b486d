/**
 * Finds the shortest use of the library in which a bug shows: many drawn scenarios over reference and mutant in one run, then
 * cuts of the best one while it still shows. Everything observed on the way is kept: it makes the differential cases.
 */
import {
  createRng,
  isRefusal,
  refusal,
  type Game,
  type Refusal,
  type Rng,
  type Tree,
} from '@touchstone/contracts';
import type { Library, Scenario, Seen } from '../library.ts';
import {
  casesNearWanted,
  cutsPerRoundMax,
  scenariosDrawn,
  scenariosForVerdict,
  shrinkRoundsMax,
} from '../limits.ts';
import { differs, type Showing } from '../report/example.ts';
import type { Observed, Toolchain } from '../toolchain.ts';

export interface Case {
  input: Scenario;
  expected: readonly Seen[];
  /** Whether the mutant gets it wrong. */
  shows: boolean;
}

export interface Found {
  showing: Showing;
  cases: Case[];
}

/** One stream for all moments of an item, so that the lab knows the run again. */
export function scenarioRng({ randomSeed, item }: Game, { source }: Library): Rng {
  return createRng(`${randomSeed}/${source}/${item}`);
}

function drawScenarios(library: Library, rng: Rng, count: number): Scenario[] {
  return Array.from({ length: count }, (_, index) =>
    library.harness.draw(rng.fork(`scenario/${index}`), 1 + (index % 8)),
  );
}

/** The same for every item: what a verdict on a site is made from. */
export function verdictScenarios(library: Library): Scenario[] {
  const count = library.harness.breadth ?? scenariosForVerdict;
  return drawScenarios(library, createRng(`verdicts/${library.source}`), count);
}

export interface Trees {
  reference: Tree;
  mutant: Tree;
  /** Further variants that must also get the shown scenario wrong: the one bug of two that is to be shown. */
  also?: Tree;
}

/** Refusals: `not-shown` when no scenario tells the mutant from the reference. */
export async function showBug(
  library: Library,
  toolchain: Toolchain,
  trees: Trees,
  rng: Rng,
  game: Game,
): Promise<Found | Refusal> {
  const variants = [trees.reference, trees.mutant, ...(trees.also ? [trees.also] : [])];
  const look = async (scenarios: readonly Scenario[]) => {
    const observed = await toolchain.observe(library, variants, scenarios, game, 1);
    return isRefusal(observed) ? observed : looked(scenarios, observed);
  };
  const first = await look(drawScenarios(library, rng, library.harness.breadth ?? scenariosDrawn));
  if (isRefusal(first)) return first;
  let cases = first.cases;
  let best = bestOf(first.showings);
  if (best === null) {
    // A rare bug, which the verdict has seen all the same.
    const known = await look(verdictScenarios(library));
    if (isRefusal(known)) return known;
    cases = [...cases, ...known.cases];
    best = bestOf(known.showings);
  }
  if (best === null) return refusal('not-shown', 'no scenario tells the changed code from the unchanged');
  for (let round = 0; round < shrinkRoundsMax; round++) {
    const smaller = twiceSmaller(library, best.scenario);
    if (smaller.length === 0) break;
    const next = await look(smaller);
    if (isRefusal(next)) return next;
    cases = [...cases, ...next.cases];
    const better = bestOf(next.showings.filter((showing) => worth(showing) >= worth(best as Showing)));
    if (better === null || cost(better) >= cost(best)) break;
    best = better;
  }
  const { near } = library.harness;
  if (near && cases.filter(({ shows }) => shows).length < casesNearWanted) {
    const kind = best.scenario;
    const more = await look(
      Array.from({ length: library.harness.breadth ?? scenariosDrawn }, (_, at) =>
        near(kind, rng.fork(`near/${at}`), 1 + (at % 8)),
      ),
    );
    if (isRefusal(more)) return more;
    cases = [...cases, ...more.cases];
  }
  return { showing: best, cases };
}

/** Its cuts and, in the same run, the cuts of the boldest of these. */
function twiceSmaller({ harness }: Library, scenario: Scenario): Scenario[] {
  const once = harness.smaller(scenario);
  const all = [...once, ...once.flatMap((one) => harness.smaller(one))];
  const distinct = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  return distinct.slice(0, Math.max(once.length, cutsPerRoundMax));
}

function looked(
  scenarios: readonly Scenario[],
  [reference, mutant, also]: Observed[],
): { showings: Showing[]; cases: Case[] } {
  const showings: Showing[] = [];
  const cases: Case[] = [];
  scenarios.forEach((scenario, index) => {
    const [expected, got] = [reference?.[index] ?? null, mutant?.[index] ?? null];
    if (expected === null) return;
    const shows = got === null || JSON.stringify(got) !== JSON.stringify(expected);
    cases.push({ input: scenario, expected, shows });
    const alsoShows = also === undefined || JSON.stringify(also[index]) !== JSON.stringify(expected);
    // What never ends cannot be quoted.
    if (shows && alsoShows && got !== null) showings.push({ scenario, got, expected });
  });
  return { showings, cases };
}

/** Errors that only say that something was broken; a user reports them too, but they point at the place. */
const crashes = [
  'TypeError',
  'AttributeError',
  'NameError',
  'UnboundLocalError',
  'ReferenceError',
  'RecursionError',
];

/** 0 for a mere crash, 1 for behaviour that is wrong. */
export function worth({ got, expected }: Pick<Showing, 'got' | 'expected'>): number {
  const at = expected.findIndex((seen, index) => differs(seen, got[index] ?? null));
  const seen = got[at] ?? null;
  return seen !== null && 'raised' in seen && crashes.includes(seen.raised) ? 0 : 1;
}

function cost({ scenario }: Showing): number {
  return scenario.steps.length * 1000 + JSON.stringify(scenario).length;
}

function bestOf(showings: readonly Showing[]): Showing | null {
  const [best] = [...showings].sort((a, b) => worth(b) - worth(a) || cost(a) - cost(b));
  return best ?? null;
}

/** The scenario alone in fresh processes: what a report quotes must not depend on what ran before. */
export async function confirm(
  library: Library,
  toolchain: Toolchain,
  { reference, mutant }: Trees,
  { scenario, got, expected }: Showing,
  game: Game,
): Promise<Refusal | null> {
  for (const [tree, wanted] of [
    [mutant, got],
    [reference, expected],
  ] as const) {
    const observed = await toolchain.observe(library, [tree], [scenario], game, 2);
    if (isRefusal(observed)) return observed;
    if (JSON.stringify(observed[0]?.[0]) !== JSON.stringify(wanted))
      return refusal('not-reproducible', 'the example behaves otherwise in a fresh process');
  }
  return null;
}
