/** One episode: outline, transcript, minimap of errors, verdict; or two side by side, aligned where they part. */
import { Link, useSearch, useParams } from '@tanstack/react-router';
import type { EpisodeSummary } from '@touchstone/contracts/api';
import { useState } from 'react';
import { Page } from '../../shell/page.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { When } from '../../ui/when.tsx';
import { counted, shortId } from '../../ui/words.ts';
import { CompareChoice } from './compare-choice.tsx';
import { CompareView } from './compare-view.tsx';
import { TranscriptView } from './transcript-view.tsx';
import type { TranscriptStore } from './transcript-store.ts';
import { useEpisode, useFollow, useTranscript } from './use-transcript.ts';
import { VerdictView } from './verdict-view.tsx';
import classes from './episode.module.css';

export function EpisodePage() {
  const { id } = useParams({ from: '/episodes/$id' });
  const { e = 0, vs } = useSearch({ from: '/episodes/$id' });
  // Summary and first events are asked for at once: neither waits for the other.
  const asked = useEpisode(id);
  const store = useTranscript(id, e);
  useFollow(store, asked.data);
  const failure = asked.error !== null && asked.data === undefined ? asked.error : null;
  return (
    <Page
      title={`Episode ${shortId(id).replace('episode_', '')}`}
      full
      aside={asked.data !== undefined && <Facts episode={asked.data} />}
    >
      {failure !== null ? (
        <Failed error={failure} onRetry={() => void asked.refetch()} />
      ) : asked.data === undefined && store.total === null ? (
        <Loading label="the episode" />
      ) : vs === '' ? (
        <Single key={id} store={store} episode={asked.data} />
      ) : (
        <CompareView left={{ store, episode: asked.data }} rightId={vs} at={e} />
      )}
    </Page>
  );
}

function Single({ store, episode }: { store: TranscriptStore; episode: EpisodeSummary | undefined }) {
  const [checks, setChecks] = useState(true);
  return (
    <>
      {episode?.verdict !== undefined && episode.verdict !== null && (
        <VerdictView verdict={episode.verdict} open={checks} onToggle={() => setChecks(!checks)} />
      )}
      <TranscriptView store={store} />
    </>
  );
}

function Facts({ episode }: { episode: EpisodeSummary }) {
  return (
    <div className={classes['facts']}>
      <span className={classes['state']} data-state={episode.state}>
        {episode.state}
      </span>
      <span>{episode.solver}</span>
      <Link to="/tasks/$id" params={{ id: episode.task }} search={{ tab: 'episodes' }}>
        {shortId(episode.task)}
      </Link>
      <span className="ts-num">
        {counted(episode.events, 'event')}, {episode.toolCalls} of {episode.toolCallsMax} calls
      </span>
      <When at={episode.openedAt} />
      <CompareChoice episode={episode} />
    </div>
  );
}
