/** Rows and facets of a query: two requests, both cancelled when the next query comes; what was there stays until then. */
import { facetsSchema, pageRowsMax, taskPageSchema, type TaskRow } from '@touchstone/contracts/api';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
} from '@tanstack/react-query';
import type { z } from 'zod';
import { request } from '../../api/client.ts';

type TaskPage = z.infer<typeof taskPageSchema>;
export type Facets = z.infer<typeof facetsSchema>;

/** The first page is small so that it is there at once; the others are as large as the server gives. */
const firstRows = 100;

const rowsKey = (q: string, sort: string) => ['tasks', q, sort] as const;

export function useTaskRows(q: string, sort: string) {
  return useInfiniteQuery({
    queryKey: rowsKey(q, sort),
    queryFn: ({ pageParam, signal }) =>
      request(taskPageSchema, '/tasks', {
        query: {
          q,
          sort: sort === 'id' ? undefined : sort,
          after: pageParam,
          limit: pageParam === undefined ? firstRows : pageRowsMax,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    select: rowsOf,
  });
}

export function useFacets(q: string) {
  return useQuery({
    queryKey: ['facets', q],
    queryFn: ({ signal }) => request(facetsSchema, '/tasks/facets', { query: { q }, signal }),
    placeholderData: keepPreviousData,
  });
}

/** The rows of a list as far as they are loaded, without asking: for going from task to task. */
export function useLoadedRows(q: string, sort: string): TaskRow[] {
  const data = useQueryClient().getQueryData<InfiniteData<TaskPage>>(rowsKey(q, sort));
  return data === undefined ? [] : rowsOf(data);
}

/** The same array for the same data. */
const flattened = new WeakMap<InfiniteData<TaskPage>, TaskRow[]>();
function rowsOf(data: InfiniteData<TaskPage>): TaskRow[] {
  const known = flattened.get(data);
  if (known !== undefined) return known;
  const rows = data.pages.flatMap(({ tasks }) => tasks);
  flattened.set(data, rows);
  return rows;
}
