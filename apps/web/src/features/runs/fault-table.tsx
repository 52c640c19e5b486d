/** Why items were turned away, by the gate that did it, most frequent first, with an example. */
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { faultGroups, type RunDetail } from './board.ts';
import classes from './runs.module.css';

export function FaultTable({ faults }: { faults: RunDetail['faults'] }) {
  if (faults.length === 0) return <Notice title="Nothing was turned away" />;
  return (
    <div className={classes['groups']}>
      {faultGroups(faults).map(({ gate, count, faults: of }) => (
        <section key={gate} aria-label={gate} className={classes['group']}>
          <h2>
            {gate} <span className={classes['mute']}>({count})</span>
          </h2>
          <DataTable caption={`Faults: ${gate}`} columns={['Count', 'Code', 'For example']}>
            {of.map((fault) => (
              <tr key={fault.code}>
                <td className="ts-num">{fault.count}</td>
                <td>
                  <code>{fault.code}</code>
                </td>
                <td className={classes['why']}>{fault.example}</td>
              </tr>
            ))}
          </DataTable>
        </section>
      ))}
    </div>
  );
}
