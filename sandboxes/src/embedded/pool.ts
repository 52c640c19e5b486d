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

  /** A ready interpreter. Throws a `SandboxFault` if a fresh one does not start either. */
  async take(): Promise<Interpreter> {
    for (;;) {
      if (this.#isClosed) {
        throw new SandboxFault('The embedded driver is closed.', {
          code: 'sandbox-disposed',
          retryable: false,
        });
      }
      const waiting = this.#waiting.shift();
      const interpreter = waiting ?? this.#launch();
      try {
        await interpreter.ready;
        if (interpreter.isDead) continue;
        return interpreter;
      } catch (thrown) {
        // One that waited may have been killed with a whole machine's memory; a fresh one says what is wrong.
        if (waiting === undefined) throw thrown;
      } finally {
        this.fill();
      }
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
