/** Whether the server is well: alive, ready for work, and how long it took to say so. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { ApiFault, problemOf } from '../../api/fault.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { States } from '../../ui/states.tsx';
import classes from './settings.module.css';

const statusSchema = z.object({ status: z.string() });
const wellMsMax = 1_000;

interface Answer {
  path: string;
  what: string;
  status: string;
  ok: boolean;
  ms: number;
}

export function SystemSection() {
  const asked = useQuery({
    queryKey: ['system'],
    refetchInterval: 10_000,
    queryFn: ({ signal }) =>
      Promise.all([
        ask('/healthz', 'The process lives', signal),
        ask('/readyz', 'It takes new work: the database answers and it is not about to end', signal),
      ]),
  });
  return (
    <div className={classes['section']}>
      <States asked={asked} label="the state of the server">
        {(answers) => (
          <DataTable
            caption="State of the server"
            columns={['Asked', 'What it says', 'Answer', 'Milliseconds']}
          >
            {answers.map(({ path, what, status, ok, ms }) => (
              <tr key={path}>
                <th scope="row">
                  <code>{path}</code>
                </th>
                <td>{what}</td>
                <td>
                  {ok ? '✓' : '✗'} {status}
                </td>
                <td className="ts-num">
                  {Math.round(ms)}
                  {ms > wellMsMax && ' (slow)'}
                </td>
              </tr>
            ))}
          </DataTable>
        )}
      </States>
      <p>
        Counts and times for Prometheus are at <code>/metrics</code>, the description of every route at{' '}
        <a href="/openapi.json">/openapi.json</a>.
      </p>
      <div>
        <Button variant="default" size="xs" onClick={() => void asked.refetch()} loading={asked.isFetching}>
          Ask again
        </Button>
      </div>
    </div>
  );
}

/** A server that answers "not ready" is an answer; one that does not answer is a fault. */
async function ask(path: string, what: string, signal: AbortSignal): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(path, { signal }).catch((thrown: unknown) => {
    if (signal.aborted) throw thrown;
    throw new ApiFault(
      problemOf(
        'unreachable',
        'The server does not answer',
        `${path} could not be reached.`,
        'Start it with "touchstone serve".',
      ),
    );
  });
  const answer = statusSchema.safeParse(await response.json().catch(() => null));
  const status = answer.success ? answer.data.status : `status ${response.status}`;
  return { path, what, status, ok: response.ok, ms: performance.now() - began };
}
