/** The events of one run as they come, and how the connection is. */
import { useQueryClient } from '@tanstack/react-query';
import { runEventSchema } from '@touchstone/contracts/api';
import { useEffect, useState } from 'react';
import { requestRaw } from '../../api/client.ts';
import { ApiFault } from '../../api/fault.ts';
import { emptyBoard, withEvent, type Board } from './board.ts';
import { followEvents, type StreamState } from './event-stream.ts';
import { runKey } from './runs-api.ts';

export interface LiveRun {
  board: Board;
  stream: StreamState;
}

const connecting: LiveRun = { board: emptyBoard, stream: { state: 'connecting' } };
/** Counts are asked again no more often than this, however many events come. */
const recountMs = 500;

export function useRunEvents(id: string): LiveRun {
  const client = useQueryClient();
  const [live, setLive] = useState(connecting);
  useEffect(() => {
    const abort = new AbortController();
    let recount: ReturnType<typeof setTimeout> | null = null;
    void followEvents({
      signal: abort.signal,
      connect: (lastId, signal) => connect(id, lastId, signal),
      onState: (stream) => setLive(({ board }) => ({ board, stream })),
      onEvent: ({ data }) => {
        const event = runEventSchema.safeParse(jsonOf(data));
        if (!event.success) return;
        setLive(({ board, stream }) => ({ board: withEvent(board, event.data), stream }));
        recount ??= setTimeout(() => {
          recount = null;
          void client.invalidateQueries({ queryKey: runKey(id) });
        }, recountMs);
      },
      wait: (ms, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, ms);
          signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
        }),
    });
    return () => {
      abort.abort();
      if (recount !== null) clearTimeout(recount);
      setLive(connecting);
    };
  }, [id, client]);
  return live;
}

/** A refusal is an answer here: the stream says so itself. */
async function connect(id: string, lastId: string | null, signal: AbortSignal): Promise<Response> {
  try {
    return await requestRaw(`/runs/${encodeURIComponent(id)}/events`, {
      headers: { accept: 'text/event-stream', ...(lastId === null ? {} : { 'last-event-id': lastId }) },
      signal,
    });
  } catch (thrown) {
    if (thrown instanceof ApiFault && thrown.problem.status >= 400)
      return new Response(null, { status: thrown.problem.status });
    throw thrown;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
