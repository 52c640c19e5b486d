/**
 * Server-sent events (HTML standard, 9.2) that resume: a client that comes back with `Last-Event-ID` gets what follows it. Ends when
 * the client goes or the server drains; the browser then comes back by itself. Does not know what is told.
 */
import { streamSSE } from 'hono/streaming';
import { eventHeartbeatMs, eventRetryMs, eventStreamsMax, eventStreamsPerKeyMax } from '../limits.ts';
import type { ApiParts } from '../parts.ts';
import { ApiFault } from './api-fault.ts';
import type { ApiContext } from './router.ts';

export interface StreamedEvent {
  /** Rises within a stream; null for what need not be told again. */
  id: number | null;
  event?: string;
  /** Sent as JSON. */
  data: unknown;
}

/** Events after the id, for ever or until the signal; null: from the beginning. */
export type EventSource = (after: number | null, signal: AbortSignal) => AsyncIterable<StreamedEvent>;

/** Streams that are open, by key. */
export type OpenStreams = Map<string, number>;

export function eventStream(
  c: ApiContext,
  { drain, streams }: Pick<ApiParts, 'drain' | 'streams'>,
  source: EventSource,
): Response {
  drain.throwIfDraining();
  const after = lastEventId(c.req.header('last-event-id'));
  const close = openStream(streams, c.var.caller.id);
  const gone = new AbortController();
  const signal = AbortSignal.any([gone.signal, drain.signal]);
  c.header('x-accel-buffering', 'no');
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => gone.abort());
    // Also makes the head of the answer go out before there is anything to tell.
    await stream.write(`retry: ${eventRetryMs}\n\n`);
    const heartbeat = setInterval(() => void stream.write(':\n\n'), eventHeartbeatMs);
    try {
      for await (const { id, event, data } of source(after, signal)) {
        if (signal.aborted) break;
        await stream.writeSSE({
          data: JSON.stringify(data),
          ...(id !== null && { id: String(id) }),
          ...(event !== undefined && { event }),
        });
      }
    } catch (thrown) {
      // The client comes back for what it has missed; a source that ends on our signal is no defect.
      if (!signal.aborted) throw thrown;
    } finally {
      clearInterval(heartbeat);
      gone.abort();
      close();
    }
  });
}

function lastEventId(header: string | undefined): number | null {
  if (header === undefined || header === '') return null;
  if (/^\d{1,15}$/.test(header)) return Number(header);
  throw new ApiFault(`Expected Last-Event-ID to be a number, got "${header}".`, {
    code: 'last-event-id',
    status: 400,
    hint: 'Send back the id of the last event as it came, or leave the header out.',
  });
}

function openStream(streams: OpenStreams, key: string): () => void {
  const mine = streams.get(key) ?? 0;
  const all = [...streams.values()].reduce((sum, count) => sum + count, 0);
  if (mine >= eventStreamsPerKeyMax || all >= eventStreamsMax)
    throw new ApiFault(`${mine} streams of this key are open, ${all} of all keys.`, {
      code: 'too-many-streams',
      status: 429,
      retryable: true,
      retryAfterSeconds: 5,
      hint: 'Close one; a stream may tell of several runs.',
    });
  streams.set(key, mine + 1);
  return () => {
    const left = (streams.get(key) ?? 1) - 1;
    if (left > 0) streams.set(key, left);
    else streams.delete(key);
  };
}
