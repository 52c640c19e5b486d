/** The instruction of an exported task, with the form of the answer in words and how to hand it in. */
import type { AnswerType } from '@touchstone/contracts';
import type { ExportRow } from '../export-source.ts';

export function instructionPage({ id, task }: ExportRow): string {
  const { environment, answerFormat, budget } = task;
  const files = environment.files.map(({ path }) => `\`files/${path}\``).join(', ');
  const form =
    answerFormat.kind === 'typed'
      ? `${describe(answerFormat.type)}.`
      : `JSON of this schema:\n\n\`\`\`json\n${JSON.stringify(answerFormat.schema, null, 2)}\n\`\`\``;
  return [
    `# ${id.slice(0, 17)}`,
    task.instruction,
    '## Answer',
    answerFormat.kind === 'state'
      ? `What counts is the state that your tool calls leave. The answer that goes with it is ${form}`
      : `The answer is ${form}`,
    '## Tools',
    `At most ${budget.toolCallsMax} calls.${files === '' ? '' : ` Files: ${files}.`}`,
    ...environment.tools.map(({ name, description }) => `- \`${name}\`: ${description}`),
    'Over MCP: `python3 mcp_server.py --submission submission.json`. As a program that defines `solve(tools)`: `python3 attempt.py PROGRAM.py --submission submission.json`.',
    '',
  ].join('\n\n');
}

/** A type of answer as a person would say it. */
function describe(type: AnswerType): string {
  switch (type.kind) {
    case 'number':
      return `a number${unit(type.unit)} (within ${type.absoluteTolerance} of the right one)`;
    case 'integer':
      return `an integer${unit(type.unit)}`;
    case 'fraction':
      return 'an exact fraction as text, `"p/q"`';
    case 'date':
      return 'a date as `"YYYY-MM-DD"`';
    case 'boolean':
      return 'true or false';
    case 'text':
      return 'text';
    case 'expression':
      return `a formula in ${type.variables.join(', ')} as text`;
    case 'set':
      return `a list, in any order and without repetition, of: ${describe(type.of)}`;
    case 'list':
      return `a list, in order, of: ${describe(type.of)}`;
    case 'record':
      return `an object with ${fields(type.fields)}`;
    case 'table':
      return `a list of rows${type.ordered ? ', in order' : ', in any order'}, each an object with ${fields(type.columns)}`;
  }
}

function fields(types: Readonly<Record<string, AnswerType>>): string {
  return Object.entries(types)
    .map(([name, type]) => `\`${name}\` (${describe(type)})`)
    .join(', ');
}

const unit = (name: string | undefined) => (name === undefined ? '' : ` in ${name}`);
