/**
 * Which bugs an item gets. The sites of a library are dealt out in small shares, a seeded permutation of its lines of code; the
 * first items take one bug each (or two) from different shares, later ones what is left there. So no edit comes twice,
 * and an item is still a function of its seed and number.
 */
import { createRng } from '@touchstone/contracts';
import type { Library } from '../library.ts';
import { pairShare, sitesPerLook, sitesPerLineMax, sitesPerShare } from '../limits.ts';
import type { Operator } from '../toolchain.ts';
import type { Site, Study } from './study.ts';
import { objection, shownSites, type Judging } from './verdicts.ts';

/** A library and how many of the items it gets, beside the others: about as its bugs are many. */
export type Weighted = readonly [library: Library, weight: number];

export interface Turn {
  library: Library;
  /** How many items before this one had the same library. */
  rank: number;
}

export function turnOf(libraries: readonly Weighted[], randomSeed: number, item: number): Turn {
  const slots = libraries.flatMap(([library, weight]) => Array.from({ length: weight }, () => library));
  const order = createRng(`${randomSeed}/libraries`).shuffle(slots);
  const at = item % order.length;
  const library = order[at] as Library;
  const perRound = order.filter((one) => one === library).length;
  const before = order.slice(0, at).filter((one) => one === library).length;
  return { library, rank: Math.floor(item / order.length) * perRound + before };
}

/** The bugs of an item, all legal; null where its share is used up. */
export async function bugsOf(rank: number, judging: Judging): Promise<readonly Site[] | null> {
  const { study, toolchain, game } = judging;
  const shares = sharesOf(study, toolchain.operators, game.randomSeed);
  const at = rank % shares.length;
  const share = shares[at];
  if (share === undefined) return null;
  const rng = createRng(`${game.randomSeed}/${study.source.id}/share/${at}`);
  const left: Site[] = [];
  let looked = 0;
  for (let round = 0; ; round++) {
    const two = rng.fork(`round/${round}`).chance(pairShare);
    let bugs = await take(left, two, judging);
    while (bugs === null && looked < share.length) {
      left.push(...(await shownSites(share.slice(looked, looked + sitesPerLook), judging)));
      looked += sitesPerLook;
      bugs = await take(left, two, judging);
    }
    if (bugs === null || round === Math.floor(rank / shares.length)) return bugs;
  }
}

/** Takes one bug out of those left, and a second one of another function of the same file where two are wanted and there is one. */
async function take(left: Site[], two: boolean, judging: Judging): Promise<Site[] | null> {
  const next = async (fits: (site: Site) => boolean) => {
    for (let index = 0; index < left.length;) {
      const site = left[index] as Site;
      if (!fits(site)) index++;
      else {
        left.splice(index, 1);
        if ((await objection(site, judging)) === null) return site;
      }
    }
    return null;
  };
  const first = await next(() => true);
  if (first === null) return null;
  const second = two ? await next((site) => apart(first, site)) : null;
  return second === null ? [first] : [first, second];
}

/** In one file, in functions that do not hold one another. */
export function apart(one: Site, other: Site): boolean {
  return (
    one.path === other.path && (one.within.end <= other.within.start || other.within.end <= one.within.start)
  );
}

const dealt = new WeakMap<Study, Map<number, Site[][]>>();

/** Sites of one line stay together, since they tell much the same; in a share the mistakes that people make most come first. */
function sharesOf(study: Study, operators: readonly Operator[], randomSeed: number): Site[][] {
  const before = dealt.get(study)?.get(randomSeed);
  if (before !== undefined) return before;
  const rng = createRng(`${randomSeed}/${study.source.id}`);
  const weights = new Map(operators.map(({ id, weight }) => [id, weight]));
  const byLine = new Map<string, Site[]>();
  for (const site of study.sites) {
    const line = `${site.path}:${site.line}`;
    byLine.set(line, [...(byLine.get(line) ?? []), site]);
  }
  const heavyFirst = (sites: readonly Site[]) =>
    sites
      .map((site) => ({ site, key: -Math.log(1 - rng.next()) / Math.sqrt(weights.get(site.operator) ?? 1) }))
      .sort((a, b) => a.key - b.key)
      .map(({ site }) => site);
  const shares: Site[][] = [];
  for (const sites of rng.shuffle([...byLine.values()])) {
    const last = shares.at(-1);
    const some = heavyFirst(sites).slice(0, sitesPerLineMax);
    if (last === undefined || last.length + some.length > sitesPerShare) shares.push([...some]);
    else last.push(...some);
  }
  const ordered = shares.map(heavyFirst);
  dealt.set(study, (dealt.get(study) ?? new Map<number, Site[][]>()).set(randomSeed, ordered));
  return ordered;
}
