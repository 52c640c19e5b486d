/** What a draft is made from once the game is over. */
import type { Game, Lineage } from '@touchstone/contracts';
import type { Library } from '../library.ts';
import type { Toolchain } from '../toolchain.ts';
import type { Site, Study } from './study.ts';

export interface Parts {
  library: Library;
  toolchain: Toolchain;
  study: Study;
  sites: readonly Site[];
  game: Game;
  lineage: Lineage;
}
