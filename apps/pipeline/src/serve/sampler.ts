/**
 * Draws tasks for episodes that name none. Draw *i* under `randomSeed` is a function of both and of the corpus and its
 * counts as they are then. `curriculum` draws in proportion to the expectation of p(1 - p) under the posterior of the
 * solver: most where it sometimes passes, hardly where it always or never does.
 */
import { createRng, InputFault, type TaskId } from '@touchstone/contracts';
import { parseQuery, type samplerSchema } from '@touchstone/contracts/api';
import { readDrawable, type Database, type DrawableTask, type ReleaseKey } from '@touchstone/db';
import type { z } from 'zod';
import { drawableKeptMax, drawableKeptMs } from './limits.ts';

export type SamplerRequest = z.output<typeof samplerSchema>;

/** What one sampler draws from, with running sums of the weights. */
interface Urn {
  at: number;
  tasks: readonly DrawableTask[];
  sums: readonly number[];
}

export class Sampler {
  readonly #serve: Database['serve'];
  readonly #clock: () => number;
  readonly #urns = new Map<string, Promise<Urn>>();

  /** `clock`: milliseconds. */
  constructor(serve: Database['serve'], clock: () => number) {
    this.#serve = serve;
    this.#clock = clock;
  }

  /** `InputFault` (`nothing-to-draw`) where no task fits; a `QueryFault` for a query that is none. */
  async draw(request: SamplerRequest, solver: string, release: ReleaseKey | null): Promise<TaskId> {
    const { randomSeed, draw, ...which } = request;
    const key = JSON.stringify([which, solver, release]);
    const { tasks, sums } = await this.#urn(key, () => this.#fill(which, solver, release));
    const total = sums.at(-1) ?? 0;
    if (total <= 0)
      throw new InputFault('No published task fits this sampler.', {
        code: 'nothing-to-draw',
        hint: 'Widen its query, category, split or pass rate.',
      });
    const point = createRng(`${randomSeed}/sampler/${draw}`).next() * total;
    return (tasks[firstAbove(sums, point)] as DrawableTask).id;
  }

  async #urn(key: string, fill: () => Promise<Urn>): Promise<Urn> {
    const kept = this.#urns.get(key);
    if (kept !== undefined && this.#clock() - (await kept).at < drawableKeptMs) return kept;
    const filling = fill();
    this.#urns.delete(key);
    this.#urns.set(key, filling);
    filling.catch(() => this.#urns.delete(key));
    const [oldest] = this.#urns.keys();
    if (this.#urns.size > drawableKeptMax && oldest !== undefined) this.#urns.delete(oldest);
    return filling;
  }

  async #fill(
    { q, category, split, passRate, order }: Omit<SamplerRequest, 'randomSeed' | 'draw'>,
    solver: string,
    release: ReleaseKey | null,
  ): Promise<Urn> {
    const which = { terms: parseQuery(q), category, split, solver, ...(release !== null && { release }) };
    const found = await readDrawable(this.#serve, which);
    const tasks =
      passRate === undefined ? found : found.filter((task) => isWithin(meanPassRate(task), passRate));
    let sum = 0;
    const sums = tasks.map((task) => (sum += order === 'curriculum' ? learnability(task) : 1));
    return { at: this.#clock(), tasks, sums };
  }
}

/** Mean of Beta(1 + passed, 1 + failed) over all solvers; 0.5 without attempts. */
function meanPassRate({ attempts, passed }: DrawableTask): number {
  return (1 + passed) / (2 + attempts);
}

/** E[p(1 - p)] = ab / ((a + b)(a + b + 1)) under Beta(a, b), the solver's posterior. */
export function learnability({
  solverAttempts,
  solverPassed,
}: Pick<DrawableTask, 'solverAttempts' | 'solverPassed'>): number {
  const a = 1 + solverPassed;
  const b = 1 + solverAttempts - solverPassed;
  return (a * b) / ((a + b) * (a + b + 1));
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return low <= value && value <= high;
}

/** Index of the first sum above the point, by halving. */
function firstAbove(sums: readonly number[], point: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] as number) > point) high = middle;
    else low = middle + 1;
  }
  return low;
}
