/** Test and bench only: what a game may ask for, over one sandbox driver. What the lab has seen is kept in memory. */
import type { Hash, Observation, SandboxDriver } from '@touchstone/contracts';
import {
  WebShelf,
  createLab,
  createRepositoryStore,
  createTableStore,
  openDriver,
  type DriverName,
} from '@touchstone/sandboxes';
import type { GamePorts } from '@touchstone/synth';
import { noLab, noRepositories, noWebs } from '../../src/absent-ports.ts';
import { readConfig } from '../../src/config.ts';

/** Disposing of it closes the driver and the webs. */
export interface Ground extends AsyncDisposable {
  readonly driver: SandboxDriver;
  readonly webs: WebShelf;
  readonly ports: GamePorts;
}

export async function openGround(
  options: { driver?: DriverName | 'auto'; poolSize?: number } = {},
): Promise<Ground> {
  const { driver: name = 'auto', poolSize = 1 } = options;
  const { home } = readConfig();
  const driver = await openDriver({ name, home, poolSize });
  const webs = new WebShelf({ home, driver: () => Promise.resolve(driver) });
  const seen = new Map<Hash, Observation>();
  const memo = {
    get: (hash: Hash) => Promise.resolve(seen.get(hash) ?? null),
    put: (hash: Hash, observation: Observation) => Promise.resolve(void seen.set(hash, observation)),
  };
  return {
    driver,
    webs,
    ports: {
      webs,
      tables: createTableStore({ home }),
      repositories: createRepositoryStore({ home }),
      lab: createLab({ driver, memo }),
      signal: new AbortController().signal,
    },
    async [Symbol.asyncDispose]() {
      webs[Symbol.dispose]();
      await driver[Symbol.asyncDispose]();
    },
  };
}

/** For families that ask for tables at most: whatever else they ask for is a failure. */
export function onlyTables(): GamePorts {
  return {
    webs: noWebs,
    tables: createTableStore({ home: readConfig().home }),
    repositories: noRepositories,
    lab: noLab,
    signal: new AbortController().signal,
  };
}
