/**
 * Every command of the page with its keys: one table makes the bindings, the `?` sheet, the palette and docs/page.md.
 * A command does something where a component is mounted that handles it (`useCommand`). Several commands may share a key;
 * the handler mounted last wins. Keys are written as tinykeys reads them. Never Backspace, Alt+Tab or a browser's own keys.
 */
export interface Command {
  title: string;
  group: (typeof commandGroups)[number];
  keys: readonly string[];
  /** Works while an input has the focus; only for keys that write nothing. */
  inInputs?: true;
  /** Works while a dialog is open. */
  inDialogs?: true;
  /** Offered in the palette while something handles it. */
  inPalette?: true;
}

export const commandGroups = [
  'Everywhere',
  'List',
  'Task',
  'Review',
  'Transcript',
  'Run',
  'Bulk act',
] as const;

const define = <const T extends Record<string, Command>>(table: T) => table as Record<keyof T, Command>;

export const commands = define({
  palette: { title: 'Command palette', group: 'Everywhere', keys: ['$mod+k'], inInputs: true },
  query: { title: 'Write a query', group: 'Everywhere', keys: ['/'] },
  sheet: { title: 'All keys', group: 'Everywhere', keys: ['[Shift]+?'], inDialogs: true, inPalette: true },
  up: { title: 'Close, or one level up', group: 'Everywhere', keys: ['Escape'] },
  'go.review': { title: 'Go to Review', group: 'Everywhere', keys: ['g r'], inPalette: true },
  'go.tasks': { title: 'Go to Tasks', group: 'Everywhere', keys: ['g t'], inPalette: true },
  'go.runs': { title: 'Go to Runs', group: 'Everywhere', keys: ['g u'], inPalette: true },
  'go.yields': { title: 'Go to Yields', group: 'Everywhere', keys: ['g y'], inPalette: true },
  'go.ops': { title: 'Go to Ops', group: 'Everywhere', keys: ['g o'], inPalette: true },
  'go.settings': { title: 'Go to Settings', group: 'Everywhere', keys: ['g s'], inPalette: true },
  undo: { title: 'Undo my last act', group: 'Everywhere', keys: ['z'], inPalette: true },
  'undo.tray': { title: 'My last acts', group: 'Everywhere', keys: ['Shift+z'], inPalette: true },
  theme: { title: 'Change between light and dark', group: 'Everywhere', keys: [], inPalette: true },

  'list.next': { title: 'Next', group: 'List', keys: ['j', 'ArrowDown'] },
  'list.previous': { title: 'Previous', group: 'List', keys: ['k', 'ArrowUp'] },
  'list.first': { title: 'First', group: 'List', keys: ['g g', 'Home'] },
  'list.last': { title: 'Last that is loaded', group: 'List', keys: ['Shift+g', 'End'] },
  'list.select': { title: 'Select', group: 'List', keys: ['x'] },
  'list.extendDown': { title: 'Extend the selection down', group: 'List', keys: ['Shift+j'] },
  'list.extendUp': { title: 'Extend the selection up', group: 'List', keys: ['Shift+k'] },
  'list.all': { title: 'Select all that match', group: 'List', keys: ['Shift+a'], inPalette: true },
  'list.peek': { title: 'Peek', group: 'List', keys: ['Space'] },
  'list.open': { title: 'Open', group: 'List', keys: ['Enter'] },
  'list.filter': { title: 'Filter by the category of the row', group: 'List', keys: ['f'] },
  'list.exclude': { title: 'Exclude the category of the row', group: 'List', keys: ['Shift+f'] },
  'list.facets': { title: 'Show or hide the facets', group: 'List', keys: ['v'], inPalette: true },

  'task.next': { title: 'Next task of the list', group: 'Task', keys: ['j'] },
  'task.previous': { title: 'Previous task of the list', group: 'Task', keys: ['k'] },
  'task.tabNext': { title: 'Next tab', group: 'Task', keys: [']'] },
  'task.tabPrevious': { title: 'Previous tab', group: 'Task', keys: ['['] },
  'task.play': { title: 'Play the task', group: 'Task', keys: ['p'], inPalette: true },
  'task.copy': { title: 'Copy a link to this place', group: 'Task', keys: ['y'], inPalette: true },
  'gate.1': { title: 'Evidence: the reference passes', group: 'Task', keys: ['1'], inDialogs: true },
  'gate.2': { title: 'Evidence: doing nothing fails', group: 'Task', keys: ['2'], inDialogs: true },
  'gate.3': { title: 'Evidence: wrong answers fail', group: 'Task', keys: ['3'], inDialogs: true },
  'gate.4': { title: 'Evidence: right answers pass', group: 'Task', keys: ['4'], inDialogs: true },
  'gate.5': { title: 'Evidence: not leaked', group: 'Task', keys: ['5'], inDialogs: true },
  'gate.6': { title: 'Evidence: not hackable', group: 'Task', keys: ['6'], inDialogs: true },
  'gate.7': { title: 'Evidence: verdicts repeat', group: 'Task', keys: ['7'], inDialogs: true },
  'gate.8': { title: 'Evidence: needs its evidence', group: 'Task', keys: ['8'], inDialogs: true },
  'gate.9': { title: 'Evidence: not remembered', group: 'Task', keys: ['9'], inDialogs: true },
  'gate.10': { title: 'Evidence: teaches', group: 'Task', keys: ['0'], inDialogs: true },
  'gate.11': { title: 'Evidence: new', group: 'Task', keys: ['-'], inDialogs: true },

  'review.approve': { title: 'Approve', group: 'Review', keys: ['a'], inPalette: true },
  'review.reject': { title: 'Reject, then a reason 1 to 9', group: 'Review', keys: ['r'], inPalette: true },
  'review.hold': { title: 'Hold', group: 'Review', keys: ['h'], inPalette: true },
  'review.duplicate': { title: 'Reject as a duplicate', group: 'Review', keys: ['d'] },
  'review.redo': { title: 'Decide again what was undone', group: 'Review', keys: ['Shift+z'] },
  'review.skip': { title: 'Skip to the end of my queue', group: 'Review', keys: ['s'] },
  'reason.1': { title: 'Reason: ambiguous', group: 'Review', keys: ['1'] },
  'reason.2': { title: 'Reason: wrong answer', group: 'Review', keys: ['2'] },
  'reason.3': { title: 'Reason: too easy', group: 'Review', keys: ['3'] },
  'reason.4': { title: 'Reason: impossible', group: 'Review', keys: ['4'] },
  'reason.5': { title: 'Reason: leaks the answer', group: 'Review', keys: ['5'] },
  'reason.6': { title: 'Reason: unnatural', group: 'Review', keys: ['6'] },
  'reason.7': { title: 'Reason: verifier too strict', group: 'Review', keys: ['7'] },
  'reason.8': { title: 'Reason: verifier too lax', group: 'Review', keys: ['8'] },
  'reason.9': { title: 'Reason: duplicate', group: 'Review', keys: ['9'] },
  'review.comment': { title: 'Comment', group: 'Review', keys: ['c'] },
  'review.transcript': { title: 'Episodes of the task', group: 'Review', keys: ['t'] },
  'review.decide': {
    title: 'Decide with the comment',
    group: 'Review',
    keys: ['$mod+Enter'],
    inInputs: true,
    inDialogs: true,
  },

  'event.next': { title: 'Next event', group: 'Transcript', keys: ['j', 'ArrowDown'] },
  'event.previous': { title: 'Previous event', group: 'Transcript', keys: ['k', 'ArrowUp'] },
  'event.turnNext': { title: 'Next turn', group: 'Transcript', keys: ['Shift+j'] },
  'event.turnPrevious': { title: 'Previous turn', group: 'Transcript', keys: ['Shift+k'] },
  'event.errorNext': { title: 'Next error', group: 'Transcript', keys: [']'] },
  'event.errorPrevious': { title: 'Previous error', group: 'Transcript', keys: ['['] },
  'event.hitNext': { title: 'Next hit', group: 'Transcript', keys: ['n'] },
  'event.hitPrevious': { title: 'Previous hit', group: 'Transcript', keys: ['Shift+n'] },
  'event.expand': { title: 'Expand or collapse', group: 'Transcript', keys: ['o'] },
  'event.wrap': { title: 'Wrap lines', group: 'Transcript', keys: ['w'], inPalette: true },
  'event.copy': { title: 'Copy a link to the event', group: 'Transcript', keys: ['y'], inPalette: true },
  'event.first': { title: 'First event', group: 'Transcript', keys: ['g g'] },
  'event.last': { title: 'Last event', group: 'Transcript', keys: ['Shift+g'] },

  'event.divergence': { title: 'Where the two part', group: 'Transcript', keys: ['d'] },

  'run.pause': { title: 'Pause or resume the run', group: 'Run', keys: ['Shift+p'], inPalette: true },
  'run.stop': { title: 'Stop the run', group: 'Run', keys: ['Shift+s'], inPalette: true },
  'run.retry': {
    title: 'Retry what our own faults parked',
    group: 'Run',
    keys: ['Shift+r'],
    inPalette: true,
  },

  'op.apply': { title: 'Do what is previewed', group: 'Bulk act', keys: ['$mod+Enter'], inInputs: true },
});

export type CommandId = keyof typeof commands;
export const commandIds = Object.keys(commands) as CommandId[];

/** As people read it: `$mod+k` is `Ctrl K`. */
export function shownKeys(keys: string, mac = /Mac|iP(hone|ad|od)/.test(navigator.platform)): string[] {
  const names: Record<string, string> = {
    $mod: mac ? '⌘' : 'Ctrl',
    '[Shift]': '',
    ArrowDown: '↓',
    ArrowUp: '↑',
    Escape: 'Esc',
  };
  return keys.split(' ').map((press) => {
    const parts = press.split('+').map((part) => names[part] ?? part);
    const key = parts.at(-1) ?? '';
    if (parts.includes('Shift') && key.length === 1) return key.toUpperCase();
    return parts.filter((part) => part !== '').join(' ');
  });
}
