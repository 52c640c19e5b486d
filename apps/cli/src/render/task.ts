/** A task as a person reads it: the public half, then what was shown about it. */
import type { AnswerFormat, AnswerType, TaskPublic } from '@touchstone/contracts';
import { shortId, wrap } from './text.ts';

export interface ShownTask {
  id: string;
  split: string;
  task: TaskPublic;
}

/** A repository has more files than anybody wants to read here. */
const filesListedMax = 8;

export function renderTask({ id, split, task }: ShownTask, width: number): string {
  const environment = task.environment;
  const lines = [
    `${shortId(id)} · ${task.category} · ${split} · ${task.licence.spdx}`,
    '',
    wrap(task.instruction, { width, indent: '  ' }),
    '',
    `  Answer: ${describeFormat(task.answerFormat)}`,
    `  Tools: ${environment.tools.map((tool) => tool.name).join(', ') || 'none'} (at most ${task.budget.toolCallsMax} calls)`,
  ];
  if (environment.files.length > filesListedMax)
    lines.push(`  Files: ${environment.files.length}, among them ${listed(environment.files)}`);
  else if (environment.files.length > 0) lines.push(`  Files: ${listed(environment.files)}`);
  if (environment.web) lines.push(`  Offline web: ${environment.web.hash.slice(0, 12)}`);
  if (environment.world) lines.push(`  World: ${environment.world.id}`);
  const sources = task.licence.sources.map((source) => source.attribution);
  if (sources.length > 0) lines.push(`  Sources: ${[...new Set(sources)].join('; ')}`);
  return lines.join('\n');
}

function listed(files: TaskPublic['environment']['files']): string {
  return files
    .slice(0, filesListedMax)
    .map((file) => `${file.path} (${file.bytes} bytes)`)
    .join(', ');
}

function describeFormat(format: AnswerFormat): string {
  switch (format.kind) {
    case 'typed':
      return describeType(format.type);
    case 'json':
      return 'JSON by the task’s schema';
    case 'state':
      return 'the state reached by tool calls';
    case 'tree':
      return `the changed files (changes under ${format.paths.join(', ')} count)`;
  }
}

function describeType(type: AnswerType): string {
  switch (type.kind) {
    case 'number':
      return `a number within ${type.absoluteTolerance}${type.unit ? ` (${type.unit})` : ''}`;
    case 'integer':
      return `an exact integer${type.unit ? ` (${type.unit})` : ''}`;
    case 'fraction':
      return 'an exact fraction p/q';
    case 'date':
      return 'a date YYYY-MM-DD';
    case 'boolean':
      return 'true or false';
    case 'text':
      return 'a text';
    case 'citations':
      return 'the documents that show it, by id or address';
    case 'expression':
      return `a formula in ${type.variables.join(', ')}`;
    case 'set':
      return `a set, each element ${describeType(type.of)}`;
    case 'list':
      return `a list in order, each element ${describeType(type.of)}`;
    case 'record':
      return `a record: ${Object.entries(type.fields)
        .map(([name, field]) => `${name} is ${describeType(field)}`)
        .join('; ')}`;
    case 'table':
      return `a table (rows ${type.ordered ? 'in order' : 'in any order'}): ${Object.entries(type.columns)
        .map(([name, column]) => `${name} is ${describeType(column)}`)
        .join('; ')}`;
  }
}
