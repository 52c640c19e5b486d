/** What an agent of Harbor reads: the task, where the answer goes, and how tools are called from a shell. */
import type { TaskPublic } from '@touchstone/contracts';
import { answerPart } from '../dir/instruction-page.ts';

export function harborInstruction(task: TaskPublic): string {
  const tree = task.answerFormat.kind === 'tree';
  return `${[
    task.instruction.trim(),
    '## Answer',
    answerPart(task.answerFormat),
    tree
      ? 'The files are in `/workdir`. Change them there; nothing else is handed in.'
      : 'Write the answer as JSON into the file `/workdir/answer.txt`. What stands there at the end counts.',
    ...(offersTools(task) ? toolsPart(task) : filesPart(task)),
  ].join('\n\n')}\n`;
}

/** Tools that a shell does not already offer. */
export function offersTools({ environment }: TaskPublic): boolean {
  return environment.world !== null || environment.web !== null;
}

function filesPart({ environment, answerFormat }: TaskPublic): string[] {
  if (answerFormat.kind === 'tree' || environment.files.length === 0) return [];
  return [`Files in \`/workdir\`: ${environment.files.map(({ path }) => `\`${path}\``).join(', ')}.`];
}

function toolsPart({ environment, budget }: TaskPublic): string[] {
  return [
    '## Tools',
    `At most ${budget.toolCallsMax} calls, each of them counts. On a command line:`,
    '```\npython3 /opt/touchstone/task_tool.py list\npython3 /opt/touchstone/task_tool.py call NAME \'{"argument": 1}\'\n```',
    'The same tools are on the MCP server `touchstone`, whose `submit_result` writes the answer. Use one of the two, not both.',
    environment.tools.map(({ name, description }) => `- \`${name}\`: ${description}`).join('\n'),
  ];
}
