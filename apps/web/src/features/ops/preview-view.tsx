/** What a bulk act would touch: counts, ten tasks at random, the five with the weakest certificates. */
import { Link } from '@tanstack/react-router';
import type { TaskRow } from '@touchstone/contracts/api';
import type { Preview } from './ops-api.ts';
import classes from './ops.module.css';
import { DataTable } from '../../ui/data-table.tsx';

export function PreviewView({ preview }: { preview: Preview }) {
  return (
    <section aria-label="Preview" className={classes['preview']}>
      <div className={classes['counts']}>
        <Counts
          title="By category"
          counts={preview.byCategory.map(({ category, count }) => [category, count])}
        />
        <Counts title="By decision" counts={preview.byReview.map(({ review, count }) => [review, count])} />
        <Counts title="By status" counts={preview.byStatus.map(({ status, count }) => [status, count])} />
        <Counts title="Left out" counts={[['already so', preview.unchanged]]} />
      </div>
      <Examples title="Weakest certificates" rows={preview.weakest} />
      <Examples title="At random" rows={preview.random} />
    </section>
  );
}

function Counts({ title, counts }: { title: string; counts: [string, number][] }) {
  return (
    <div>
      <h2>{title}</h2>
      <dl className={classes['facts']}>
        {counts.map(([name, count]) => (
          <div key={name} className={classes['count']}>
            <dt>{name}</dt>
            <dd className="ts-num">{count.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Examples({ title, rows }: { title: string; rows: readonly TaskRow[] }) {
  if (rows.length === 0) return null;
  return (
    <div>
      <h2>{title}</h2>
      <DataTable caption={title} columns={['Task', 'Category', 'Decision', 'False accept', 'False reject']}>
        {rows.map((row) => (
          <tr key={row.id}>
            <td className={classes['ellipsis']}>
              <Link to="/tasks/$id" params={{ id: row.id }}>
                {row.preview}
              </Link>
            </td>
            <td>{row.category}</td>
            <td>{row.state.review}</td>
            <td className="ts-num">{boundText(row.falseAcceptHigh)}</td>
            <td className="ts-num">{boundText(row.falseRejectHigh)}</td>
          </tr>
        ))}
      </DataTable>
    </div>
  );
}

function boundText(high: number | null): string {
  return high === null ? 'not measured' : `≤ ${(high * 100).toFixed(1)} %`;
}
