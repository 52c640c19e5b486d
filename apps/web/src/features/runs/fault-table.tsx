/** Why items were turned away, by the gate that did it, most frequent first, with an example. */
import { Table } from '@mantine/core';
import { Notice } from '../../ui/notice.tsx';
import { faultGroups, type RunDetail } from './board.ts';
import classes from './runs.module.css';

export function FaultTable({ faults }: { faults: RunDetail['faults'] }) {
  if (faults.length === 0) return <Notice title="Nothing was turned away" />;
  return (
    <div className={classes['groups']}>
      {faultGroups(faults).map(({ gate, count, faults: of }) => (
        <section key={gate} aria-label={gate} className={classes['table']}>
          <h2>
            {gate} <span className={classes['mute']}>({count})</span>
          </h2>
          <Table layout="fixed">
            <thead>
              <tr>
                <th scope="col" className={classes['narrow']}>
                  Count
                </th>
                <th scope="col" className={classes['code']}>
                  Code
                </th>
                <th scope="col">For example</th>
              </tr>
            </thead>
            <tbody>
              {of.map((fault) => (
                <tr key={fault.code}>
                  <td className="ts-num">{fault.count}</td>
                  <td>
                    <code>{fault.code}</code>
                  </td>
                  <td className={classes['why']}>{fault.example}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </section>
      ))}
    </div>
  );
}
