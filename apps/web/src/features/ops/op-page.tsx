/** One bulk act, from preview to undo: the frozen query, what it would do or did, what was skipped and why. */
import { Button, Progress } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { Op } from '@touchstone/contracts/api';
import { useCommand } from '../../keys/registry.ts';
import { Page } from '../../shell/page.tsx';
import { Failed, States } from '../../ui/states.tsx';
import { When } from '../../ui/when.tsx';
import { OpRows } from './op-rows.tsx';
import { PreviewView } from './preview-view.tsx';
import { useApply, useOp, usePreview, useUndo } from './ops-api.ts';
import { actTitles, isMoving, progressOf, receiptOf } from './progress.ts';
import classes from './ops.module.css';

export function OpPage() {
  const { id } = useParams({ from: '/ops/$id' });
  const asked = useOp(id);
  return (
    <Page title={asked.data === undefined ? 'Act' : `${actTitles[asked.data.act]}: ${asked.data.state}`}>
      <States asked={asked} label="the act">
        {(op) => <OpView op={op} />}
      </States>
    </Page>
  );
}

function OpView({ op }: { op: Op }) {
  const preview = usePreview(op.id);
  return (
    <div className={classes['op']}>
      <p className={classes['receipt']} role="status">
        {receiptOf(op)}
      </p>
      <Progress.Root size={8}>
        <Progress.Section
          value={progressOf(op) * 100}
          aria-label={receiptOf(op)}
          aria-valuenow={Math.round(progressOf(op) * 100)}
          animated={isMoving(op)}
        />
      </Progress.Root>
      <OpActs op={op} />
      <dl className={classes['facts']}>
        <dt>Frozen query</dt>
        <dd>
          {op.q === '' ? (
            'one task'
          ) : (
            <Link to="/tasks" search={{ q: op.q }}>
              <code>{op.q}</code>
            </Link>
          )}
        </dd>
        <dt>Because</dt>
        <dd>{op.reason ?? 'no reason given'}</dd>
        <dt>By</dt>
        <dd>
          {op.actor}, <When at={op.createdAt} />
        </dd>
      </dl>
      {op.state === 'previewed' && preview !== undefined && <PreviewView preview={preview} />}
      <OpRows op={op} />
    </div>
  );
}

function OpActs({ op }: { op: Op }) {
  const apply = useApply();
  const undo = useUndo();
  const canApply = op.state === 'previewed' && op.total > 0;
  useCommand('op.apply', () => apply.mutate(op.id), canApply);
  useCommand('undo', () => undo.mutate(op.id), op.undoable);
  const error = apply.error ?? undo.error;
  return (
    <div className={classes['acts']}>
      {op.state === 'previewed' && (
        <Button
          onClick={() => apply.mutate(op.id)}
          loading={apply.isPending}
          disabled={!canApply}
          data-command="op.apply"
          rightSection={<kbd aria-hidden>Ctrl Enter</kbd>}
        >
          {actTitles[op.act]} {op.total.toLocaleString('en')} {op.total === 1 ? 'task' : 'tasks'}
        </Button>
      )}
      {op.undoable && op.state !== 'previewed' && (
        <Button
          variant="default"
          onClick={() => undo.mutate(op.id)}
          loading={undo.isPending}
          data-command="undo"
          rightSection={<kbd aria-hidden>z</kbd>}
        >
          Undo
        </Button>
      )}
      {error !== null && <Failed error={error} />}
    </div>
  );
}
