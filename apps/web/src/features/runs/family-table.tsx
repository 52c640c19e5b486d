/** The families of a run, each with how far it is. */
import { DataTable } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { durationText } from '../yields/funnel.ts';
import type { RunDetail } from './board.ts';

export function FamilyTable({ families }: { families: RunDetail['families'] }) {
  if (families.length === 0) return <Notice title="This run names no family" />;
  return (
    <DataTable
      caption="Families"
      columns={[
        'Family',
        'Category',
        'Published',
        'Drafted',
        'Refused',
        'Parked',
        'Surplus',
        'Next item',
        'CPU',
      ]}
    >
      {families.map(({ family, category, quota, nextItem, counts, cpuSeconds }) => (
        <tr key={family}>
          <th scope="row">{family}</th>
          <td>{category}</td>
          <td className="ts-num">
            {counts.published} of {quota}
          </td>
          <td className="ts-num">{counts.drafted}</td>
          <td className="ts-num">{counts.refused}</td>
          <td className="ts-num">{counts.parked}</td>
          <td className="ts-num">{counts.surplus}</td>
          <td className="ts-num">{nextItem}</td>
          <td className="ts-num">{durationText(cpuSeconds)}</td>
        </tr>
      ))}
    </DataTable>
  );
}
