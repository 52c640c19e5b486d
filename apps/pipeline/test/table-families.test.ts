/** The families over real tables keep the contract of a family too. Their tables are fetched once, into the machine's own cache. */
import { createRng, hashText } from '@touchstone/contracts';
import { familyConformance } from '@touchstone/contracts/conformance';
import { families, propose, replay } from '@touchstone/synth';
import { onlyTables } from './support/game-ports.ts';

const saltKey = 'conformance';
const ports = onlyTables();

for (const family of families.filter(({ needs }) => needs.includes('tables')))
  familyConformance({
    family,
    propose: (randomSeed, item) => propose(family, { ...ports, randomSeed, item, saltKey }),
    replay: (lineage, carry) => replay(family, lineage, { ...ports, saltKey, carry }),
    game: { ...ports, randomSeed: 1, item: 0, rng: createRng('conformance'), salt: hashText('salt') },
  });
