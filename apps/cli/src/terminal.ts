/**
 * Where a command writes and how it is stopped. Results go to standard output, everything else to standard error, so
 * that a pipe gets results only.
 */
export interface Terminal {
  /** A line of the result. */
  line(text?: string): void;
  /** A result as JSON, on one line per call. */
  json(value: unknown): void;
  /** Something said on the way: progress, warnings. */
  note(text: string): void;
  /** Whether somebody watches standard error. */
  readonly watched: boolean;
  /** Columns of standard output. */
  readonly columns: number;
  /** Aborts on the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** What to say after a stop; the last one set wins. */
  sayHowToGoOn(text: string): void;
  readonly howToGoOn: string | null;
}

export function processTerminal(): Terminal {
  const stop = stopOnSignals();
  let howToGoOn: string | null = null;
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    line: (text = '') => void process.stdout.write(`${text}\n`),
    json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    watched: process.stderr.isTTY,
    columns: process.stdout.columns ?? 100,
    signal: stop,
    sayHowToGoOn: (text) => (howToGoOn = text),
    get howToGoOn() {
      return howToGoOn;
    },
  };
}

/** The first Ctrl-C (or SIGTERM) asks to stop, the second stops at once. */
function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      process.stderr.write('\nStopping cleanly; Ctrl-C again stops at once.\n');
      controller.abort();
    });
  return controller.signal;
}
