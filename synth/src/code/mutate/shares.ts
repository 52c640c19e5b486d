/**
 * Which bugs an item gets. The sites of a library are dealt out in small shares, a seeded permutation of its lines of code; the
 * first items take the first of different shares, later ones what is left there. A bug comes alone once and in a pair at
 * most once: so no item comes twice, and an item is still a function of its seed and number.
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
  const shares = sharesOf(judging.study, judging.toolchain.operators, judging.game.randomSeed);
  if (shares.length === 0) return null;
  let round = Math.floor(rank / shares.length);
  for await (const bugs of itemsOfShare(rank % shares.length, judging)) if (round-- === 0) return bugs;
  return null;
}

/** How many shares the sites of this library make under this seed. */
export function shareCount({ study, toolchain, game }: Omit<Judging, 'library'>): number {
  return sharesOf(study, toolchain.operators, game.randomSeed).length;
}

/** All items of a share in order, each one bug or two; looks at no more of the share than it is asked for. */
export async function* itemsOfShare(at: number, judging: Judging): AsyncGenerator<readonly Site[]> {
  const { study, toolchain, game } = judging;
  const share = sharesOf(study, toolchain.operators, game.randomSeed)[at] ?? [];
  const rng = createRng(`${game.randomSeed}/${study.source.id}/share/${at}`);
  const found = foundIn(share, judging);
  const unpaired: Site[] = [];
  const singles: Site[] = [];
  const another = async () => {
    const next = await found.next();
    if (next.done === true) return false;
    singles.push(next.value);
    unpaired.push(next.value);
    return true;
  };
  const pair = async () => {
    for (;;) {
      const two = takePair(unpaired);
      if (two !== null || !(await another())) return two;
    }
  };
  for (let round = 0; ; round++) {
    const wanted = rng.fork(`round/${round}`).chance(pairShare) ? await pair() : null;
    if (wanted !== null) yield wanted;
    else if (singles.length > 0 || (await another())) yield [singles.shift() as Site];
    else break;
  }
  for (let last = takePair(unpaired); last !== null; last = takePair(unpaired)) yield last;
}

/** The bugs of a share, a few sites looked at together. */
async function* foundIn(share: readonly Site[], judging: Judging): AsyncGenerator<Site, void> {
  for (let looked = 0; looked < share.length; looked += sitesPerLook)
    for (const site of await shownSites(share.slice(looked, looked + sitesPerLook), judging))
      if ((await objection(site, judging)) === null) yield site;
}

/** The first two that are apart, taken out. */
function takePair(sites: Site[]): readonly [Site, Site] | null {
  for (const [index, first] of sites.entries()) {
    const other = sites.findIndex((site, at) => at > index && apart(first, site));
    const [second] = other < 0 ? [] : sites.splice(other, 1);
    if (second === undefined) continue;
    sites.splice(index, 1);
    return [first, second];
  }
  return null;
}

/** In functions that do not hold one another. */
export function apart(one: Site, other: Site): boolean {
  return (
    one.path !== other.path || one.within.end <= other.within.start || other.within.end <= one.within.start
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
