/** Every bound of this room, with its unit and its reason. */

/** A start lock is held for an `initdb` (0.5 s here) and a crash recovery (replay of at most 1 GB of log). */
export const startLockWaitMsMax = 10 * 60_000;
/** How often a waiter looks at a lock, a process or a socket again. */
export const pollIntervalMs = 40;
/** Recovery after a crash replays at most `max_wal_size`; slow disks replay about 10 MB a second. */
export const serverReadyMsMax = 5 * 60_000;
/** Backends of a killed server leave by themselves when they notice; until then its shared memory is in use. */
export const startTriesMsMax = 30_000;
/** A fast shutdown writes one checkpoint; after this the server is told to stop at once, which is safe but recovers later. */
export const fastShutdownMsMax = 60_000;
/** After an immediate shutdown nothing is left to write. */
export const immediateShutdownMsMax = 15_000;
/** `sun_path` of a Unix socket address holds 108 bytes with its ending zero. */
export const socketPathBytesMax = 107;
/** The server's log is set aside at the next start once it is larger. */
export const serverLogBytesMax = 10 * 1024 * 1024;
/** What a fault quotes of the server's log. */
export const logTailBytesMax = 2_000;
/** Two pools of this size in each of a dozen workers stay under the embedded server's connections. */
export const poolConnectionsMax = 6;
/** Connections of the embedded server. */
export const serverConnectionsMax = 200;
/** A shared server that does not answer within this is treated as lost; the caller may try again. */
export const connectMsMax = 10_000;
/** An idle connection is closed after this, so that a short command ends promptly. */
export const idleConnectionMsMax = 10_000;
/** A statement that lost its connection is tried again this often where repeating it is safe. */
export const reconnectTriesMax = 5;
/** Rows in one page of a listing. */
export const pageRowsMax = 1_000;
/** Documents fetched by one statement of a bulk read, about 5 kB each. */
export const bulkRowsMax = 200;
/** An uncompressed blob larger than this is refused: a row of Postgres ends at 1 GB and memory before that. */
export const blobBytesMax = 256 * 1024 * 1024;
