/** The attacks of the sandbox conformance suite, as data: the tests and the report of `sandboxes/bench` run them. */
import type { Attack } from './sandbox-attack.ts';
import { confinementAttacks } from './sandbox-attacks-confinement.ts';
import { exhaustionAttacks } from './sandbox-attacks-exhaustion.ts';
import { porterAttacks } from './sandbox-attacks-porter.ts';

/** Ids by which a driver declares a weakness. */
export const sandboxAttackIds = [
  'network',
  'unix-socket',
  'abstract-socket',
  'host-files-read',
  'host-files-write',
  'environment',
  'other-sandbox',
  'privileges',
  'user-namespace',
  'socket-families',
  'kernel-interfaces',
  'fork-bomb',
  'memory-bomb',
  'memory-bomb-javascript',
  'endless-loop',
  'hidden-cpu',
  'output-flood',
  'disk-fill',
  'background-process',
  'kill-parent',
  'starve-porter',
  'forged-frames',
  'archive-in',
  'archive-in-through-link',
  'archive-out',
] as const;
export type SandboxAttackId = (typeof sandboxAttackIds)[number];

export const sandboxAttacks: readonly Attack[] = [
  ...confinementAttacks,
  ...exhaustionAttacks,
  ...porterAttacks,
];
