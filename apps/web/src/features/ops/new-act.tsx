/** Begins a bulk act: what, on which query, and why. Leads to the preview, which changes nothing. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { actKinds, type ActKind } from '@touchstone/contracts/api';
import { useState } from 'react';
import { Failed } from '../../ui/states.tsx';
import { usePreviewAct } from './ops-api.ts';
import { actTitles } from './progress.ts';
import classes from './ops.module.css';

export interface NewActProps {
  /** The query that the act begins with. */
  q?: string;
}

export function NewAct({ q: given = '' }: NewActProps) {
  const navigate = useNavigate();
  const [act, setAct] = useState<ActKind>('approve');
  const [q, setQ] = useState(given);
  const [reason, setReason] = useState('');
  const preview = usePreviewAct();
  const begin = async () => {
    const { op } = await preview.mutateAsync({ act, q, reason: reason.trim() });
    await navigate({ to: '/ops/$id', params: { id: op.id } });
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        // What was refused is shown below.
        begin().catch(() => undefined);
      }}
    >
      <NativeSelect
        label="Act"
        value={act}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setAct(actKinds.find((kind) => kind === value) ?? 'approve');
        }}
        data={actKinds.map((kind) => ({ value: kind, label: actTitles[kind] }))}
      />
      <TextInput
        label="On every task that matches"
        placeholder="cat:code review:unreviewed far:<0.03"
        required
        className={classes['query']}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <TextInput
        label="Because"
        required
        className={classes['reason']}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button type="submit" loading={preview.isPending} disabled={reason.trim() === ''}>
        Preview
      </Button>
      {preview.error !== null && (
        <div className={classes['whole']}>
          <Failed error={preview.error} />
        </div>
      )}
    </form>
  );
}
