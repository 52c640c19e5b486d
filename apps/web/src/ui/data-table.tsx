/** A table with a name for those who cannot see it; wide ones scroll by themselves. */
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

export interface DataTableProps {
  caption: string;
  /** Titles of the columns, in order. */
  columns: readonly string[];
  children: ReactNode;
}

export function DataTable({ caption, columns, children }: DataTableProps) {
  return (
    <div className={classes['frame']}>
      <table className={classes['table']}>
        <caption className="ts-unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
