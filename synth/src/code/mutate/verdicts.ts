/**
 * Whether a site makes a bug worth reporting: first, cheaply and for many sites in one run, whether uses of the public API
 * show it; then whether tests fall. Kept per study: a verdict depends on the site alone, never on the item that asks.
 */
import { isRefusal, type Game, type Refusal } from '@touchstone/contracts';
import type { Library } from '../library.ts';
import { brokenShareMax, coveringTestsMax, endlessScenariosMax, showingForVerdict } from '../limits.ts';
import { edited, type Observed, type Toolchain } from '../toolchain.ts';
import { verdictScenarios, worth } from './show-bug.ts';
import { coveringTests, watchedPlaces, type Site, type Study } from './study.ts';

export interface Judging {
  library: Library;
  toolchain: Toolchain;
  study: Study;
  game: Game;
}

/** What the scenarios show: why it is no bug to report, or text that is equal for bugs that show alike. */
type Shown = { illegal: string } | { looks: string };

interface Known {
  shown: Map<Site, Promise<Shown>>;
  fallen: Map<Site, Promise<string | null>>;
}

const known = new WeakMap<Study, Known>();

function knownOf(study: Study): Known {
  const before = known.get(study) ?? { shown: new Map(), fallen: new Map() };
  known.set(study, before);
  return before;
}

/** Those of the sites that scenarios show, no two of which look alike, in the order given. One run in the lab. */
export async function shownSites(sites: readonly Site[], judging: Judging): Promise<Site[]> {
  const { shown } = knownOf(judging.study);
  const fresh = sites.filter((site) => !shown.has(site));
  const looked = look(fresh, judging);
  fresh.forEach((site, index) => {
    shown.set(
      site,
      looked.then((all) => all[index] as Shown),
    );
  });
  looked.catch(() => fresh.forEach((site) => shown.delete(site)));
  const looks = new Set<string>();
  const left: Site[] = [];
  for (const site of sites) {
    const seen = await (shown.get(site) as Promise<Shown>);
    if ('illegal' in seen || looks.has(seen.looks)) continue;
    looks.add(seen.looks);
    left.push(site);
  }
  return left;
}

/** Why the site is no bug to report; null where it is one. */
export async function objection(site: Site, judging: Judging): Promise<string | null> {
  const { shown, fallen } = knownOf(judging.study);
  if (!shown.has(site)) await shownSites([site], judging);
  const seen = await (shown.get(site) as Promise<Shown>);
  if ('illegal' in seen) return seen.illegal;
  const before = fallen.get(site);
  if (before !== undefined) return before;
  const trying = testsFall(site, judging);
  fallen.set(site, trying);
  trying.catch(() => fallen.delete(site));
  return trying;
}

async function look(sites: readonly Site[], judging: Judging): Promise<Shown[]> {
  if (sites.length === 0) return [];
  const { library, toolchain, study, game } = judging;
  const scenarios = verdictScenarios(library);
  const variants = [study.tree, ...sites.map((site) => edited(study.tree, [site]))];
  const observed = await toolchain.observe(library, variants, scenarios, game, 1);
  if (!isRefusal(observed)) {
    const [expected, ...seen] = observed;
    return seen.map((got) => judged(expected as Observed, got));
  }
  if (sites.length === 1) return [{ illegal: `${observed.code}: ${observed.reason}` }];
  // One that never loads takes the others with it.
  const alone: Shown[] = [];
  for (const site of sites) alone.push(...(await look([site], judging)));
  return alone;
}

function judged(expected: Observed, got: Observed): Shown {
  const unseen = got.filter((seen, index) => seen === null && expected[index] !== null).length;
  if (unseen > endlessScenariosMax) return { illegal: 'does not load, or does not end' };
  const wrong = got.flatMap((seen, index) => {
    const right = expected[index] ?? null;
    const differs = seen !== null && right !== null && JSON.stringify(seen) !== JSON.stringify(right);
    return differs ? [{ index, got: seen, expected: right }] : [];
  });
  if (wrong.length < showingForVerdict) return { illegal: 'hardly any use of the public API shows it' };
  if (wrong.every((one) => worth(one) === 0)) return { illegal: 'shows only as a crash at the place itself' };
  return { looks: JSON.stringify(wrong.map(({ index, got }) => [index, got])) };
}

async function testsFall(site: Site, { library, toolchain, study, game }: Judging): Promise<string | null> {
  const { tests } = coveringTests(study, [site], coveringTestsMax);
  const watch = watchedPlaces(study, [site]);
  const results = await toolchain.run(library, edited(study.tree, [site]), tests, game, watch);
  if (isRefusal(results)) return said(results);
  if (results.missing.length > 0) return 'tests do not load';
  if (results.failed.length === 0) return 'no test falls';
  // Of the tests that were run the share that falls is that of all covering ones.
  const share = (results.failed.length / tests.length) * (site.tests.length / study.suite.tests.length);
  return share > brokenShareMax ? `${Math.round(100 * share)} % of the suite falls` : null;
}

function said({ code, reason }: Refusal): string {
  return `${code}: ${reason}`;
}
