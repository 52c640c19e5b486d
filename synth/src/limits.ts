/** Bounds of the game. A family that meets one is at fault, so the bound ends the item and never the run. */

/** A draft needs about ten moves; a family that never stops is cut here. */
export const movesMax = 64;

/** Draws for one move before the item is refused: rules turn away about half of the draws of a good family. */
export const drawsPerMoveMax = 40;
