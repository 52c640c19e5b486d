/** What the pages about bulk acts ask of the server. */
import {
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query';
import {
  auditEntrySchema,
  opRowSchema,
  opSchema,
  previewResponseSchema,
  type ActKind,
  type Op,
} from '@touchstone/contracts/api';
import { z } from 'zod';
import { request } from '../../api/client.ts';
import { rememberOp } from './own-ops.ts';
import { isMoving } from './progress.ts';

export type Preview = z.infer<typeof previewResponseSchema>;

const opsSchema = z.object({ ops: z.array(opSchema), next: z.string().nullable().optional() });
const rowsSchema = z.object({ rows: z.array(opRowSchema), next: z.string().nullable() });
const auditSchema = z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() });

/** While an act moves: often enough to be watched. */
const movingMs = 250;
const listMs = 5_000;

export const opKey = (id: string) => ['op', id] as const;
const previewKey = (id: string) => ['op-preview', id] as const;

export function useOps() {
  return useQuery({
    queryKey: ['ops'],
    queryFn: ({ signal }) => request(opsSchema, '/ops', { signal }),
    select: ({ ops }) => ops,
    refetchInterval: ({ state }) => (state.data?.ops.some(isMoving) === true ? 1_000 : listMs),
  });
}

export function useOp(id: string) {
  return useQuery({
    queryKey: opKey(id),
    queryFn: ({ signal }) => request(opSchema, `/ops/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? movingMs : false),
  });
}

/** Counts and examples of the frozen set, while this page still has them. */
export function usePreview(id: string): Preview | undefined {
  return useQuery<Preview>({ queryKey: previewKey(id), enabled: false }).data;
}

export function useOpRows(id: string, outcome: 'skipped' | 'all') {
  return useInfiniteQuery({
    queryKey: [...opKey(id), 'rows', outcome],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request(rowsSchema, `/ops/${id}/rows`, {
        query: { after: pageParam, outcome: outcome === 'all' ? undefined : outcome, limit: 200 },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
}

export function useAudit() {
  return useInfiniteQuery({
    queryKey: ['audit'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request(auditSchema, '/audit', { query: { after: pageParam, limit: 100 }, signal }),
    getNextPageParam: ({ next }) => next,
  });
}

/** Freezes the set that a query names; changes nothing. */
export function usePreviewAct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { act: ActKind; q: string; reason: string | null }) =>
      request(previewResponseSchema, '/ops', { method: 'POST', body }),
    onSuccess: (preview) => {
      client.setQueryData(previewKey(preview.op.id), preview);
      took(client, preview.op);
    },
  });
}

export function useApply() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request(opSchema, `/ops/${id}/apply`, { method: 'POST', body: {} }),
    onSuccess: (op) => {
      rememberOp(op.id);
      took(client, op);
    },
  });
}

export function useUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request(opSchema, `/ops/${id}/undo`, { method: 'POST', body: {} }),
    onSuccess: (op) => took(client, op),
  });
}

/** What an act may have changed is asked again where it is shown. */
function took(client: QueryClient, op: Op): void {
  client.setQueryData(opKey(op.id), op);
  for (const key of ['ops', 'tasks', 'task', 'facets', 'queues', 'audit'])
    void client.invalidateQueries({ queryKey: [key] });
}
