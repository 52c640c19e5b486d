/** The tasks of the frozen set and what became of each; the skipped ones by themselves, with the reason. */
import { Button, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Op } from '@touchstone/contracts/api';
import { useState } from 'react';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import { useOpRows } from './ops-api.ts';
import classes from './ops.module.css';

export function OpRows({ op }: { op: Op }) {
  const [shown, setShown] = useState<'skipped' | 'all'>(op.skipped > 0 ? 'skipped' : 'all');
  const asked = useOpRows(op.id, shown);
  return (
    <section aria-label="Tasks of the act" className={classes['rows']}>
      <SegmentedControl
        aria-label="Which tasks"
        size="xs"
        value={shown}
        onChange={(value) => setShown(value === 'skipped' ? 'skipped' : 'all')}
        data={[
          { value: 'all', label: `All ${op.total.toLocaleString('en')}` },
          { value: 'skipped', label: `Skipped ${op.skipped.toLocaleString('en')}` },
        ]}
      />
      <States
        asked={asked}
        label="tasks"
        isEmpty={({ pages }) => pages.every(({ rows }) => rows.length === 0)}
        empty={<Notice title={shown === 'skipped' ? 'Nothing was skipped' : 'The set is empty'} />}
      >
        {({ pages }) => (
          <>
            <DataTable caption="Tasks of the act" columns={['Task', 'Outcome', 'Why']}>
              {pages
                .flatMap(({ rows }) => rows)
                .map(({ task, outcome, why }) => (
                  <tr key={task}>
                    <th scope="row">
                      <Link to="/tasks/$id" params={{ id: task }}>
                        <code>{task.slice(0, 17)}</code>
                      </Link>
                    </th>
                    <td>{outcome}</td>
                    <td>{why}</td>
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
                More
              </Button>
            )}
          </>
        )}
      </States>
    </section>
  );
}
