/** Bounds of drafting tasks of broken code. Steps, not seconds: they cost the same on every machine. */

/** Calls into the library and lines of watched functions that one test may make; with every line watched the longest here makes 200,000. */
export const stepsPerTestMax = 500_000;

/** The same for one scenario; scenarios are short, an endless loop reaches it in half a second. */
export const stepsPerScenarioMax = 100_000;

/** Scenarios drawn to show a bug: with as many, about two thirds of the bugs that tests see are seen by a user as well. */
export const scenariosDrawn = 160;

/** Covering tests that are run, evenly spread where there are more: a parser's inner loop is covered by every test. */
export const coveringTestsMax = 150;

/** Cases that the bug gets wrong: where fewer were met by chance, more of the shown kind are drawn. */
export const casesNearWanted = 20;

/** Rounds of cutting the shown scenario; each is a run in the lab, and most end after four. */
export const shrinkRoundsMax = 8;

/** A bug that breaks more of the suite than this is seen at once by whoever makes it. */
export const brokenShareMax = 1 / 3;

/** Cases of the differential check; enough that guessing the reported one is not enough, few enough for a second. */
export const casesMin = 110;
export const casesMax = 160;

/** Tests that must go on passing, at most: the run of hidden files is the cost, not the list. */
export const passToPassMax = 200;

/** Controls of a task: three are required, more make them harder to tell. */
export const controlsMin = 3;
export const controlsMax = 8;

/** Node counts no lines. A test file of the libraries here takes half a second; only an endless loop comes near this. */
export const secondsPerTestFileMax = 8;

/** All scenarios over one variant take a second; only an endless loop comes near this. */
export const secondsPerVariantMax = 6;
