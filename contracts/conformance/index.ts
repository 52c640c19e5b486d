/** Conformance suites: whoever implements a port of contracts/ runs its suite. */
export { familyConformance, type FamilyConformanceOptions } from './family.ts';
export { labConformance, type LabUnderTest } from './lab.ts';
export { sandboxConformance, type SandboxConformanceOptions } from './sandbox.ts';
export type { Attack, AttackOutcome } from './sandbox-attack.ts';
export { sandboxAttackIds, sandboxAttacks, type SandboxAttackId } from './sandbox-attacks.ts';
export { conformanceDocuments, webConformance } from './web.ts';
