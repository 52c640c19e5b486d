/** One sentence of what is, one of what to do. */
import type { ReactNode } from 'react';
import classes from './notice.module.css';

export interface NoticeProps {
  title: string;
  detail?: string | null | undefined;
  /** What to do about it. */
  hint?: string | null | undefined;
  tone?: 'plain' | 'bad';
  children?: ReactNode;
}

export function Notice({ title, detail, hint, tone = 'plain', children }: NoticeProps) {
  return (
    <div className={classes['notice']} data-tone={tone} role={tone === 'bad' ? 'alert' : 'note'}>
      <p className={classes['title']}>{title}</p>
      {detail !== undefined && detail !== null && detail !== '' && <p>{detail}</p>}
      {hint !== undefined && hint !== null && hint !== '' && <p className={classes['hint']}>{hint}</p>}
      {children !== undefined && <div className={classes['actions']}>{children}</div>}
    </div>
  );
}
