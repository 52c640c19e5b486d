/**
 * Server-sent events over `fetch`, since `EventSource` cannot send the key. Resumes from the last id it has seen, so that a
 * lost connection loses no event. Does not know what the events say.
 * Source: WHATWG HTML, 9.2 Server-sent events.
 */
export interface StreamedEvent {
  id: string | null;
  event: string;
  data: string;
}

export interface EventStreamOptions {
  /** Opens the stream; `lastId` is sent as `Last-Event-ID`. */
  connect: (lastId: string | null, signal: AbortSignal) => Promise<Response>;
  onEvent: (event: StreamedEvent) => void;
  onState: (state: StreamState) => void;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  lastId?: string | null;
  signal: AbortSignal;
}

export type StreamState =
  | { state: 'connecting' | 'live' }
  | { state: 'lost'; message: string; retryMs: number }
  | { state: 'refused'; message: string };

const retryMsFirst = 250;
const retryMsLast = 8_000;

/** Resolves when aborted, or when the server says that there is nothing to stream (204, or a 4xx). */
export async function followEvents(options: EventStreamOptions): Promise<void> {
  const { signal, onState } = options;
  let lastId = options.lastId ?? null;
  let retryMs = retryMsFirst;
  while (!signal.aborted) {
    onState({ state: 'connecting' });
    let message = 'The connection ended.';
    try {
      const response = await options.connect(lastId, signal);
      if (response.status === 204) return;
      if (response.status >= 400 && response.status < 500 && response.status !== 429)
        return onState({
          state: 'refused',
          message: `The server refused the stream with ${response.status}.`,
        });
      if (!response.ok || response.body === null) throw new Error(`The server answered ${response.status}.`);
      onState({ state: 'live' });
      for await (const event of parseEvents(response.body)) {
        retryMs = retryMsFirst;
        lastId = event.id ?? lastId;
        options.onEvent(event);
      }
    } catch (thrown) {
      message = thrown instanceof Error ? thrown.message : String(thrown);
    }
    if (signal.aborted) return;
    onState({ state: 'lost', message, retryMs });
    await options.wait(retryMs, signal);
    retryMs = Math.min(retryMsLast, retryMs * 2);
  }
}

/** Events of a stream, in order; one cut off by the end of the stream is left out, as the standard has it. */
export async function* parseEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamedEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let lines: string[] = [];
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      // A carriage return at the end may be the first half of a line's end.
      const held = rest.endsWith('\r') ? '\r' : '';
      const parts = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
      rest = (parts.pop() ?? '') + held;
      for (const line of parts) {
        if (line !== '') {
          lines.push(line);
          continue;
        }
        const event = eventOf(lines);
        lines = [];
        if (event !== null) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function eventOf(lines: readonly string[]): StreamedEvent | null {
  const fields = lines.filter((line) => !line.startsWith(':')).map((line) => /^([^:]*):? ?(.*)$/s.exec(line));
  const data = fields.filter((field) => field?.[1] === 'data').map((field) => field?.[2] ?? '');
  const id = fields.findLast((field) => field?.[1] === 'id')?.[2] ?? null;
  const event = fields.findLast((field) => field?.[1] === 'event')?.[2] ?? 'message';
  return data.length === 0 ? null : { id, event, data: data.join('\n') };
}
