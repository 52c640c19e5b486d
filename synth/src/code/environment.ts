/** What attempts at repositories get: room for a suite of tests, and calls enough to read, try and mend. */
import type { Limits } from '@touchstone/contracts';

export const codeLimits: Limits = {
  cpuSecondsMax: 60,
  wallSecondsMax: 300,
  memoryBytesMax: 512_000_000,
  processesMax: 64,
  diskBytesMax: 256_000_000,
  outputBytesMax: 1_000_000,
};

/** Reading a module, reproducing the report, mending and running tests take about twenty. */
export const toolCallsMax = 60;
