/** Limits of the porter protocol. A task's own limits are `Limits` of contracts; these bound the carrier itself. */

/** JSON part of one frame: argv and environment of the longest command we start, with room. */
export const frameJsonBytesMax = 1024 * 1024;

/** Binary part of one frame. Larger than a pipe's buffer many times over, small enough to hold a few in memory. */
export const frameBinaryBytesMax = 1024 * 1024;

/** Bytes of standard input sent and not yet taken by the process: the porter never has to hold more than this. */
export const stdinWindowBytesMax = 4 * 1024 * 1024;

/** A porter that has not said `ready` by then never will (a loaded machine starts Python in well under a second). */
export const readySecondsMax = 60;

/** Beyond a command's own wall limit, which the porter keeps: after this much silence the porter counts as dead. */
export const wallGraceSecondsMax = 15;

/** How long a killed command may take to be reported as ended before the whole sandbox is thrown away. */
export const killSecondsMax = 10;

/** One transfer of files in or out, whatever its size. */
export const transferSecondsMax = 300;

/** Files in one transfer: beyond this it is a bomb, not a repository. */
export const transferFilesMax = 50_000;

/** Bytes of one path, as Linux has it (PATH_MAX). */
export const pathBytesMax = 4096;
