/** What a task is, in a few lines: budget, environment, answer, licence, sources. */
import type { TaskDetail } from '@touchstone/contracts/api';
import type { AnswerType } from '@touchstone/contracts';
import { bytes, counted } from '../../ui/words.ts';
import classes from './task-facts.module.css';

export function TaskFacts({ detail }: { detail: TaskDetail }) {
  const { task, state } = detail;
  const { environment } = task;
  const facts: [string, string][] = [
    ['Split', detail.split],
    ['Language', task.language],
    ['Published', detail.publishedAt.slice(0, 16).replace('T', ' ')],
    [
      'Review',
      state.reviewedBy === null
        ? state.review
        : `${state.review} by ${state.reviewedBy}${state.reason === null ? '' : `: ${state.reason}`}`,
    ],
    ['Attempts', state.attempts === 0 ? 'none reported' : `${state.passed} of ${state.attempts} passed`],
    ['Budget', `${counted(task.budget.toolCallsMax, 'tool call')}`],
    ['Tools', environment.tools.map(({ name }) => name).join(', ') || 'none'],
    [
      'Runtime',
      `${environment.runtime.language} ${environment.runtime.version}${environment.runtime.packages.length === 0 ? '' : `, ${environment.runtime.packages.join(', ')}`}`,
    ],
    [
      'Limits',
      `${environment.limits.cpuSecondsMax} CPU s, ${bytes(environment.limits.memoryBytesMax)} memory, ${environment.limits.processesMax} processes, network none`,
    ],
    ['Answer', answerInWords(task.answerFormat)],
    ['Licence', task.licence.spdx],
    [
      'Sources',
      task.licence.sources
        .map(({ source, spdx, attribution }) => `${source} (${spdx}, ${attribution})`)
        .join('; '),
    ],
  ];
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function answerInWords(format: TaskDetail['task']['answerFormat']): string {
  switch (format.kind) {
    case 'typed':
      return typeInWords(format.type);
    case 'json':
      return 'JSON by a schema';
    case 'state':
      return 'the state of the world, with a report';
    case 'tree':
      return `changes to ${format.paths.join(', ')}`;
  }
}

export function typeInWords(type: AnswerType): string {
  switch (type.kind) {
    case 'set':
    case 'list':
      return `${type.kind} of ${typeInWords(type.of)}`;
    case 'record':
      return `{ ${Object.entries(type.fields)
        .map(([name, field]) => `${name}: ${typeInWords(field)}`)
        .join(', ')} }`;
    case 'table':
      return `${type.ordered ? 'ordered ' : ''}table of ${Object.keys(type.columns).join(', ')}`;
    case 'number':
      return `number within ${type.absoluteTolerance}${type.unit === undefined ? '' : ` ${type.unit}`}`;
    case 'integer':
      return `integer${type.unit === undefined ? '' : ` in ${type.unit}`}`;
    case 'expression':
      return `formula in ${type.variables.join(', ')}`;
    case 'boolean':
    case 'citations':
    case 'date':
    case 'fraction':
    case 'text':
      return type.kind;
  }
}
