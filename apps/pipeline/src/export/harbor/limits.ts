/** Bounds of a Harbor export, each with its unit and its reason. */

/** Every task carries its own copy of the web it searches; larger ones would make a dataset of gigabytes. */
export const webBytesMax = 16 * 1024 * 1024;
/** Of an agent: long enough for a model that thinks, read from nothing in the task. */
export const agentSecondsMax = { code: 3_600, other: 1_800 } as const;
/** Two runs of hidden tests, a differential check and, after a rejection, the reference once more. */
export const verifierSecondsMax = { code: 1_800, other: 600 } as const;
/** Building installs a few Debian packages and pinned wheels. */
export const buildSecondsMax = 900;
/** Beside what the task may use: the agent's shell and Harbor's own commands. */
export const memoryMegabytesBeside = 512;
export const storageMegabytesBeside = 2_048;
