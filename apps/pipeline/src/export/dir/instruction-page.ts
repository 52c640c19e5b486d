/** The instruction of an exported task, with the form of the answer in words and how to hand it in. */
import type { AnswerFormat, AnswerType, JsonObject } from '@touchstone/contracts';
import type { ExportRow } from '../export-source.ts';

export function instructionPage({ id, task }: ExportRow): string {
  const { environment, answerFormat, budget } = task;
  const files = environment.files.map(({ path }) => `\`files/${path}\``).join(', ');
  return [
    `# ${id.slice(0, 17)}`,
    task.instruction,
    '## Answer',
    answerPart(answerFormat),
    '## Tools',
    `At most ${budget.toolCallsMax} calls.${files === '' ? '' : ` Files: ${files}.`}`,
    ...environment.tools.map(({ name, description }) => `- \`${name}\`: ${description}`),
    'Over MCP: `python3 mcp_server.py --submission submission.json`. As a program that defines `solve(tools)`: `python3 attempt.py PROGRAM.py --submission submission.json`.',
    '',
  ].join('\n\n');
}

/** What is handed in, in words. */
export function answerPart(format: AnswerFormat): string {
  switch (format.kind) {
    case 'typed':
      return `The answer is ${describe(format.type)}.`;
    case 'json':
      return `The answer is ${schemaForm(format.schema)}`;
    case 'state':
      return `What counts is the state that your tool calls leave. The answer that goes with it is ${schemaForm(format.schema)}`;
    case 'tree':
      return `What counts are the files as you leave them, under ${format.paths.map((path) => `\`${path}\``).join(', ')}. Changes elsewhere are left out.`;
  }
}

function schemaForm(schema: JsonObject): string {
  return `JSON of this schema:\n\n\`\`\`json\n${JSON.stringify(schema, null, 2)}\n\`\`\``;
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
    case 'citations':
      return 'a list, in any order, of the ids or addresses of the documents that show the answer';
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
