import { createRng, hashText } from '@touchstone/contracts';
import { familyConformance } from '@touchstone/contracts/conformance';
import { families, propose, replay } from '../src/index.ts';
import { absentPorts } from './absent-ports.ts';

const saltKey = 'conformance';

for (const family of families.filter(({ needs }) => needs.length === 0))
  familyConformance({
    family,
    // Counting floors is the dearest drafting there is.
    items: family.id === 'interpreter.tilings' ? 12 : 30,
    propose: (randomSeed, item) => propose(family, { ...absentPorts, randomSeed, item, saltKey }),
    replay: (lineage, carry) => replay(family, lineage, { ...absentPorts, saltKey, carry }),
    game: { ...absentPorts, randomSeed: 1, item: 0, rng: createRng('conformance'), salt: hashText('salt') },
  });
