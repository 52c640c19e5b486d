/** My last acts, each with its undo, in the top bar. */
export function UndoTray() {
  return null;
}
