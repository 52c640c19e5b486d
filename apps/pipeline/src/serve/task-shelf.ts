/** Public halves of tasks, those asked for last in memory. By the serve role: secret halves are out of its reach. */
import { InputFault, type TaskId } from '@touchstone/contracts';
import { readTasks, type Database, type StoredTask } from '@touchstone/db';
import { tasksKeptMax } from './limits.ts';

export class TaskShelf {
  readonly #serve: Database['serve'];
  readonly #kept = new Map<TaskId, StoredTask>();

  constructor(serve: Database['serve']) {
    this.#serve = serve;
  }

  /** `InputFault` (`task-unknown`) where it is not published. */
  async get(id: TaskId): Promise<StoredTask> {
    const kept = this.#kept.get(id);
    const task = kept ?? (await this.#read(id));
    this.#kept.delete(id);
    this.#kept.set(id, task);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > tasksKeptMax && oldest !== undefined) this.#kept.delete(oldest);
    return task;
  }

  async #read(id: TaskId): Promise<StoredTask> {
    try {
      const [task] = await readTasks(this.#serve, [id]);
      if (task !== undefined) return task;
    } catch (thrown) {
      if ((thrown as { code?: string }).code !== 'task-missing') throw thrown;
    }
    throw new InputFault(`There is no published task ${id}.`, {
      code: 'task-unknown',
      hint: 'List tasks with GET /api/v1/tasks.',
    });
  }
}
