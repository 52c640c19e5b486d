/** The transcript of an episode as React sees it: opened with the page, followed while the episode goes on. */
import { episodeSummarySchema, transcriptPageSchema, type EpisodeSummary } from '@touchstone/contracts/api';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { request } from '../../api/client.ts';
import { TranscriptStore } from './transcript-store.ts';

const followMs = 2_000;

export function useEpisode(id: string) {
  return useQuery({
    queryKey: ['episode', id],
    enabled: id !== '',
    queryFn: ({ signal }) => request(episodeSummarySchema, `/episodes/${id}`, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && goesOn(state.data) ? followMs : false),
  });
}

function goesOn({ state }: EpisodeSummary): boolean {
  return state === 'open' || state === 'verifying';
}

/** `at`: the event that is wanted first. Empty `id`: nothing is asked. */
export function useTranscript(id: string, at: number): TranscriptStore {
  const store = useMemo(
    () =>
      new TranscriptStore(({ from, to, bodies }, signal) =>
        request(transcriptPageSchema, `/episodes/${id}/events`, { query: { from, to, bodies }, signal }),
      ),
    [id],
  );
  useSyncExternalStore(store.subscribe, () => store.version);
  useEffect(() => {
    if (id === '') return;
    void store.open(at);
    return () => store.close();
    // Where the page was opened, not where the reader has gone since.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [store, id]);
  return store;
}

/** Asks for what has been added, as long as the episode goes on. */
export function useFollow(store: TranscriptStore, episode: EpisodeSummary | undefined): void {
  const events = episode?.events ?? 0;
  useEffect(() => {
    // The next question is asked when the summary says that there is more.
    if (store.total !== null && events > store.total) store.follow().catch(() => undefined);
  }, [store, events]);
}
