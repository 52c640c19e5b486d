/** My last acts, each with its undo, in the top bar. `z` takes back the newest that still can be. */
import { Button, Menu } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { opSchema, type Op } from '@touchstone/contracts/api';
import { useState } from 'react';
import { request } from '../../api/client.ts';
import { useCommand } from '../../keys/registry.ts';
import { opKey, useUndo } from './ops-api.ts';
import { useOwnOps } from './own-ops.ts';
import { isMoving, receiptOf } from './progress.ts';
import classes from './ops.module.css';

export function UndoTray() {
  const ids = useOwnOps();
  const [open, setOpen] = useState(false);
  const undo = useUndo();
  const asked = useQueries({
    queries: ids.map((id) => ({
      queryKey: opKey(id),
      queryFn: ({ signal }: { signal: AbortSignal }) => request(opSchema, `/ops/${id}`, { signal }),
      refetchInterval: ({ state }: { state: { data: Op | undefined } }) =>
        state.data !== undefined && isMoving(state.data) ? 1_000 : (false as const),
    })),
  });
  const ops = asked.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const last = ops.find(({ undoable }) => undoable);
  useCommand('undo', () => last !== undefined && undo.mutate(last.id), last !== undefined);
  useCommand('undo.tray', () => setOpen((before) => !before), ids.length > 0);
  if (ids.length === 0) return null;
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={420}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          rightSection={<kbd aria-hidden>z</kbd>}
          data-command="undo"
        >
          Undo
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ops.map((op) => (
          <div key={op.id} className={classes['tray']}>
            <Link to="/ops/$id" params={{ id: op.id }} onClick={() => setOpen(false)}>
              {receiptOf(op)}
            </Link>
            <Button
              size="compact-xs"
              variant="default"
              disabled={!op.undoable}
              onClick={() => undo.mutate(op.id)}
              aria-label={`Undo: ${receiptOf(op)}`}
            >
              Undo
            </Button>
          </div>
        ))}
        {undo.error !== null && <p role="alert">{undo.error.message}</p>}
      </Menu.Dropdown>
    </Menu>
  );
}
