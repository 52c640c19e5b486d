/**
 * Acts on many tasks at once. What is selected becomes a query that the server freezes into a set and shows before anything
 * happens; the act is then one job with a receipt and an undo.
 */
import { actKinds, type ActKind } from '@touchstone/contracts/api';
import { Button } from '@mantine/core';
import { Suspense, lazy, useState } from 'react';
import { counted } from '../../ui/words.ts';
import { queryOfIds } from './query-terms.ts';
import { handPickedMax, type Selection } from './selection.ts';
import classes from './bulk-bar.module.css';

const BulkPreview = lazy(() =>
  import('./bulk-preview.tsx').then(({ BulkPreview }) => ({ default: BulkPreview })),
);

const actTitles: Record<ActKind, string> = {
  approve: 'Approve',
  reject: 'Reject',
  hold: 'Hold',
  clear: 'Take decisions back',
  retire: 'Retire',
  restore: 'Restore',
};

export interface BulkBarProps {
  selection: Selection;
  q: string;
  onClear: () => void;
}

export function BulkBar({ selection, q, onClear }: BulkBarProps) {
  const [act, setAct] = useState<ActKind | null>(null);
  const { all, ids } = selection;
  if (!all && ids.size === 0) return null;
  const tooMany = !all && ids.size > handPickedMax;
  return (
    <div className={classes['bar']} role="toolbar" aria-label="Acts on the selected tasks">
      <strong>{all ? 'All that match' : counted(ids.size, 'task')}</strong>
      {tooMany && <span>Up to {handPickedMax} by hand: narrow the query and press A instead.</span>}
      {actKinds.map((kind) => (
        <Button
          key={kind}
          variant="default"
          size="compact-sm"
          disabled={tooMany}
          onClick={() => setAct(kind)}
        >
          {actTitles[kind]} …
        </Button>
      ))}
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear} rightSection={<kbd>Esc</kbd>}>
        Clear
      </Button>
      <Suspense>
        {act !== null && (
          <BulkPreview
            act={act}
            title={actTitles[act]}
            q={all ? q : queryOfIds([...ids])}
            onClose={() => setAct(null)}
            onDone={onClear}
          />
        )}
      </Suspense>
    </div>
  );
}
