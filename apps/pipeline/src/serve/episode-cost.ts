/** What an episode takes of this process and machine, by what its environment asks for. */
import { codeTools, type Environment } from '@touchstone/contracts';
import type { Cost } from './admission.ts';
import { episodeBytes, episodesMax, memoryShare, sandboxBytes, sandboxesMax, worldBytes } from './limits.ts';

const codeToolNames = new Set(codeTools.map(({ name }) => name));

/** Searching needs no sandbox, a world shares one, a kernel and a tree of files have one each. */
export function costOf({ tools, world, limits }: Environment): Cost {
  const hasKernel = tools.some(({ name }) => name === 'python');
  const hasFiles = world === null && tools.some(({ name }) => codeToolNames.has(name));
  const sandboxes = Number(hasKernel) + Number(hasFiles);
  const perSandbox = Math.min(limits.memoryBytesMax, sandboxBytes);
  return {
    episodes: 1,
    sandboxes,
    bytes: episodeBytes + (world === null ? 0 : worldBytes) + sandboxes * perSandbox,
  };
}

/** `bytes`: memory that is free now. */
export function capacityOf(bytes: number): Cost {
  const usable = Math.floor(bytes * memoryShare);
  return {
    episodes: episodesMax,
    sandboxes: Math.min(sandboxesMax, Math.max(1, Math.floor(usable / sandboxBytes))),
    bytes: usable,
  };
}
