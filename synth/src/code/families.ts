/** The families of code tasks. */
import { cachetools } from './libraries/cachetools/library.ts';
import { mutateFamily } from './mutate/family.ts';
import { pythonToolchain } from './toolchains/python/toolchain.ts';

export const mutatePython = mutateFamily({
  language: 'python',
  libraries: [cachetools],
  toolchain: pythonToolchain,
});
