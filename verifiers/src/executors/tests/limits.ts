/** Bounds of a verification by tests. Wall clock is a backstop for a stalled machine and abstains. */
import type { Limits } from '@touchstone/contracts';

/** Of one run of a suite: the largest suite among the libraries in use takes 10 seconds. */
export const suiteCpuSecondsMax = 40;
/** Of one test, where the runtime can tell: an endless loop then costs this much and not the suite's whole share. */
export const testCpuSecondsMax = 10;
/** Of the harness over all its cases. */
export const harnessCpuSecondsMax = 20;

export const treeLimits: Limits = {
  // Several runs share the sandbox; each has a bound of its own.
  cpuSecondsMax: 120,
  wallSecondsMax: 300,
  memoryBytesMax: 1024 * 1024 * 1024,
  // Node counts its eleven threads, and tests may start processes.
  processesMax: 64,
  diskBytesMax: 128 * 1024 * 1024,
  outputBytesMax: 16 * 1024 * 1024,
};

/** Of one part of a path that a submission creates; file systems allow 255 bytes. */
export const pathPartBytesMax = 200;
export const pathDepthMax = 20;
/** Test ids named in a verdict: the first ones say what is wrong. */
export const testsNamedMax = 5;
