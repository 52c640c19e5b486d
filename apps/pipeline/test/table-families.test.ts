/** The families over real tables keep the contract of a family too. Their tables are fetched once, into the machine's own cache. */
import { createRng, hashText } from '@touchstone/contracts';
import { familyConformance } from '@touchstone/contracts/conformance';
import { createTableStore } from '@touchstone/sandboxes';
import { families, propose, replay } from '@touchstone/synth';
import { noLab, noRepositories, noWebs } from '../src/absent-ports.ts';
import { readConfig } from '../src/config.ts';

const saltKey = 'conformance';
const ports = {
  webs: noWebs,
  repositories: noRepositories,
  lab: noLab,
  tables: createTableStore({ home: readConfig().home }),
  signal: new AbortController().signal,
};

for (const family of families.filter(({ needs }) => needs.includes('tables')))
  familyConformance({
    family,
    propose: (randomSeed, item) => propose(family, { ...ports, randomSeed, item, saltKey }),
    replay: (lineage, carry) => replay(family, lineage, { ...ports, saltKey, carry }),
    game: { ...ports, randomSeed: 1, item: 0, rng: createRng('conformance'), salt: hashText('salt') },
  });
