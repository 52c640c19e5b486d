/** The families over libraries keep the contract of a family; few items, since every draft runs a suite in the lab. */
import { createRng, hashText, type Hash, type Observation } from '@touchstone/contracts';
import { familyConformance } from '@touchstone/contracts/conformance';
import {
  createLab,
  createRepositoryStore,
  createTableStore,
  openDriver,
  type LabMemo,
} from '@touchstone/sandboxes';
import { families, propose, replay } from '@touchstone/synth';
import { after } from 'node:test';
import { noWebs } from '../src/absent-ports.ts';
import { readConfig } from '../src/config.ts';

const { home } = readConfig();
const driver = await openDriver({ name: 'auto', home, poolSize: 1 });
after(() => driver[Symbol.asyncDispose]());

const kept = new Map<Hash, Observation>();
const memo: LabMemo = {
  get: (hash) => Promise.resolve(kept.get(hash) ?? null),
  put: (hash, observation) => Promise.resolve(void kept.set(hash, observation)),
};
const saltKey = 'conformance';
const ports = {
  webs: noWebs,
  tables: createTableStore({ home }),
  repositories: createRepositoryStore({ home }),
  lab: createLab({ driver, memo }),
  signal: new AbortController().signal,
};

for (const family of families.filter(({ id }) => id.startsWith('code.mutate-')))
  familyConformance({
    family,
    items: 4,
    propose: (randomSeed, item) => propose(family, { ...ports, randomSeed, item, saltKey }),
    replay: (lineage, carry) => replay(family, lineage, { ...ports, saltKey, carry }),
    game: { ...ports, randomSeed: 1, item: 0, rng: createRng('conformance'), salt: hashText('salt') },
  });
