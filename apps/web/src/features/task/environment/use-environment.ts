/** The public half of an environment: files, rows of its world, documents of its web. Immutable, so kept. */
import { environmentRowsSchema } from '@touchstone/contracts/api';
import { webDocumentSchema } from '@touchstone/contracts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { request, requestRaw } from '../../../api/client.ts';

/** More of one file is downloaded, not shown. */
export const shownBytesMax = 1_000_000;

export function useFile(id: string, path: string | null) {
  return useQuery({
    queryKey: ['file', id, path],
    queryFn: async ({ signal }) => {
      const response = await requestRaw(`/tasks/${id}/environment/files/${pathInUrl(path ?? '')}`, {
        headers: { accept: '*/*' },
        signal,
      });
      return (await response.text()).slice(0, shownBytesMax);
    },
    enabled: path !== null,
    staleTime: Infinity,
  });
}

export function useRows(id: string, table?: string, from = 0) {
  return useQuery({
    queryKey: ['rows', id, table ?? null, from],
    queryFn: ({ signal }) =>
      request(environmentRowsSchema, `/tasks/${id}/environment/rows`, {
        query: { table, from: from || undefined },
        signal,
      }),
    staleTime: Infinity,
  });
}

export function useDocuments(id: string, documents: readonly string[]) {
  return useQueries({
    queries: documents.map((document) => ({
      queryKey: ['document', id, document],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        request(webDocumentSchema, `/tasks/${id}/environment/documents/${pathInUrl(document)}`, { signal }),
      staleTime: Infinity,
    })),
  });
}

function pathInUrl(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
