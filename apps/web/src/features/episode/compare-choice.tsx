/** Chooses the episode to put beside this one: others of the same task. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { episodeSummarySchema, type EpisodeSummary } from '@touchstone/contracts/api';
import { z } from 'zod';
import { request } from '../../api/client.ts';
import { shortId } from '../../ui/words.ts';

const episodesSchema = z.object({ episodes: z.array(episodeSummarySchema) });

export function CompareChoice({ episode }: { episode: EpisodeSummary }) {
  const { vs } = useSearch({ from: '/episodes/$id' });
  const navigate = useNavigate({ from: '/episodes/$id' });
  const { data } = useQuery({
    queryKey: ['episodes', episode.task],
    queryFn: ({ signal }) =>
      request(episodesSchema, '/episodes', { query: { task: episode.task, limit: 100 }, signal }),
  });
  const others = data?.episodes.filter(({ id }) => id !== episode.id) ?? [];
  if (others.length === 0 && vs === '') return null;
  const known = others.map(({ id, solver, state }) => ({
    value: id,
    label: `${solver}: ${state} (${shortId(id)})`,
  }));
  const missing = vs !== '' && !others.some(({ id }) => id === vs) ? [{ value: vs, label: shortId(vs) }] : [];
  return (
    <NativeSelect
      aria-label="Beside another episode of this task"
      size="xs"
      value={vs}
      onChange={(event) => {
        const { value } = event.currentTarget;
        void navigate({ search: (before) => ({ ...before, vs: value }) });
      }}
      data={[{ value: '', label: 'Side by side with …' }, ...missing, ...known]}
    />
  );
}
