/** Ports that this version does not have. A family that needs one is not among the families; asked anyway, they say so. */
import { Fault, type FactStore, type Lab, type OfflineWeb } from '@touchstone/contracts';

function absent(what: string): Promise<never> {
  return Promise.reject(
    new Fault(`This version has no ${what}.`, {
      code: 'port-absent',
      boundary: 'configuration',
      retryable: false,
      hint: 'Use a family that does not need it: "touchstone family list" shows what each needs.',
    }),
  );
}

export const noWeb: OfflineWeb = {
  hash: '0'.repeat(64),
  search: () => absent('offline web'),
  open: () => absent('offline web'),
};

export const noFacts: FactStore = { find: () => absent('fact store'), describe: () => absent('fact store') };

/** Where nothing is run while drafting. */
export const noLab: Lab = { observe: () => absent('laboratory here') };
