/** A general task: the world's tables as an attempt finds them, how they hang together, its tools to try, what is checked. */
import { Button, Tabs, Table } from '@mantine/core';
import type { environmentRowsSchema } from '@touchstone/contracts/api';
import { useState } from 'react';
import type { z } from 'zod';
import { Code } from '../../../ui/code.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { States } from '../../../ui/states.tsx';
import { number } from '../../../ui/words.ts';
import { RubricTable } from '../rubric-table.tsx';
import { TryTools } from '../play/try-tools.tsx';
import { useSecret } from '../use-task.ts';
import type { EnvironmentProps } from './environment-view.tsx';
import { SchemaDiagram } from './schema-diagram.tsx';
import { useRows } from './use-environment.ts';
import { ScrollRegion } from '../../../ui/scroll-region.tsx';
import classes from './environment.module.css';

type WorldTable = z.infer<typeof environmentRowsSchema>['tables'][number];

export function GeneralView(props: EnvironmentProps) {
  const { detail, at, onAt } = props;
  const rows = useRows(detail.id);
  return (
    <Tabs defaultValue={at.startsWith('table:') ? 'tables' : 'schema'} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="schema">Schema</Tabs.Tab>
        <Tabs.Tab value="tables">Tables</Tabs.Tab>
        <Tabs.Tab value="tools">Try the tools</Tabs.Tab>
        <Tabs.Tab value="checks">What is checked</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="schema">
        <States asked={rows} label="the schema">
          {(data) => <SchemaDiagram tables={data.tables} />}
        </States>
      </Tabs.Panel>
      <Tabs.Panel value="tables">
        <States
          asked={rows}
          label="the tables"
          isEmpty={(data) => data.tables.length === 0}
          empty={<Notice title="This world has no tables" />}
        >
          {(data) => (
            <TableBrowser
              id={detail.id}
              tables={data.tables}
              at={at.replace(/^table:/, '')}
              onAt={(name) => onAt(`table:${name}`)}
            />
          )}
        </States>
      </Tabs.Panel>
      <Tabs.Panel value="tools">
        <TryTools detail={detail} />
      </Tabs.Panel>
      <Tabs.Panel value="checks">
        <Checks id={detail.id} />
      </Tabs.Panel>
    </Tabs>
  );
}

interface TableBrowserProps {
  id: string;
  tables: readonly WorldTable[];
  at: string;
  onAt: (name: string) => void;
}

function TableBrowser({ id, tables, at, onAt }: TableBrowserProps) {
  const open = tables.find(({ name }) => name === at) ?? tables[0];
  return (
    <div className={classes['tree']}>
      <ul className={classes['files']}>
        {tables.map((table) => (
          <li key={table.name}>
            <button
              type="button"
              className={classes['file']}
              aria-current={table === open}
              onClick={() => onAt(table.name)}
            >
              {table.name} <small className="ts-num">{number(table.count)}</small>
            </button>
          </li>
        ))}
      </ul>
      {open !== undefined && <TableRows key={open.name} id={id} table={open} />}
    </div>
  );
}

function TableRows({ id, table }: { id: string; table: WorldTable }) {
  const [from, setFrom] = useState(0);
  const asked = useRows(id, table.name, from);
  return (
    <div>
      <States asked={asked} label={table.name}>
        {(data) => {
          const { rows, count } = data.tables[0] ?? table;
          const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
          return (
            <>
              <ScrollRegion className={classes['scroll']} label={`Rows of ${table.name}`}>
                <Table stickyHeader>
                  <Table.Thead>
                    <Table.Tr>
                      {columns.map((column) => (
                        <Table.Th key={column}>{column}</Table.Th>
                      ))}
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {rows.map((row, index) => (
                      <Table.Tr key={index}>
                        {columns.map((column) => (
                          <Table.Td key={column} className={classes['cell']}>
                            {cellInWords(row[column])}
                          </Table.Td>
                        ))}
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </ScrollRegion>
              <p>
                Rows {number(count === 0 ? 0 : from + 1)} to {number(from + rows.length)} of {number(count)}{' '}
                <Button
                  variant="default"
                  size="compact-xs"
                  disabled={from === 0}
                  onClick={() => setFrom(Math.max(0, from - 50))}
                >
                  Before
                </Button>{' '}
                <Button
                  variant="default"
                  size="compact-xs"
                  disabled={from + rows.length >= count}
                  onClick={() => setFrom(from + rows.length)}
                >
                  Next
                </Button>
              </p>
            </>
          );
        }}
      </States>
      <details>
        <summary>Statement</summary>
        <Code text={table.create} language="sql" />
      </details>
    </div>
  );
}

function cellInWords(value: unknown): string {
  return value === null || value === undefined
    ? 'null'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

function Checks({ id }: { id: string }) {
  const secret = useSecret(id);
  return (
    <States asked={secret} label="what is checked">
      {({ secret: { verifier, trials } }) =>
        verifier.executor === 'state' || verifier.executor === 'function' ? (
          <>
            <RubricTable rubric={verifier.rubric} />
            <h2>Shown to matter by</h2>
            <ul>
              {trials.wrong.map((trial, index) => (
                <li key={index}>
                  {trial.how}
                  {trial.breaks !== undefined && (
                    <>
                      {' '}
                      breaks <code>{trial.breaks}</code>
                    </>
                  )}
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>This task is judged by {verifier.executor}.</p>
        )
      }
    </States>
  );
}
