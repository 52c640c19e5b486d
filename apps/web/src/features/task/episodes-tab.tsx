/** Attempts at a task: the episodes that this server ran, and the pass rates that trainers reported, by solver. */
import { episodePageSchema, posteriorListSchema, type EpisodeSummary } from '@touchstone/contracts/api';
import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request } from '../../api/client.ts';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import { ago, percent } from '../../ui/words.ts';
import classes from './brief.module.css';

export function EpisodesTab({ id }: { id: string }) {
  const episodes = useQuery({
    queryKey: ['episodes', { task: id }],
    queryFn: ({ signal }) => request(episodePageSchema, '/episodes', { query: { task: id }, signal }),
  });
  const outcomes = useQuery({
    queryKey: ['outcomes', id],
    queryFn: ({ signal }) => request(posteriorListSchema, '/outcomes', { query: { task: id }, signal }),
  });
  return (
    <div className={classes['brief']}>
      <section aria-label="Episodes">
        <h2>Episodes</h2>
        <States
          asked={episodes}
          label="episodes"
          isEmpty={(data) => data.episodes.length === 0}
          empty={<Notice title="No episode yet" hint="Play the task (p), or let a trainer open one." />}
        >
          {(data) => <EpisodeTable episodes={data.episodes} />}
        </States>
      </section>
      <section aria-label="Pass rates">
        <h2>Reported by solver</h2>
        <States
          asked={outcomes}
          label="pass rates"
          isEmpty={(data) => data.outcomes.length === 0}
          empty={<Notice title="Not measured" hint="Trainers report pass counts by POST /api/v1/outcomes." />}
        >
          {(data) => (
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Solver</Table.Th>
                  <Table.Th>Passed</Table.Th>
                  <Table.Th>Mean, 95 %</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.outcomes.map((each) => (
                  <Table.Tr key={each.solver}>
                    <Table.Td>{each.solver}</Table.Td>
                    <Table.Td className="ts-num">
                      {each.passed} of {each.attempts}
                    </Table.Td>
                    <Table.Td className="ts-num">
                      {percent(each.mean)} ({percent(each.low)} to {percent(each.high)})
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )}
        </States>
      </section>
    </div>
  );
}

function EpisodeTable({ episodes }: { episodes: readonly EpisodeSummary[] }) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Solver</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Reward</Table.Th>
          <Table.Th>Calls</Table.Th>
          <Table.Th>Opened</Table.Th>
          <Table.Th>
            <span className="ts-unseen">Open</span>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {episodes.map((each) => (
          <Table.Tr key={each.id}>
            <Table.Td>{each.solver}</Table.Td>
            <Table.Td>{each.state}</Table.Td>
            <Table.Td className="ts-num">
              {each.verdict === null
                ? '–'
                : each.verdict.masked
                  ? `none (${each.verdict.fault.code})`
                  : each.verdict.reward}
            </Table.Td>
            <Table.Td className="ts-num">
              {each.toolCalls} of {each.toolCallsMax}
            </Table.Td>
            <Table.Td>{ago(each.openedAt)}</Table.Td>
            <Table.Td>
              <Link to="/episodes/$id" params={{ id: each.id }}>
                Transcript
              </Link>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
