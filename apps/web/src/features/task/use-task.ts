/** What the page asks about one task. The secret half and the certificates are a curator's: a trainer's key is refused. */
import { certificatesSchema, taskDetailSchema, taskSecretResponseSchema } from '@touchstone/contracts/api';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { request } from '../../api/client.ts';

export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ['task', id],
    queryFn: ({ signal }) => request(taskDetailSchema, `/tasks/${id}`, { signal }),
  });

export function useTask(id: string) {
  return useQuery(taskQuery(id));
}

export function useCertificates(id: string, enabled = true) {
  return useQuery({
    queryKey: ['task', id, 'certificates'],
    queryFn: ({ signal }) => request(certificatesSchema, `/tasks/${id}/certificates`, { signal }),
    enabled,
  });
}

export function useSecret(id: string, enabled = true) {
  return useQuery({
    queryKey: ['task', id, 'secret'],
    queryFn: ({ signal }) => request(taskSecretResponseSchema, `/tasks/${id}/secret`, { signal }),
    enabled,
    // Immutable: a task never changes.
    staleTime: Infinity,
  });
}
