/** Limits for tests in which they do not matter. */
export const someLimits = {
  cpuSecondsMax: 10,
  wallSecondsMax: 60,
  memoryBytesMax: 128 * 1024 * 1024,
  processesMax: 16,
  diskBytesMax: 8 * 1024 * 1024,
  outputBytesMax: 64 * 1024,
};
