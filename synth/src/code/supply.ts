/**
 * How many items of mutated libraries there are, for a bench to count. Items follow each other through the shares, so that
 * counting the items of some shares tells about how many all of them give.
 */
import { createRng, isRefusal, type Game, type Refusal } from '@touchstone/contracts';
import { mutated } from './families.ts';
import { itemsOfShare, shareCount, turnOf } from './mutate/shares.ts';
import { studyOf } from './mutate/study.ts';

export interface Supply {
  shares: number;
  /** For each item of this share, in order, how many bugs it has. Looks at every site of the share. */
  bugsOfShare: (share: number) => Promise<number[]>;
  /** Number of the item that stands at this place of this share. */
  itemAt: (share: number, place: number) => number;
}

/** Sources of the libraries that items of this family are made of, for example `pypi:cachetools@5.5.2`. */
export function mutatedLibraries(family: string): string[] {
  return (mutated.get(family)?.libraries ?? []).map(([{ source }]) => source);
}

/** What a library supplies to a family under this seed; a refusal where its suite cannot be run. */
export async function supplyOf(
  family: string,
  source: string,
  ports: Omit<Game, 'item' | 'rng' | 'salt'>,
): Promise<Supply | Refusal> {
  const { libraries = [], toolchain } = mutated.get(family) ?? {};
  const library = libraries.find(([one]) => one.source === source)?.[0];
  if (library === undefined || toolchain === undefined)
    throw new RangeError(`Expected a library of ${family}, got ${source}.`);
  const game: Game = { ...ports, item: 0, rng: createRng('supply'), salt: 'supply' };
  const study = await studyOf(library, toolchain, game);
  if (isRefusal(study)) return study;
  const shares = shareCount({ study, toolchain, game });
  return {
    shares,
    bugsOfShare: async (share) => {
      const all: number[] = [];
      for await (const { length } of itemsOfShare(share, { library, toolchain, study, game }))
        all.push(length);
      return all;
    },
    itemAt: (share, place) => {
      for (let item = 0; ; item++) {
        const turn = turnOf(libraries, game.randomSeed, item);
        if (turn.library === library && turn.rank === place * shares + share) return item;
      }
    },
  };
}
