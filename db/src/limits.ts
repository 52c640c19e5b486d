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
/** pg-boss takes no shorter heartbeat; with the supervision below a dead worker's job is taken over in about 10 s. */
export const heartbeatSeconds = 10;
/** How often missed heartbeats are looked for; a small query. */
export const superviseSeconds = 1;
/** pg-boss takes no shorter one; a worker asks again at once after a job that took longer. */
export const jobPollSeconds = 0.5;
/** Lost workers and lost databases are not the job's fault: as often as it takes. */
export const jobRetriesMax = 1_000;
/** Failures of a job's own work after which it is poison. */
export const jobFailuresMax = 5;
/** pg-boss ends jobs at less than a day; the heartbeat tells a dead worker long before. */
export const jobSecondsMax = 23 * 3600;
/** A closing queue waits this long for handlers that do not heed their signal. */
export const jobStopMsMax = 30_000;
/** A refusal's reason may quote output; more than this nobody reads. */
export const reasonCharactersMax = 4_000;
/** Of an instruction, in listings. */
export const previewCharactersMax = 200;
/** A transaction that conflicts with another is tried again this often. */
export const conflictTriesMax = 5;
/** Compressed bytes of one statement that inserts blobs; the driver sends them as text, twice as long. */
export const blobBatchBytesMax = 16 * 1024 * 1024;
/** Items that one look of publication reads ahead. */
export const publishLookahead = 200;
/** Of a public half, in the index of words: a tsvector ends at 1 MB. */
export const searchedCharactersMax = 100_000;
/** A server of episodes that was not seen for this long is gone; it says that it lives four times as often. */
export const serverLeaseSeconds = 20;
/** Answers to requests with an idempotency key are kept this long: no client tries again later. */
export const requestKeptDays = 7;
/** Events of one page of a transcript. */
export const eventsPageMax = 1_000;
/** Text found in so few tasks is a list of them from then on. */
export const textMatchesMax = 2_000;
/** Matches of a text query that are counted: every more costs a page read, and "1,000+" says enough. */
export const countedMatchesMax = 1_000;
/** Values of one facet: licences and reviewers may be many. */
export const facetValuesMax = 100;
/** A preview that nobody applied is of a corpus that has moved on. */
export const previewHoursMax = 24;
/** Events of a run told at once. */
export const runEventsMax = 500;
/** Published items that a pace is taken from: the last half an hour or so of a run. */
export const paceItemsMax = 60;
/** Groups of faults on a board. */
export const faultsShownMax = 50;
