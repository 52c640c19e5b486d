/** What the pages about runs ask of the server. */
import { useQuery } from '@tanstack/react-query';
import { runDetailSchema, runSummarySchema } from '@touchstone/contracts/api';
import { z } from 'zod';
import { request } from '../../api/client.ts';

const runsSchema = z.object({ runs: z.array(runSummarySchema) });
/** Without a stream, so that a list is never much older than this. */
const listMs = 5_000;

export function useRuns(everyMs = listMs) {
  return useQuery({
    queryKey: ['runs'],
    queryFn: ({ signal }) => request(runsSchema, '/runs', { signal }),
    select: ({ runs }) => runs,
    refetchInterval: everyMs,
  });
}

export const runKey = (id: string) => ['run', id] as const;

export function useRun(id: string, everyMs: number | false) {
  return useQuery({
    queryKey: runKey(id),
    queryFn: ({ signal }) => request(runDetailSchema, `/runs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: everyMs,
  });
}
