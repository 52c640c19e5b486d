/** Limits of installing toolchains. */

/** Some 140 small packages; a minute on a slow line. */
export const installTimeoutMs = 600_000;
