/** Looks at each task whose counts have grown, and retires it where a rule says so. One at a time, behind the scenes. */
import type { TaskId } from '@touchstone/contracts';
import { readOutcomes, readSolverRecord, readTasks, retireTask, type Database } from '@touchstone/db';
import { mayBeRetired, retirementOf } from './retirement.ts';

export class Retirements implements AsyncDisposable {
  readonly #database: Database;
  readonly #clock: () => Date;
  readonly #say: (text: string) => void;
  readonly #noticed = new Set<TaskId>();
  #looking: Promise<void> | null = null;
  #closed = false;

  constructor(database: Database, clock: () => Date, say: (text: string) => void) {
    this.#database = database;
    this.#clock = clock;
    this.#say = say;
  }

  notice(task: TaskId): void {
    if (this.#closed) return;
    this.#noticed.add(task);
    this.#looking ??= this.#lookAtAll().finally(() => {
      this.#looking = null;
    });
  }

  /** Until everything noticed so far has been looked at. */
  async settled(): Promise<void> {
    await this.#looking;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#noticed.clear();
    await this.#looking;
  }

  async #lookAtAll(): Promise<void> {
    for (const task of this.#noticed) {
      this.#noticed.delete(task);
      // Its next outcome is another occasion.
      await this.#look(task).catch((thrown: unknown) =>
        this.#say(`${task} was not looked at (${(thrown as Error).message})`),
      );
    }
  }

  async #look(task: TaskId): Promise<void> {
    const { serve, curate } = this.#database;
    const outcomes = await readOutcomes(serve, { tasks: [task] });
    const attempts = outcomes.reduce((sum, each) => sum + each.attempts, 0);
    const passed = outcomes.reduce((sum, each) => sum + each.passed, 0);
    if (!mayBeRetired({ attempts, passed })) return;
    const [stored] = await readTasks(serve, [task]);
    if (stored === undefined) return;
    const solvers = outcomes.map(({ solver }) => solver);
    const elsewhere = await readSolverRecord(serve, {
      category: stored.category,
      solvers,
      exceptTask: task,
    });
    const retirement = retirementOf(outcomes, elsewhere);
    if (retirement === null) return;
    const { rule, reason, evidence } = retirement;
    const act = {
      task,
      actor: `rule:${rule}`,
      reason,
      evidence: JSON.stringify(evidence),
      at: this.#clock(),
    };
    if (await retireTask(curate, act)) this.#say(`${task} is retired: ${reason}`);
  }
}
