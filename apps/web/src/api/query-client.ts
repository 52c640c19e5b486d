/** How answers are kept: shown at once and asked again in the background, retried only where the server says it may help. */
import { QueryClient } from '@tanstack/react-query';
import { ApiFault } from './fault.ts';

const retriesMax = 2;

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) =>
          failures < retriesMax &&
          error instanceof ApiFault &&
          error.problem.retryable &&
          error.problem.code !== 'unreachable',
        retryDelay: (failures, error) =>
          error instanceof ApiFault && error.retryAfterSeconds !== null
            ? Math.min(error.retryAfterSeconds, 30) * 1_000
            : 400 * 2 ** failures,
      },
      mutations: { retry: false },
    },
  });
}
