/** What the offline web may use, with the reason beside each number. */

/** One document as JSON: the longest of the real web has 30 kB; a record of an archive has less. */
export const documentBytesMax = 1_000_000;
/** Documents of one web: three times the largest that is built. */
export const documentsMax = 1_000_000;
/** Documents of a web that came as a blob: an archive, not an encyclopedia. */
export const archiveBytesMax = 100_000_000;
/** Indexes of archives kept on disk at once; the longest unused goes first. 300 archives of 6,000 records have 3 GB. */
export const keptArchivesMax = 300;
/** An index in the making that is older is nobody's: making the largest takes a minute. */
export const abandonedHours = 2;
/** Indexes that one process holds open: each is a file handle and a small page cache. */
export const openWebsMax = 64;

/** Words of a query that are looked up at all; the rest of a pasted page adds nothing. */
export const queryWordsMax = 64;
/** The rarest words of a query that count: 8 find as well as all and cost a sixth (seeds/README.md, Index). */
export const queryTermsMax = 8;
/** Words that no document has: they cost nothing and find nothing. */
export const unknownTermsMax = 4;
/**
 * Entries of the index that one query may walk through; the rarest word is always taken. Over all documents this bound
 * lost nothing (known items in the first ten: 0.853 of 150 with and without it) and took p95 from 197 to 20 CPU ms.
 */
export const postingsMax = 60_000;
/** A word in at least so many documents has its count stored; counting the others takes microseconds. */
export const storedFrequencyMin = 500;
/** Hits of one search: 50 for an agent, and as many as may be hidden from it in a task that counts over a set. */
export const hitsMax = 1_000;
/** Characters of a passage shown with a hit. */
export const snippetCharsMax = 220;
/** How much a word in the title outweighs one in the text. */
export const titleWeight = 4;

/** Characters of a shown line; longer ones are wrapped at spaces. */
export const lineCharsMax = 120;
/** Lines of one window. */
export const windowLinesMax = 500;
/** Places that one `find` shows; it says how many there are. */
export const foundMax = 50;
/** Pages of one session: an episode has at most some thousands of calls. */
export const pagesMax = 5_000;

/** A conversion in a sandbox: 15 CPU s for all taxa on a slow core, some 60 where Python is WebAssembly. */
export const convertCpuSecondsMax = 600;
export const convertWallSecondsMax = 1_800;
/** All texts (79 MB), five tries and the records in hand. */
export const convertMemoryBytesMax = 3_000_000_000;
/** The wheel (90 MB), the two of the readers unpacked, and 150 MB of records, in memory. */
export const convertDiskBytesMax = 600_000_000;
/** Records of one conversion. */
export const recordsBytesMax = 300_000_000;
