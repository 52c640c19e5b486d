/** The families of a run, each with how far it is. */
import { Table } from '@mantine/core';
import { Notice } from '../../ui/notice.tsx';
import { durationText } from '../yields/funnel.ts';
import type { RunDetail } from './board.ts';
import classes from './runs.module.css';

export function FamilyTable({ families }: { families: RunDetail['families'] }) {
  if (families.length === 0) return <Notice title="This run names no family" />;
  return (
    <div className={classes['table']}>
      <Table>
        <caption className="ts-unseen">Families</caption>
        <thead>
          <tr>
            <th scope="col">Family</th>
            <th scope="col">Category</th>
            <th scope="col">Published</th>
            <th scope="col">Drafted</th>
            <th scope="col">Refused</th>
            <th scope="col">Parked</th>
            <th scope="col">Surplus</th>
            <th scope="col">Next item</th>
            <th scope="col">CPU</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </Table>
    </div>
  );
}
