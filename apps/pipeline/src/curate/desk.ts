/** A curator's desk: decisions, bulk acts and queues by name. Who may sit at it is decided by whoever hands it out. */
import type { Category, TaskId } from '@touchstone/contracts';
import {
  parseQuery,
  type decisionRequestSchema,
  type Op,
  type previewRequestSchema,
  type previewResponseSchema,
  type queueSchema,
  type reservationResponseSchema,
  type ReviewState,
  type TaskStatus,
} from '@touchstone/contracts/api';
import {
  applyAct,
  countWaiting,
  decide,
  previewAct,
  readRows,
  releaseReservations,
  reserve,
  undoAct,
  type Database,
} from '@touchstone/db';
import type { z } from 'zod';
import { previewExamples, reservationMinutes } from '../limits.ts';
import { asAsked, keptQuery, queueFor, queuesFor } from './queues.ts';
import { readTaskDetails } from './task-detail.ts';

export interface Desk {
  decide(task: TaskId, request: z.output<typeof decisionRequestSchema>): Promise<Op>;
  preview(request: z.output<typeof previewRequestSchema>): Promise<z.infer<typeof previewResponseSchema>>;
  apply(op: string, reason: string | null): Promise<Op>;
  undo(op: string): Promise<Op>;
  queues(): Promise<z.infer<typeof queueSchema>[]>;
  reserve(
    queue: string,
    request: { count: number; skip: readonly TaskId[] },
  ): Promise<z.infer<typeof reservationResponseSchema>>;
  release(queue: string): Promise<void>;
}

export function openDesk(database: Database, { actor, clock }: { actor: string; clock: () => number }): Desk {
  const { curate } = database;
  const now = () => new Date(clock());
  return {
    decide: (task, { act, revision, reasonCode, comment }) =>
      decide(curate, { task, revision, act, reason: reasonOf(reasonCode, comment), actor, now: now() }),

    async preview({ act, q, reason }) {
      const terms = asAsked(parseQuery(q), actor);
      const frozen = await previewAct(curate, {
        ...{ act, terms, reason, actor },
        q: keptQuery(terms),
        now: now(),
        examples: previewExamples,
      });
      return {
        op: frozen.op,
        byCategory: countsOf(frozen.byCategory, 'category'),
        byReview: countsOf(frozen.byReview, 'review'),
        byStatus: countsOf(frozen.byStatus, 'status'),
        random: await readRows(curate, frozen.random),
        weakest: await readRows(curate, frozen.weakest),
        unchanged: frozen.unchanged,
      };
    },

    apply: (op, reason) => applyAct(curate, { op, reason, actor, now: now() }),
    undo: (op) => undoAct(curate, { op, actor, now: now() }),

    async queues() {
      const queues = await Promise.all(
        queuesFor(actor).map(async ({ onlyWithTasks, ...queue }) => {
          const counts = await countWaiting(curate, {
            terms: parseQuery(queue.q),
            holder: actor,
            now: now(),
          });
          return onlyWithTasks && counts.waiting === 0 ? [] : [{ ...queue, ...counts }];
        }),
      );
      return queues.flat();
    },

    async reserve(id, { count, skip }) {
      const { terms, sort } = queueFor(actor, id);
      const asking = { holder: actor, now: now() };
      const until = new Date(asking.now.getTime() + reservationMinutes * 60_000);
      const reserved = await reserve(curate, {
        queue: id,
        terms,
        sort,
        ...asking,
        count,
        until,
        without: skip,
      });
      const details = await readTaskDetails(
        database,
        reserved.map(({ task }) => task),
        { seesSecrets: true },
      );
      const { waiting } = await countWaiting(curate, { terms, ...asking });
      return {
        items: details.map((detail) => ({ detail, reservedUntil: until.toISOString() })),
        waiting,
      };
    },

    async release(id) {
      queueFor(actor, id);
      await releaseReservations(curate, { queue: id, holder: actor });
    },
  };
}

/** As lists and the audit log show it. */
function reasonOf(code: string | null, comment: string | null): string | null {
  return code !== null && comment !== null ? `${code}: ${comment}` : (code ?? comment);
}

interface Named {
  category: Category;
  review: ReviewState;
  status: TaskStatus;
}

function countsOf<F extends keyof Named>(
  counts: Readonly<Record<string, number>>,
  field: F,
): (Pick<Named, F> & { count: number })[] {
  return Object.entries(counts)
    .map(([value, count]) => ({ [field]: value, count }) as Pick<Named, F> & { count: number })
    .sort((a, b) => b.count - a.count);
}
