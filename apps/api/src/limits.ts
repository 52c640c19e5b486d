/** Every bound of the API, with its unit and its reason. */

/** A submission of a patch or a chunk of tokens is a few megabytes at most; a batch of them stays below this. */
export const bodyBytesMax = 16 * 1024 * 1024;
/** Arguments and answers are nested a handful deep; checkers recurse, so that a deeper body would end the stack. */
export const bodyDepthMax = 64;
/** Request line and headers together, by Node's parser: a key, a cursor and a query of 2,000 characters fit. */
export const headerBytesMax = 16 * 1024;
/** A client sends its headers at once; slower ones only hold a connection. */
export const headersMsMax = 10_000;
/** The largest body over a slow line, 16 MB at 2 Mbit/s. */
export const receiveMsMax = 65_000;
/** Longer than a trainer thinks between two calls, so that its connections are kept. */
export const keepAliveMs = 75_000;
/** How often Node looks for connections past the limits above. */
export const connectionCheckMs = 2_000;
/** Open connections: 500 episodes with a few each, and a page. */
export const connectionsMax = 4_096;
/** A request is answered within this or told to try again; a batch of verifications takes minutes. */
export const answerMsMax = 15 * 60_000;
/** Running requests are waited for so long after the signal to end. */
export const drainMsMax = 60_000;
/** How often a draining server looks for connections that have become idle. */
export const drainCheckMs = 50;
/** Other processes may make and revoke keys: what this one knows of them is never older. */
export const keysFreshMs = 2_000;
/** Likewise where an unknown key is shown: at most ten looks a second, however many are tried. */
export const unknownKeyFreshMs = 100;
/** The last use of a key is written no more often than this. */
export const keyUseWrittenMs = 60_000;
/** Wrong keys from one address a minute; a key of 256 bits is out of reach anyway, this keeps the log readable. */
export const wrongKeysPerMinuteMax = 60;
/** Addresses remembered for the above. */
export const addressesMax = 10_000;
/** Sandboxes opened or verified at once by each core; the others wait their turn, key by key. */
export const sandboxWorkPerCore = 4;
/** Requests of one key that wait for sandboxes at once; more are told to come back. */
export const waitingPerKeyMax = 512;
/** Longer waits are better spent by the client. */
export const waitingMsMax = 120_000;
/** What a refused client is told to wait where nothing better is known. */
export const retryAfterSeconds = 2;
/** Streams of events open at once, of one key and of all. */
export const eventStreamsPerKeyMax = 16;
export const eventStreamsMax = 256;
/** Proxies close connections that are silent for a minute. */
export const eventHeartbeatMs = 15_000;
/** A browser that lost its stream comes back after this. */
export const eventRetryMs = 1_000;
/** Schema violations named in one refusal. */
export const issuesShownMax = 5;
/** Open episodes may end for so long after the signal to end; the rest ends abstained. */
export const episodesEndMsMax = 30_000;
