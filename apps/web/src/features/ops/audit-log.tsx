/** Everything that was done, by whom and why, newest first. Nothing is ever taken out of it. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import { When } from '../../ui/when.tsx';
import { useAudit } from './ops-api.ts';
import classes from './ops.module.css';

export function AuditLog() {
  const asked = useAudit();
  return (
    <States
      asked={asked}
      label="the audit log"
      isEmpty={({ pages }) => pages.every(({ entries }) => entries.length === 0)}
      empty={
        <Notice
          title="Nothing has been done yet"
          detail="Every act is written here, with who did it and why."
        />
      }
    >
      {({ pages }) => (
        <div>
          <DataTable
            caption="Audit log, newest first"
            columns={['When', 'Who', 'Act', 'On', 'Reason', 'Detail']}
          >
            {pages
              .flatMap(({ entries }) => entries)
              .map((entry) => (
                <tr key={entry.id}>
                  <td>
                    <When at={entry.at} />
                  </td>
                  <td>{entry.actor}</td>
                  <td>{entry.act}</td>
                  <td>
                    {entry.task !== null ? (
                      <Link to="/tasks/$id" params={{ id: entry.task }}>
                        <code>{entry.task.slice(0, 17)}</code>
                      </Link>
                    ) : entry.op !== null ? (
                      <Link to="/ops/$id" params={{ id: entry.op }}>
                        an act
                      </Link>
                    ) : null}
                  </td>
                  <td className={classes['why']}>{entry.reason}</td>
                  <td className={classes['why']}>{entry.detail}</td>
                </tr>
              ))}
          </DataTable>
          {asked.hasNextPage && (
            <Button
              variant="default"
              size="xs"
              loading={asked.isFetchingNextPage}
              onClick={() => void asked.fetchNextPage()}
            >
              Older
            </Button>
          )}
        </div>
      )}
    </States>
  );
}
