/**
 * What a row of the parquet files holds. Whatever is nested is JSON as text: a parquet struct takes the keys of all rows
 * together, so that a reader would find fields (and tools) that a task does not have.
 */
import type { TaskSecret } from '@touchstone/contracts';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import type { ExportRow } from '../export-source.ts';
import { secretCanary } from '../shard.ts';

type Column<Row> = readonly [name: string, type: 'STRING' | 'INT32', value: (row: Row) => string | number];

const taskColumns: readonly Column<ExportRow>[] = [
  ['id', 'STRING', ({ id }) => id],
  ['category', 'STRING', ({ category }) => category],
  ['language', 'STRING', ({ task }) => task.language],
  ['instruction', 'STRING', ({ task }) => task.instruction],
  ['tools', 'STRING', ({ task }) => JSON.stringify(task.environment.tools)],
  ['answer_format', 'STRING', ({ task }) => JSON.stringify(task.answerFormat)],
  ['tool_calls_max', 'INT32', ({ task }) => task.budget.toolCallsMax],
  ['licence', 'STRING', ({ task }) => task.licence.spdx],
  ['sources', 'STRING', ({ task }) => JSON.stringify(task.licence.sources)],
  ['task', 'STRING', ({ task }) => JSON.stringify(task)],
  ['certificate', 'STRING', ({ certificate }) => JSON.stringify(certificate)],
  ['certified_on', 'STRING', ({ certificate }) => certificate.key.runtime.driver],
  ['weakest_evidence', 'STRING', ({ certificate }) => certificate.weakestEvidence],
];

interface SecretRow {
  id: string;
  secret: TaskSecret;
}

const secretColumns: readonly Column<SecretRow>[] = [
  ['id', 'STRING', ({ id }) => id],
  ['canary', 'STRING', () => secretCanary],
  ['secret', 'STRING', ({ secret }) => JSON.stringify(secret)],
];

export const taskParquet = (rows: readonly ExportRow[]) => parquet(taskColumns, rows);
export const secretParquet = (rows: readonly SecretRow[]) => parquet(secretColumns, rows);

/** Rows of one group: a reader that streams holds one group, some 25 kB a row. */
const groupRows = 500;

function parquet<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Uint8Array {
  const columnData = columns.map(([name, type, value]): ColumnSource => ({
    name,
    type,
    nullable: false,
    data: rows.map((row) => wellFormed(value(row))),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: groupRows, createdBy: 'touchstone' }));
}

/** Parquet's text is UTF-8, which has no lone surrogates. */
const wellFormed = (value: string | number) => (typeof value === 'string' ? value.toWellFormed() : value);
