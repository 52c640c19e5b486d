/** Conformance suites: whoever implements a port of contracts/ runs its suite. */
export { familyConformance, type FamilyConformanceOptions } from './family.ts';
export { labConformance, type LabUnderTest } from './lab.ts';
