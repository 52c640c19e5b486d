/** What reviewing asks of the server. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import {
  opSchema,
  queueSchema,
  reservationResponseSchema,
  taskDetailSchema,
  taskSecretResponseSchema,
} from '@touchstone/contracts/api';
import { z } from 'zod';
import { request, requestRaw } from '../../api/client.ts';
import type { QueueServer } from './queue-runner.ts';

const queuesSchema = z.object({ queues: z.array(queueSchema) });
const listMs = 10_000;

export type Queue = z.infer<typeof queueSchema>;

export function useQueues() {
  return useQuery({
    queryKey: ['queues'],
    queryFn: ({ signal }) => request(queuesSchema, '/queues', { signal }),
    select: ({ queues }) => queues,
    refetchInterval: listMs,
  });
}

/** As the tab of the verifier asks for it. */
export const secretQuery = (id: string) =>
  queryOptions({
    queryKey: ['task', id, 'secret'],
    queryFn: ({ signal }) => request(taskSecretResponseSchema, `/tasks/${id}/secret`, { signal }),
    staleTime: Infinity,
  });

export function queueServer(queue: string): QueueServer {
  const path = `/queues/${encodeURIComponent(queue)}`;
  return {
    reserve: ({ count, skip }) =>
      request(reservationResponseSchema, `${path}/reserve`, { method: 'POST', body: { count, skip } }),
    decide: ({ act, reasonCode, comment, item }, revision) =>
      request(opSchema, `/tasks/${item.detail.id}/decision`, {
        method: 'POST',
        body: { act, revision, reasonCode, comment },
      }),
    undo: (op) => request(opSchema, `/ops/${op}/undo`, { method: 'POST', body: {} }),
    task: (id) => request(taskDetailSchema, `/tasks/${id}`),
  };
}

/** Lets others have what I hold; where that fails, the reservation ends by itself. */
export function release(queue: string): void {
  requestRaw(`/queues/${encodeURIComponent(queue)}/reservations`, { method: 'DELETE' }).catch(
    () => undefined,
  );
}
