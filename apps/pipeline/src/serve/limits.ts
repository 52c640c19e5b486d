/** Every bound of serving episodes, with its unit and its reason. */

/** Without a call or a submission for this long an episode ends, where its opener says nothing else. */
export const idleSecondsDefault = 15 * 60;
/** From opening to submission, likewise. Below the wall clock of a tool session. */
export const episodeSecondsMax = 5 * 3600;
/** Of all results of one episode: some million tokens. */
export const resultBytesMaxDefault = 16_000_000;
/** Calls of one episode that wait for the one before them. */
export const waitingCallsMax = 16;
/** The tools of an episode are opened this often: sandboxes that waited may have died waiting. */
export const openingTriesMax = 4;
/** Answers to calls that an episode keeps for whoever asks again with the same key. */
export const keptAnswersMax = 1_024;

/** Episodes in one process, whatever they cost. */
export const episodesMax = 5_000;
/** What an episode without a sandbox keeps in memory: its session, its log and its pages. */
export const episodeBytes = 500_000;
/** A session of a world in a shared process, rows included. */
export const worldBytes = 2_000_000;
/** A kernel or a shell that works on a table; its limit is far above, and few reach it at once. */
export const sandboxBytes = 96_000_000;
/** Of the memory that is free when the process starts. */
export const memoryShare = 0.6;
/** Sandboxes at once, whatever the memory. */
export const sandboxesMax = 1_024;
/** From this part of the house on, no key may hold more than its share. */
export const contendedFrom = 0.5;
/** A key that was refused is counted as present for this long. */
export const waitingKeyMs = 30_000;
/** What a refused caller is told to wait, at least and at most. */
export const retryAfterSecondsMin = 1;
export const retryAfterSecondsMax = 30;

/** Public halves kept in memory. */
export const tasksKeptMax = 500;
/** Lists of tasks that samplers draw from, kept this long: a draw then costs no query. */
export const drawableKeptMs = 10_000;
export const drawableKeptMax = 16;

/** One verification, sandboxes included: far above any honest one. Beyond it is our failure. */
export const verificationMsMax = 20 * 60_000;
/** A caller waits this long for a database that is lost; then it is told so. */
export const storePatienceMs = 15_000;
/** A database that neither answers nor fails is waited for this long: it may only be busy. */
export const silencePatienceMs = 120_000;
/** First and longest pause before storing is tried again. */
export const storePauseMs = 100;
export const storePauseMsMax = 5_000;
/** Events that wait to be stored; beyond this, calls are refused before they are made. */
export const journalBytesMax = 64_000_000;
/** Events in one statement. */
export const journalBatchMax = 500;
/** How often a server says that it lives, and looks for those that do not. */
export const heartbeatMs = 5_000;
/** Bodies up to this come with a page of events; a larger one is asked for by itself. */
export const inlineBodyBytes = 64_000;
/** Characters of an event's title. */
export const titleCharactersMax = 160;
