/** Every bulk act and decision with its receipt, and the audit log. */
import { Tabs } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Op } from '@touchstone/contracts/api';
import { useState } from 'react';
import { useCommand } from '../../keys/registry.ts';
import { Page } from '../../shell/page.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { States } from '../../ui/states.tsx';
import { When } from '../../ui/when.tsx';
import { AuditLog } from './audit-log.tsx';
import { NewAct } from './new-act.tsx';
import { useOps } from './ops-api.ts';
import { receiptOf } from './progress.ts';
import classes from './ops.module.css';

export function OpsPage() {
  const { tab } = useSearch({ from: '/ops' });
  const navigate = useNavigate({ from: '/ops' });
  return (
    <Page title="Ops">
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({ search: { tab: value === 'audit' ? 'audit' : 'ops' }, replace: true })
        }
      >
        <Tabs.List aria-label="Acts and log">
          <Tabs.Tab value="ops">Acts</Tabs.Tab>
          <Tabs.Tab value="audit">Audit log</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="ops" pt="md">
          <NewAct />
          <OpList />
        </Tabs.Panel>
        <Tabs.Panel value="audit" pt="md">
          <AuditLog />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function OpList() {
  const asked = useOps();
  return (
    <States
      asked={asked}
      label="acts"
      isEmpty={(ops) => ops.length === 0}
      empty={
        <Notice
          title="Nothing has been done yet"
          detail="Decisions and bulk acts appear here with a receipt and an undo."
          hint="Preview one above: it changes nothing."
        />
      }
    >
      {(ops) => <OpTable ops={ops} />}
    </States>
  );
}

function OpTable({ ops }: { ops: readonly Op[] }) {
  const [cursor, setCursor] = useState(0);
  const navigate = useNavigate();
  const at = Math.min(cursor, ops.length - 1);
  useCommand('list.next', () => setCursor(Math.min(at + 1, ops.length - 1)));
  useCommand('list.previous', () => setCursor(Math.max(at - 1, 0)));
  useCommand('list.first', () => setCursor(0));
  useCommand('list.last', () => setCursor(ops.length - 1));
  useCommand('list.open', () => {
    const op = ops[at];
    if (op !== undefined) void navigate({ to: '/ops/$id', params: { id: op.id } });
  });
  return (
    <DataTable caption="Acts, newest first" columns={['Receipt', 'Query', 'By', 'When', 'State', 'Reason']}>
      {ops.map((op, index) => (
        <tr key={op.id} data-selected={index === at || undefined}>
          <th scope="row">
            <Link to="/ops/$id" params={{ id: op.id }}>
              {receiptOf(op)}
            </Link>
          </th>
          <td>{op.q === '' ? 'one task' : <code>{op.q}</code>}</td>
          <td>{op.actor}</td>
          <td>
            <When at={op.createdAt} />
          </td>
          <td>{op.state}</td>
          <td className={classes['why']}>{op.reason}</td>
        </tr>
      ))}
    </DataTable>
  );
}
