/** What is shown where there is no page, or where a page of ours broke. */
import { Button } from '@mantine/core';
import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Page } from './page.tsx';
import { Notice } from '../ui/notice.tsx';

export function NotFoundPage() {
  return (
    <Page title="Nothing here">
      <Notice
        title="No page has this address"
        hint="It may have been written by hand, or belong to a newer page."
      >
        <Link to="/tasks">All tasks</Link>
      </Notice>
    </Page>
  );
}

export function CrashPage({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="The page broke">
      <Notice
        tone="bad"
        title="A fault of the page itself"
        detail={error instanceof Error ? error.message : String(error)}
        hint="Nothing was lost on the server."
      >
        <Button variant="default" onClick={reset}>
          Show it again
        </Button>
      </Notice>
    </Page>
  );
}
