/** Sources in, drafts out. */
export { families, familyById } from './families.ts';
export { propose, replay, type GamePorts, type ProposeOptions, type ReplayOptions } from './propose.ts';
