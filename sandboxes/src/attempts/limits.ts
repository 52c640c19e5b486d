/** What one attempt may use beyond its environment's limits, with the reason beside each number. */

/** A program beyond this is not one of ours. */
export const programBytesMax = 1_000_000;
/** An answer, or the arguments of one call, as one line. */
export const messageBytesMax = 4_000_000;
/** A loop that only calls tools costs the program nearly no CPU; an honest solution makes some hundred calls. */
export const attemptCallsMax = 20_000;
/** All messages of one attempt, on top of what the program itself may print. */
export const channelBytesMax = 32_000_000;
