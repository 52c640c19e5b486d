/** The twin of the chart: every figure of it, with CPU and the three most frequent reasons. */
import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { durationText, type FunnelBar } from './funnel.ts';
import { lossText, queryOf } from './funnel-chart.tsx';
import classes from './yields.module.css';

export function FunnelTable({ bars }: { bars: readonly FunnelBar[] }) {
  return (
    <div className={classes['table']}>
      <Table verticalSpacing={4}>
        <caption className="ts-unseen">Funnel from drafts to published tasks</caption>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">Reached it</th>
            <th scope="col">Lost there</th>
            <th scope="col">Share lost</th>
            <th scope="col">CPU so far</th>
            <th scope="col">Most frequent reasons</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </Table>
    </div>
  );
}
