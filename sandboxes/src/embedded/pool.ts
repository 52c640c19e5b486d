/** A bounded number of interpreters that are ready and have run nothing foreign; each is given out once. */
import { SandboxFault } from '@touchstone/contracts';
import { Interpreter } from './interpreter.ts';
import type { Form } from './isolation.ts';

export interface PoolOptions {
  form: Form;
  runtime: string;
  /** Interpreters that wait for a job; 0 starts each when it is asked for. */
  size: number;
  nextUid: () => number;
}

export class InterpreterPool {
  readonly #options: PoolOptions;
  readonly #waiting: Interpreter[] = [];
  #isClosed = false;

  constructor(options: PoolOptions, first?: Interpreter) {
    this.#options = options;
    if (first !== undefined) this.#waiting.push(first);
  }

  /** Launches what is missing. */
  fill(): void {
    while (!this.#isClosed && this.#waiting.length < this.#options.size) this.#waiting.push(this.#launch());
  }

  /** A ready interpreter. Throws a `SandboxFault` if a fresh one does not start. */
  async take(): Promise<Interpreter> {
    try {
      // One that waited may have died since, with the memory of a whole machine; a fresh one says what is wrong.
      for (let waiting = this.#waiting.shift(); waiting !== undefined; waiting = this.#waiting.shift()) {
        if (await isUsable(waiting)) return waiting;
      }
      if (this.#isClosed) {
        throw new SandboxFault('The embedded driver is closed.', {
          code: 'sandbox-disposed',
          retryable: false,
        });
      }
      const fresh = this.#launch();
      await fresh.ready;
      return fresh;
    } finally {
      this.fill();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#waiting.splice(0).map((interpreter) => interpreter.kill()));
  }

  #launch(): Interpreter {
    const { form, runtime, nextUid } = this.#options;
    return new Interpreter(form, runtime, nextUid());
  }
}

async function isUsable(interpreter: Interpreter): Promise<boolean> {
  return interpreter.ready.then(
    () => !interpreter.isDead,
    () => false,
  );
}
