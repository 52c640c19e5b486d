/** Every bound of the room, with its reason. Verification limits are ours; an attempt's limits are the environment's. */
import type { Limits } from '@touchstone/contracts';

/** Canonical JSON of an answer or of a call log; far above any honest submission, small enough to parse at once. */
export const submissionBytesMax = 2 * 1024 * 1024;
/** Nesting of arrays and objects; Python's own recursion limit is 1,000 frames and verifiers recurse several a level. */
export const submissionDepthMax = 64;
/** Digits of one number; CPython refuses to convert more than 4,300 (`sys.set_int_max_str_digits`). */
export const numberDigitsMax = 4000;
/** Decimal exponent of one number: 1e400 is beyond every double and every honest answer. */
export const numberExponentMax = 400;
/** UTF-16 units of a text answer: a name or a short phrase; folding costs its length once an alias. */
export const textCharactersMax = 2000;
/** Characters that a schema's `pattern` is tried on: a poor pattern must not cost minutes. */
export const patternCharactersMax = 10_000;
/** Characters of an expression; its degree bounds the error of the equality test (`expression.ts`). */
export const expressionCharactersMax = 4000;
export const expressionDegreeMax = 4096;
/** Tokens and nesting keep the recursive evaluation, in Python too, well under 1,000 frames. */
export const expressionTokensMax = 800;
export const expressionDepthMax = 50;
/** Elements of a set whose elements have no exact key: matching them costs the square. */
export const inexactSetElementsMax = 300;
/** Documents that one answer cites: the largest evidence is a few dozen. */
export const citationsMax = 200;
/** Mismatches listed in a verdict: the first ones say what is wrong. */
export const mismatchesListedMax = 20;

/** CPU seconds that one case may use in a verification program; an honest case takes milliseconds. */
export const caseCpuSecondsMax = 4;
/** What a batch allows for each of its cases, beyond one that loops. */
export const honestCaseCpuSeconds = 0.3;
/** The sandbox of a verification program. Wall clock is a backstop for a stalled machine and abstains. */
export const verificationLimits: Limits = {
  cpuSecondsMax: 60,
  wallSecondsMax: 300,
  memoryBytesMax: 512 * 1024 * 1024,
  processesMax: 16,
  diskBytesMax: 128 * 1024 * 1024,
  outputBytesMax: 16 * 1024 * 1024,
};
