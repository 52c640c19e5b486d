/** The API as its users in this repository see it. */
export { openKeyring } from './open-parts.ts';
export { startApi, type RunningApi, type StartOptions } from './start.ts';
