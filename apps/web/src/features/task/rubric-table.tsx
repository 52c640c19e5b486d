/** Criteria of a rubric, with what became of each where that is known. */
import type { Rubric } from '@touchstone/contracts';
import { Table } from '@mantine/core';

export interface RubricTableProps {
  rubric: Rubric;
  /** By criterion, for a submission that was judged. */
  met?: ReadonlyMap<string, boolean | null>;
}

export function RubricTable({ rubric, met }: RubricTableProps) {
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          {met !== undefined && <Table.Th>Met</Table.Th>}
          <Table.Th>Criterion</Table.Th>
          <Table.Th>Requirement</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th>Checked by</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rubric.criteria.map((criterion) => (
          <Table.Tr key={criterion.id}>
            {met !== undefined && <Table.Td>{metInWords(met.get(criterion.id))}</Table.Td>}
            <Table.Td>
              <code>{criterion.id}</code>
            </Table.Td>
            <Table.Td>{criterion.text}</Table.Td>
            <Table.Td>
              {criterion.role}
              {criterion.role === 'score' && ` × ${criterion.weight}`}
              {criterion.polarity === 'negative' && ', must not hold'}
            </Table.Td>
            <Table.Td>{criterion.check.kind}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function metInWords(met: boolean | null | undefined): string {
  return met === true ? '✓ yes' : met === false ? '✕ no' : 'not assessed';
}
