/** Sources in, drafts out. */
export { mutatedLibraries, supplyOf, type Supply } from './code/supply.ts';
export { families, familyById } from './families.ts';
export { propose, replay, type GamePorts, type ProposeOptions, type ReplayOptions } from './propose.ts';
