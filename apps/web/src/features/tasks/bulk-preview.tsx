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
  // The reason is frozen with the set, so the set is counted without it first and again with it when the act is done.
  const asked = useQuery({
    queryKey: ['preview', act, q],
    queryFn: ({ signal }) =>
      request(previewResponseSchema, '/ops', { method: 'POST', body: { act, q, reason: null }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
  const apply = useApply({ act, q, reason: reason.trim(), shown: asked.data, onDone });
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
  act: ActKind;
  q: string;
  reason: string;
  shown: Preview | undefined;
  onDone: () => void;
}

function useApply({ act, q, reason, shown, onDone }: ApplyInput) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const frozen = await request(previewResponseSchema, '/ops', {
        method: 'POST',
        body: { act, q, reason },
      });
      if (shown !== undefined && frozen.op.total !== shown.op.total)
        throw new Error(
          `The set has changed meanwhile: ${number(shown.op.total)} were shown, ${number(frozen.op.total)} match now. Close this and look again.`,
        );
      return request(opSchema, `/ops/${frozen.op.id}/apply`, { method: 'POST', body: {} });
    },
    onSuccess: async (op) => {
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
