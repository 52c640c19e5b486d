/** Draft or submission in, certificate or verdict out. */
export { verify, verifyMany } from './verify.ts';
export { gateVersions, verifierVersions } from './versions.ts';
