/** The twin of the chart: every figure of it, with CPU and the three most frequent reasons. */
import { Link } from '@tanstack/react-router';
import { durationText, type FunnelBar } from './funnel.ts';
import { lossText, queryOf } from './funnel-chart.tsx';
import classes from './yields.module.css';
import { DataTable } from '../../ui/data-table.tsx';

export function FunnelTable({ bars }: { bars: readonly FunnelBar[] }) {
  return (
    <DataTable
      caption="Funnel from drafts to published tasks"
      columns={['Step', 'Reached it', 'Lost there', 'Share lost', 'CPU so far', 'Most frequent reasons']}
    >
      {bars.map((bar) => {
        const query = queryOf(bar.step);
        return (
          <tr key={bar.step}>
            <th scope="row">
              {query === null ? (
                bar.title
              ) : (
                <Link to="/tasks" search={{ q: query }}>
                  {bar.title}
                </Link>
              )}
            </th>
            <td className="ts-num">{bar.count.toLocaleString('en')}</td>
            <td className="ts-num">{bar.lost.toLocaleString('en')}</td>
            <td className="ts-num">{bar.lost === 0 ? '' : lossText(bar)}</td>
            <td className="ts-num">{durationText(bar.cpuSeconds)}</td>
            <td className={classes['reasons']}>
              {bar.reasons.map(({ code, count, example }) => (
                <div key={code}>
                  <code>{code}</code> × {count.toLocaleString('en')}: {example}
                </div>
              ))}
            </td>
          </tr>
        );
      })}
    </DataTable>
  );
}
