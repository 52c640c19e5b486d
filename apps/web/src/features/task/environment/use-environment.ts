/** The public half of an environment: files, rows of its world, documents of its web. Immutable, so kept. */
import { webDocumentSchema } from '@touchstone/contracts';
import { environmentRowsSchema } from '@touchstone/contracts/api';
import { useQueries, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestRaw } from '../../../api/client.ts';

const shownDocumentSchema = z.object({
  document: webDocumentSchema,
  /** Null for a trainer's key. */
  required: z.boolean().nullable(),
  /** Where it holds a value of the right answer, in UTF-16 code units of its text. */
  evidence: z.array(z.object({ start: z.number(), end: z.number() })),
});

/** More of one file is downloaded, not shown. */
const shownBytesMax = 1_000_000;

export function useFile(id: string, path: string | null) {
  return useQuery({
    queryKey: ['file', id, path],
    queryFn: async ({ signal }) => {
      const response = await requestRaw(`/tasks/${id}/environment/files/${encodeURIComponent(path ?? '')}`, {
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
        request(shownDocumentSchema, `/tasks/${id}/environment/documents/${encodeURIComponent(document)}`, {
          signal,
        }),
      staleTime: Infinity,
    })),
  });
}
