/** The frame of every page: its heading, what stands beside it, and the document's title. */
import { useEffect, type ReactNode } from 'react';
import classes from './page.module.css';

export interface PageProps {
  title: string;
  /** Beside the heading: counts, buttons. */
  aside?: ReactNode;
  /** Uses the whole width and scrolls inside its own parts. */
  full?: boolean;
  children: ReactNode;
}

export function Page({ title, aside, full = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Touchstone`;
  }, [title]);
  return (
    <div className={full ? classes['full'] : classes['page']}>
      <header className={classes['head']}>
        <h1 className={classes['title']}>{title}</h1>
        {aside}
      </header>
      {children}
    </div>
  );
}
