/** A unified diff, file by file. Long files are shown up to a cap and say how much is left. Loaded lazily. */
import { Suspense, lazy } from 'react';
import { Code } from './code.tsx';

const Files = lazy(() => import('./diff-files.tsx').then(({ DiffFiles }) => ({ default: DiffFiles })));

export function DiffView({ patch }: { patch: string }) {
  if (patch.trim() === '') return <p>No change.</p>;
  return (
    <Suspense fallback={<Code text={patch} label="Patch" />}>
      <Files patch={patch} />
    </Suspense>
  );
}
