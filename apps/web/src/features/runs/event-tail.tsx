/** The last events of a run, newest first. What they say comes from drafts and is shown as text only. */
import { Link } from '@tanstack/react-router';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { LiveRun } from './use-run-events.ts';
import classes from './runs.module.css';

const signs = { certified: '◇', published: '✓', refused: '✗', parked: '○', surplus: '+' } as const;

export function EventTail({ live, rows = Infinity }: { live: LiveRun; rows?: number }) {
  const { tail } = live.board;
  if (tail.length === 0)
    return (
      <Notice
        title="No event yet"
        detail="What happens to the items of this run appears here as it happens."
      />
    );
  return (
    <DataTable caption="Events, newest first" columns={['At', 'What', 'Item', 'Why']}>
      {tail.slice(0, rows).map((event) => (
        <tr key={event.id} data-event={event.id}>
          <td className="ts-num">{event.at.slice(11, 19)}</td>
          <td className={classes['status']} data-status={event.status}>
            <span aria-hidden>{signs[event.status]}</span> {event.status}
          </td>
          <td>
            {event.task === null ? (
              `${event.family} ${event.item}`
            ) : (
              <Link to="/tasks/$id" params={{ id: event.task }}>
                {event.family} {event.item}
              </Link>
            )}
          </td>
          <td className={classes['why']}>
            {[event.gate, event.reason || event.code].filter(Boolean).join(': ')}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
