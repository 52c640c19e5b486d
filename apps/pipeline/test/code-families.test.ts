/** The families over libraries keep the contract of a family; few items, since every draft runs a suite in the lab. */
import { createRng, hashText } from '@touchstone/contracts';
import { familyConformance } from '@touchstone/contracts/conformance';
import { families, propose, replay } from '@touchstone/synth';
import { after } from 'node:test';
import { noWebs } from '../src/absent-ports.ts';
import { openGround } from './support/game-ports.ts';

const ground = await openGround();
after(() => ground[Symbol.asyncDispose]());
const ports = { ...ground.ports, webs: noWebs };
const saltKey = 'conformance';

for (const family of families.filter(({ id }) => id.startsWith('code.mutate-')))
  familyConformance({
    family,
    items: 4,
    propose: (randomSeed, item) => propose(family, { ...ports, randomSeed, item, saltKey }),
    replay: (lineage, carry) => replay(family, lineage, { ...ports, saltKey, carry }),
    game: { ...ports, randomSeed: 1, item: 0, rng: createRng('conformance'), salt: hashText('salt') },
  });
