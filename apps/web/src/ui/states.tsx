/**
 * The four states of whatever is asked of the server: loaded, empty, error, loading. What is there already stays while it is
 * asked again; an error beside old data is shown above it.
 */
import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiFault } from '../api/fault.ts';
import { Notice } from './notice.tsx';
import { KeyForm } from './key-form.tsx';
import classes from './states.module.css';

/** What `useQuery` and `useInfiniteQuery` of TanStack Query answer with, as far as it matters here. */
export interface Asked<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
  isFetching: boolean;
}

export interface StatesProps<T> {
  asked: Asked<T>;
  isEmpty?: (data: T) => boolean;
  /** Shown where `isEmpty` says so: what would be here and how to get it. */
  empty?: ReactNode;
  /** Rows of grey while nothing is there yet. */
  skeletonRows?: number;
  /** What is loading, for those who cannot see the grey. */
  label: string;
  children: (data: T) => ReactNode;
}

export function States<T>({ asked, isEmpty, empty, skeletonRows = 6, label, children }: StatesProps<T>) {
  const { data, error } = asked;
  if (data === undefined)
    return error === null ? (
      <Loading label={label} rows={skeletonRows} />
    ) : (
      <Failed error={error} onRetry={() => void asked.refetch()} />
    );
  return (
    <>
      {error !== null && <Failed error={error} onRetry={() => void asked.refetch()} />}
      {isEmpty?.(data) === true && empty !== undefined ? empty : children(data)}
    </>
  );
}

export function Loading({ label, rows = 6 }: { label: string; rows?: number }) {
  return (
    <div role="status" aria-live="polite" className={classes['loading']} data-state="loading">
      <span className="ts-unseen">Loading {label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={18} animate={false} />
      ))}
    </div>
  );
}

export function Failed({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const problem = error instanceof ApiFault ? error.problem : null;
  const needsKey = problem?.status === 401;
  return (
    <div data-state="error">
      <Notice
        tone="bad"
        title={problem?.title ?? 'A fault of the page'}
        detail={error.message === problem?.title ? null : error.message}
        hint={problem?.hint}
      >
        {needsKey ? (
          <KeyForm />
        ) : (
          onRetry !== undefined && (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )
        )}
      </Notice>
    </div>
  );
}
