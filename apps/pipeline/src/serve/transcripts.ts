/** Reading and adding to transcripts, of open episodes and of those that have ended. */
import { randomUUID } from 'node:crypto';
import type { Json } from '@touchstone/contracts';
import type { transcriptChunkSchema, transcriptPageSchema } from '@touchstone/contracts/api';
import { appendTokens, appendTranscript, readEvents, type Database } from '@touchstone/db';
import type { z } from 'zod';
import type { Caller, House } from './house.ts';
import type { Journal } from './journal.ts';
import { inlineBodyBytes } from './limits.ts';
import { titleOf } from './live-episode.ts';

export type TranscriptChunk = z.output<typeof transcriptChunkSchema>;
export type TranscriptPage = z.infer<typeof transcriptPageSchema>;

export interface TranscriptParts {
  database: Database;
  house: House;
  journal: Journal;
  clock: () => Date;
}

/** Returns how many events the episode has then. Twice with one key is once. */
export async function addToTranscript(
  { database, house, journal, clock }: TranscriptParts,
  { id, chunk, caller, key }: { id: string; chunk: TranscriptChunk; caller: Caller; key: string | null },
): Promise<number> {
  const live = await house.find(id, caller, 'use');
  const requestKey = key ?? randomUUID();
  const messages = chunk.messages.map((message) => ({
    title: titleOf(`${message.role}: ${message.text}`),
    body: JSON.stringify(message),
  }));
  if (chunk.tokens !== null) {
    const { ids, logProbabilities, mask } = chunk.tokens;
    const tokens = {
      ids: bytesOf(Uint32Array.from(ids)),
      logProbabilities: logProbabilities && bytesOf(Float64Array.from(logProbabilities)),
      mask: Uint8Array.from(mask, Number),
    };
    await journal.patiently(appendTokens(database.serve, { episodeId: id, requestKey, tokens }));
  }
  if (live !== null) return live.say(messages, requestKey);
  const stored = { episodeId: id, requestKey, at: clock(), messages, tokens: null };
  return journal.patiently(appendTranscript(database.serve, stored));
}

/** Positions `from` up to but not including `to`; a single event comes whole, however large. */
export async function pageOfTranscript(
  { database, house }: TranscriptParts,
  wanted: { id: string; from: number; to: number; bodies: boolean; caller: Caller },
): Promise<TranscriptPage> {
  const { id, from, to, bodies, caller } = wanted;
  const { events: total } = await house.status(id, caller);
  const bodyBytesMax = bodies ? (to - from === 1 ? 2 ** 31 - 1 : inlineBodyBytes) : 0;
  const events = await readEvents(database.serve, { episode: id, from, to, bodyBytesMax });
  return {
    total,
    events: events.map(({ index, type, title, isError, bytes, at, body }) => ({
      index,
      type,
      title,
      isError,
      bytes,
      at: at.toISOString(),
      body: body === null ? null : (JSON.parse(body) as Json),
    })),
  };
}

/** Little-endian, as every machine that runs this is. */
function bytesOf({ buffer }: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer);
}
