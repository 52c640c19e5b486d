/** A request that is not answered in time is told to come back. What it began goes on: repeating it with its key finds the result. */
import { createMiddleware } from 'hono/factory';
import { ApiFault } from '../http/api-fault.ts';
import type { ApiEnv } from '../http/router.ts';

export function limitTime(answerMs: number) {
  return createMiddleware<ApiEnv>(async (_, next) => {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(tooSlow(answerMs)), answerMs);
    try {
      await Promise.race([next(), promise]);
    } finally {
      clearTimeout(timer);
    }
  });
}

function tooSlow(answerMs: number): ApiFault {
  return new ApiFault(`This took longer than ${answerMs / 1000} seconds.`, {
    code: 'too-slow',
    boundary: 'internal',
    status: 503,
    retryable: true,
    retryAfterSeconds: 10,
    hint: 'Send it again with the same Idempotency-Key, or ask for less at once.',
  });
}
