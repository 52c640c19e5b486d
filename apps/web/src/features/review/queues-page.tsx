/** The queues of review: saved queries with an order, how many wait in each, how many somebody has at hand. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '../../keys/registry.ts';
import { Page } from '../../shell/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import { number } from '../../ui/words.ts';
import { useQueues, type Queue } from './review-api.ts';

export function QueuesPage() {
  const asked = useQueues();
  return (
    <Page title="Review">
      <States
        asked={asked}
        label="queues"
        isEmpty={(queues) => queues.length === 0}
        empty={
          <Notice
            title="There is no queue"
            detail="Queues are saved queries over published tasks."
            hint="Publish tasks with a run first."
          />
        }
      >
        {(queues) => <QueueTable queues={queues} />}
      </States>
    </Page>
  );
}

function QueueTable({ queues }: { queues: readonly Queue[] }) {
  const [cursor, setCursor] = useState(0);
  const navigate = useNavigate();
  const at = Math.min(cursor, queues.length - 1);
  useCommand('list.next', () => setCursor(Math.min(at + 1, queues.length - 1)));
  useCommand('list.previous', () => setCursor(Math.max(at - 1, 0)));
  useCommand('list.open', () => {
    const queue = queues[at];
    if (queue !== undefined) void navigate({ to: '/review/$queue', params: { queue: queue.id } });
  });
  return (
    <DataTable caption="Queues" columns={['Queue', 'Waiting', 'With others now', 'Query', 'Order']}>
      {queues.map((queue, index) => (
        <tr key={queue.id} data-selected={index === at || undefined}>
          <th scope="row">
            <Link to="/review/$queue" params={{ queue: queue.id }}>
              {queue.title}
            </Link>
          </th>
          <td className="ts-num">{number(queue.waiting)}</td>
          <td className="ts-num">{number(queue.reservedByOthers)}</td>
          <td>
            <Link to="/tasks" search={{ q: queue.q, sort: queue.sort }}>
              <code>{queue.q}</code>
            </Link>
          </td>
          <td>{queue.sort}</td>
        </tr>
      ))}
    </DataTable>
  );
}
