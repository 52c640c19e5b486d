/** What the tools of one session may use, with the reason beside each number. */
import type { Limits } from '@touchstone/contracts';

/** Arguments of one call as JSON: a long cell or a long text, never a data file. */
export const argumentsBytesMax = 256_000;
/** Reply of one world call: far more than an agent should read at once; tools page. */
export const replyBytesMax = 256_000;
/** Output of one cell, where the environment allows no less. */
export const cellOutputBytesMax = 200_000;
/** One world call. They are look-ups over at most some 50,000 rows: milliseconds. */
export const callCpuSecondsMax = 10;
/** Backstop for one world call on a loaded machine, and for loading a world. */
export const callWallSecondsMax = 120;
/** Rows of a world as JSON: some 50,000 rows have 10 MB. */
export const rowsBytesMax = 64_000_000;
/** The longest line a tool process may send: a snapshot of all rows, which tools may have made more of. */
export const lineBytesMax = 128_000_000;
/** Three copies of the rows, one of them as Python objects. */
const worldMemoryBytesMax = 1_000_000_000;
/** A session may live as long as an agent thinks between calls. */
const sessionWallSecondsMax = 6 * 3600;
/** Of all messages of one session together; each is bounded by itself. */
const sessionOutputBytesMax = 1_000_000_000;
/** Cells of one kernel together, in multiples of what one cell may use. */
const sessionCellsMax = 30;

/** For the process behind the world's tools. It is the world's, so the attempt's limits do not bind it. */
export const worldLimits: Limits = {
  cpuSecondsMax: 600,
  wallSecondsMax: sessionWallSecondsMax,
  memoryBytesMax: worldMemoryBytesMax,
  processesMax: 8,
  diskBytesMax: 2 * rowsBytesMax,
  outputBytesMax: sessionOutputBytesMax,
};

/** For a kernel: the environment's limits hold per cell, where they are amounts that add up. */
export function kernelLimits(limits: Limits): Limits {
  return {
    ...limits,
    cpuSecondsMax: limits.cpuSecondsMax * sessionCellsMax,
    wallSecondsMax: sessionWallSecondsMax,
    outputBytesMax: sessionOutputBytesMax,
  };
}

/** Output of one shell command that an agent reads: some 5,000 tokens. The rest is left out in the middle. */
export const shellTextCharactersMax = 20_000;
/** Of one call of a file tool; a line beyond its share is data. */
export const fileToolLimits = { textCharacters: 60_000, lineCharacters: 1_000, matches: 200 } as const;

/** Sessions of worlds in one process: what one slow call keeps waiting, and what is lost if the process dies. */
export const hostedSessionsMax = 64;
/** Memory of a session beside its rows: a namespace and an empty database. */
export const hostedSessionBytes = 500_000;
/** Of all rows in a process, with their copies; the rest of its memory is Python's. */
export const hostBytesMax = 600_000_000;
/** A process that has sent this much takes no new session: its output has a limit. */
export const hostReplyBytesMax = sessionOutputBytesMax / 2;
/** A process this old takes no new session, so that none meets the end of its wall clock. */
export const hostWallSecondsMax = 6 * 3600;

/** For a process of many sessions: twice an attempt's clock, and all the processor it needs meanwhile. */
export const hostLimits: Limits = {
  ...worldLimits,
  cpuSecondsMax: 12 * 3600,
  wallSecondsMax: 12 * 3600,
};

/** Compiled schemas of arguments that are kept: the tools of a few hundred worlds. */
export const compiledSchemasMax = 2_000;
