/** Every bound of the pipeline, with its unit and its reason. */

/** Lower items whose answers are tried against a draft: enough kinds of wrong answer, few enough to re-draft. */
export const siblingsMax = 5;
/** How far down lower items are looked for when some of them were refused while drafting. */
export const siblingReach = 10;
/** Drafts kept in memory for their higher neighbours: a few ranges of a few families. */
export const draftsKeptMax = 200;
/** An abstained item is tried this often before it is parked: a fault that comes three times will come again. */
export const provingTriesMax = 3;
/** First pause before an abstained item is tried again; doubled each time. */
export const provingPauseMs = 1_000;
/** How often a process looks how far its run is. */
export const progressIntervalMs = 500;
/** A lost database is waited for this long: a restart with recovery takes minutes, a longer outage wants a person. */
export const databaseWaitMsMax = 10 * 60_000;
/** Places of a document that are marked: more no reader follows. */
export const evidenceSpansMax = 200;
/** Long enough to look at a task in peace, short enough that a closed laptop holds nothing up. */
export const reservationMinutes = 10;
/** What a preview of a bulk act shows of its set. */
export const previewExamples = { random: 10, weakest: 5 };
/** How often a watched run is looked at: an event is painted within 300 ms of its commit. */
export const eventPollMs = 200;
/** Under so many published tasks a pace or a cost says nothing. */
export const publishedForPaceMin = 20;
