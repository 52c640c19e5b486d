/** Test only: the submissions whose verdicts are stored, and how they are replayed. */
import { readFileSync } from 'node:fs';
import type { Submission, TaskPublic, TaskSecret, Verdict } from '@touchstone/contracts';
import { type verifierVersions, verifyMany } from '../../src/index.ts';
import { testPorts } from './ports.ts';
import { functionTask, stateTask, ticketRows, ticketTools, typedTask } from './tasks.ts';

export const storedFile = new URL('../stored-verdicts.json', import.meta.url);

export interface Stored {
  versions: typeof verifierVersions;
  tasks: {
    name: string;
    task: TaskPublic;
    secret: TaskSecret;
    tries: { submission: Submission; verdict: Verdict }[];
  }[];
}

export function readStored(): Stored {
  return JSON.parse(readFileSync(storedFile, 'utf8')) as Stored;
}

export async function replay(
  task: TaskPublic,
  secret: TaskSecret,
  submissions: Submission[],
): Promise<Verdict[]> {
  return verifyMany(task, secret, submissions, testPorts({ tools: ticketTools, rows: ticketRows }));
}

const answers = (...values: unknown[]): Submission[] =>
  values.map((answer) => ({ kind: 'answer', answer: answer as never }));
const close = (...ids: number[]) => ids.map((id) => ({ tool: 'close_ticket', arguments: { id } }));

/** What `store-verdicts.ts` stores. Old entries stay in the file: add here, never take away. */
export function submissionsToStore(): (Omit<Stored['tasks'][number], 'tries'> & {
  submissions: Submission[];
})[] {
  const columns = { city: { kind: 'text' }, share: { kind: 'number', absoluteTolerance: 0.01 } } as const;
  return [
    {
      name: 'number',
      ...typedTask({ kind: 'number', absoluteTolerance: 0.005, unit: 'km' }, 1.005),
      submissions: answers(
        1.005,
        1.01,
        1.0100001,
        '1.01 km',
        '1.01 m',
        'NaN',
        '1 or 1.005',
        true,
        '201/200',
        null,
      ),
    },
    {
      name: 'integer',
      ...typedTask({ kind: 'integer' }, 1342),
      submissions: answers(1342, '1,342', ' 1342.0 ', 1341, '13,42', '1342 mats', [1342], 1e21),
    },
    {
      name: 'fraction',
      ...typedTask({ kind: 'fraction' }, '3/4'),
      submissions: answers('6/8', 0.75, '4/3', '3/0'),
    },
    {
      name: 'date',
      ...typedTask({ kind: 'date' }, '2024-02-29'),
      submissions: answers('2024-2-29', '2024/02/29', '29.02.2024', '2024-03-01', '2024-02-29T00:00:00Z'),
    },
    {
      name: 'boolean',
      ...typedTask({ kind: 'boolean' }, false),
      submissions: answers(false, 'No', 0, 'true', null),
    },
    {
      name: 'text with aliases and an alternative',
      ...typedTask({ kind: 'text' }, ['Straße', 'Str.'], ['Allee']),
      submissions: answers('STRASSE', ' str. ', 'allee', 'Strasse!', 'Straße or Allee'),
    },
    {
      name: 'expression',
      ...typedTask({ kind: 'expression', variables: ['n'] }, 'n*(n+1)/2'),
      submissions: answers('(n^2+n)/2', 'n(n+1)/2', 'n(n-1)/2', '1/2n', 'n**2/2 + n/2', '2^n'),
    },
    {
      name: 'set of numbers',
      ...typedTask({ kind: 'set', of: { kind: 'number', absoluteTolerance: 0.5 } }, [1, 2]),
      submissions: answers([2, 1], [1.5, 0.7], [1, 1], [1, 2, 2], [1, 'two']),
    },
    {
      name: 'record with a list',
      ...typedTask(
        {
          kind: 'record',
          fields: { total: { kind: 'integer' }, days: { kind: 'list', of: { kind: 'date' } } },
        },
        { total: 2, days: ['2024-01-01', '2024-01-02'] },
      ),
      submissions: answers(
        { days: ['2024-01-01', '2024-01-02'], total: '2' },
        { total: 2, days: ['2024-01-02', '2024-01-01'] },
        { total: 2 },
        { total: 2, days: ['2024-01-01', '2024-01-02'], accepted: true },
      ),
    },
    {
      name: 'table without order',
      ...typedTask({ kind: 'table', columns, ordered: false }, [
        { city: 'Bonn', share: 0.5 },
        { city: 'Köln', share: 0.25 },
      ]),
      submissions: answers(
        [
          { city: 'köln', share: 0.255 },
          { city: 'Bonn', share: 0.5 },
        ],
        [{ city: 'Bonn', share: 0.5 }],
        [
          { city: 'Bonn', share: 0.25 },
          { city: 'Köln', share: 0.5 },
        ],
      ),
    },
    {
      name: 'function',
      ...functionTask(),
      submissions: answers([11, 19], [19, 11], [3, 26], [15, 15], [30], 'thirty', [11.5, 18.5]),
    },
    {
      name: 'state',
      ...stateTask(),
      submissions: [
        { kind: 'state', calls: close(1), answer: 1 },
        { kind: 'state', calls: close(1, 1, 9), answer: 1 },
        { kind: 'state', calls: close(1, 2), answer: 1 },
        { kind: 'state', calls: [], answer: 1 },
        { kind: 'state', calls: close(1), answer: 'one' },
        { kind: 'state', calls: close(...Array.from({ length: 11 }, () => 1)), answer: 1 },
        { kind: 'answer', answer: 1 },
      ],
    },
  ];
}
