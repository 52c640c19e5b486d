/** Ports that are not there: a family that asks one for something hears so. */
import { Fault, type Lab, type RepositoryStore, type WebStore } from '@touchstone/contracts';

function absent(what: string): Promise<never> {
  return Promise.reject(
    new Fault(`There is no ${what} here.`, {
      code: 'port-absent',
      boundary: 'configuration',
      retryable: false,
      hint: 'Use a family that does not need it: "touchstone family list" shows what each needs.',
    }),
  );
}

export const noWebs: WebStore = { open: () => absent('offline web') };

export const noRepositories: RepositoryStore = { read: () => absent('store of repositories') };

/** Where nothing is run while drafting. */
export const noLab: Lab = { observe: () => absent('laboratory') };
