/** What a bulk act would do, before it is done: the counts, ten at random, the five weakest. Undo makes a second question needless. */
import { opSchema, previewResponseSchema, type ActKind, type TaskRow } from '@touchstone/contracts/api';
import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { request } from '../../api/client.ts';
import { GateGlyphs } from '../../ui/gate-glyph.tsx';
import { Failed, States } from '../../ui/states.tsx';
import { counted, number } from '../../ui/words.ts';
import { rememberOp } from '../ops/own-ops.ts';
import classes from './bulk-preview.module.css';

type Preview = z.infer<typeof previewResponseSchema>;

export interface BulkPreviewProps {
  act: ActKind;
  title: string;
  q: string;
  onClose: () => void;
  onDone: () => void;
}

export function BulkPreview({ act, title, q, onClose, onDone }: BulkPreviewProps) {
  const [reason, setReason] = useState('');
  const asked = useQuery({
    queryKey: ['preview', act, q],
    queryFn: ({ signal }) =>
      request(previewResponseSchema, '/ops', { method: 'POST', body: { act, q, reason: null }, signal }),
    // Asked again it would be another frozen set.
    staleTime: Infinity,
    gcTime: 0,
  });
  const apply = useApply({ op: asked.data?.op.id, reason: reason.trim(), onDone });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`${title}: what would happen`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <States asked={asked} label="the preview" skeletonRows={5}>
        {(preview) => (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              apply.mutate();
            }}
          >
            <p className={classes['count']} data-testid="preview-count">
              <strong>{counted(preview.op.total, 'task')}</strong>
              {preview.unchanged > 0 && ` · ${counted(preview.unchanged, 'task')} already so, left out`}
            </p>
            <Counts preview={preview} />
            <Examples title="Weakest certificates" rows={preview.weakest} />
            <Examples title="At random" rows={preview.random} />
            <TextInput
              data-autofocus
              label="Reason"
              description="Stands in the audit log beside every task."
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              maxLength={2_000}
              my="sm"
            />
            {apply.error !== null && <Failed error={apply.error} />}
            <Button
              type="submit"
              loading={apply.isPending}
              disabled={preview.op.total === 0 || reason.trim() === ''}
            >
              {title} {counted(preview.op.total, 'task')}
            </Button>
          </form>
        )}
      </States>
    </Modal>
  );
}

interface ApplyInput {
  /** The act whose preview is shown: exactly its set is acted on. */
  op: string | undefined;
  reason: string;
  onDone: () => void;
}

function useApply({ op: shown, reason, onDone }: ApplyInput) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => request(opSchema, `/ops/${shown}/apply`, { method: 'POST', body: { reason } }),
    onSuccess: async (op) => {
      rememberOp(op.id);
      onDone();
      for (const key of ['tasks', 'facets', 'ops', 'task'])
        void client.invalidateQueries({ queryKey: [key] });
      await navigate({ to: '/ops/$id', params: { id: op.id } });
    },
  });
}

function Counts({ preview }: { preview: Preview }) {
  const groups = [
    ['Category', preview.byCategory.map(({ category, count }) => [category, count] as const)],
    ['Review now', preview.byReview.map(({ review, count }) => [review, count] as const)],
    ['Status now', preview.byStatus.map(({ status, count }) => [status, count] as const)],
  ] as const;
  return (
    <div className={classes['groups']}>
      {groups.map(([title, counts]) => (
        <dl key={title}>
          <dt>{title}</dt>
          {counts.map(([name, count]) => (
            <dd key={name}>
              {name} <b className="ts-num">{number(count)}</b>
            </dd>
          ))}
        </dl>
      ))}
    </div>
  );
}

function Examples({ title, rows }: { title: string; rows: readonly TaskRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className={classes['examples']}>
      <h3>{title}</h3>
      <ul>
        {rows.map((task) => (
          <li key={task.id}>
            <span>{task.category}</span>
            <span>{task.preview}</span>
            <GateGlyphs gates={task.gates} />
          </li>
        ))}
      </ul>
    </section>
  );
}
