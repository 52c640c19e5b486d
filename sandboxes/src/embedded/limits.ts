/** Limits of the embedded driver. A task's own limits are `Limits` of contracts. */

/** Header of one message from a child: names of the files of a large tree. */
export const headerBytesMax = 16 * 1024 * 1024;

/** Files, folders or links of one sandbox, each: beyond this it is a bomb. */
export const treeEntriesMax = 50_000;

/** Bytes of one path, as Linux has it (PATH_MAX). */
export const treePathBytesMax = 4096;

/** A child that has not loaded its snapshot by then never will (0.2 s on an idle machine). */
export const childReadySecondsMax = 60;

/** Making the snapshot: 1.5 s on an idle machine. */
export const snapshotSecondsMax = 180;

/** A folder in the making that is older is nobody's: making takes seconds. */
export const abandonedHours = 1;

/** Resident memory of one waiting child, as measured; bounds the number of warm ones by the machine's free memory. */
export const warmChildBytes = 210 * 1024 * 1024;

/** Share of free memory that warm children may hold. */
export const warmMemoryShare = 0.25;

/** Warm children on a large machine: more bring nothing, a job takes longer than making one. */
export const warmChildrenMax = 4;

/** Hard stop of the kernel before a job's own limits are set, so that a child left alone cannot burn forever. */
export const childCpuSecondsMax = 3600;

/** Data of a child before a job's own limits are set (`ulimit -d`): the interpreter needs some 500 MB of address space. */
export const childDataBytesMax = 6 * 1024 * 1024 * 1024;

/** Beyond the memory and disk of a job: what V8 needs to compile and to copy files. */
export const jobDataSlackBytes = 256 * 1024 * 1024;

/** How often a running job's CPU time is read, at most and at least. */
export const cpuPollMsMax = 200;
export const cpuPollMsMin = 10;

/** After the end was told, how long the last output may take to arrive. */
export const drainSecondsMax = 10;

/** Data of an idle Node (`ulimit -d`): V8's reservations and the stacks of its threads; measured 500 MB. */
export const nodeDataBytes = 550 * 1024 * 1024;

/** Resident memory of an idle Node with its test tools loaded, as measured: does not count against a program. */
export const nodeResidentBytes = 60 * 1024 * 1024;

/** How often a JavaScript program is looked at, at most: it can fill 100 MB in this time. */
export const nodePollMsMax = 50;
