/** Limits of the sandbox room that are not a task's own. */

/** First user id of sandboxes: above people (1000…), services (…65535) and the usual first subordinate range. */
export const sandboxUidFirst = 165_536;

/** Beyond this lie the ids that systemd gives to containers (524288…). */
export const sandboxUidLast = 524_287;

/** Sandboxes alive at once on one machine; a worker uses a few per core. */
export const sandboxUidsMax = 4096;

/** What the porter and the launcher need in a control group beside the command's own memory. */
export const porterMemoryBytes = 48 * 1024 * 1024;

/** The launcher, the porter, and one more than allowed, so that going beyond the limit can be seen. */
export const porterProcesses = 3;

/** How long the processes of a killed sandbox may take to leave the process table. */
export const reapMsMax = 5_000;

/** Waiting sandboxes of a pool: each costs about 15 MB and, under Docker, a container. */
export const poolSizeMax = 16;

/** Last words of a driver's program that are kept for the message of a fault. */
export const lastWordsBytesMax = 2_000;

/** Limits of the sandbox that a driver opens to see whether it works and what runs in it. */
export const probeLimits = {
  cpuSecondsMax: 30,
  wallSecondsMax: 60,
  memoryBytesMax: 512 * 1024 * 1024,
  processesMax: 32,
  diskBytesMax: 16 * 1024 * 1024,
  outputBytesMax: 64 * 1024,
} as const;
