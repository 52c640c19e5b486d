/** Bounds of drafting tasks of broken code. Steps, not seconds: they cost the same on every machine. */

/** Calls into the library and lines of watched functions that one test may make; with every line watched the longest here makes 200,000. */
export const stepsPerTestMax = 500_000;

/** The same for one scenario; scenarios are short, an endless loop reaches it in half a second. */
export const stepsPerScenarioMax = 100_000;

/** Scenarios drawn to show a bug: with as many, about two thirds of the bugs that tests see are seen by a user as well. */
export const scenariosDrawn = 160;

/** Scenarios for a verdict on a site, before anything dear is done; every library takes a fifth of a second or less for them. */
export const scenariosForVerdict = 128;

/** Of them, how many must show the bug: rarer ones seldom give the cases that a task needs. */
export const showingForVerdict = 2;

/** Of them, how many may not end: what hangs cannot be quoted in a report. */
export const endlessScenariosMax = 3;

/** Sites dealt out together, of which one in five is a bug to report. A line has at most a few, since they tell much the same. */
export const sitesPerShare = 40;
export const sitesPerLineMax = 3;

/** Of a share, sites that one run in the lab gives verdicts on. */
export const sitesPerLook = 8;

/** Items that have two bugs while there are single ones left; afterwards all have two. */
export const pairShare = 0.3;

/** Covering tests that are run, evenly spread where there are more: a parser's inner loop is covered by every test. */
export const coveringTestsMax = 150;

/** Cases that the bug gets wrong: where fewer were met by chance, more of the shown kind are drawn. */
export const casesNearWanted = 20;

/** Rounds of cutting the shown scenario, two cuts deep; each is a run in the lab, and most end after three. */
export const shrinkRoundsMax = 8;
export const cutsPerRoundMax = 48;

/** A bug that breaks more of the suite than this is seen at once by whoever makes it. */
export const brokenShareMax = 1 / 3;

/** Cases of the differential check; enough that guessing the reported one is not enough, few enough for a second. */
export const casesMin = 110;
export const casesMax = 160;

/** Tests that must go on passing, at most: the run of hidden files is the cost, not the list. */
export const passToPassMax = 100;

/** Controls of a task: three are required, more make them harder to tell. */
export const controlsMin = 3;
export const controlsMax = 8;

/** Node counts no lines. A test file of the libraries here takes half a second; only an endless loop comes near this. */
export const secondsPerTestFileMax = 8;

/** All scenarios over one variant take a second; only an endless loop comes near this. */
export const secondsPerVariantMax = 6;
