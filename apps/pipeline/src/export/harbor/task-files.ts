/**
 * One task as a Harbor task. What an attempt may see goes into `environment/`, the secret half into `tests/` and
 * `solution/`; the programs are those of the folder export, so that a verdict here is a verdict there.
 */
import { readFileSync } from 'node:fs';
import { isProgram, type BlobReader, type JsonObject, type TaskSecret } from '@touchstone/contracts';
import { explainCertificate } from '@touchstone/verifiers';
import { taskFolders } from '../dir/task-folder.ts';
import type { ExportRow } from '../export-source.ts';
import type { Files } from '../folders.ts';
import { attribution } from '../licences.ts';
import { secretCanary } from '../shard.ts';
import { imageFiles } from './image.ts';
import { harborInstruction, offersTools } from './instruction.ts';
import { taskToml } from './task-toml.ts';

const own = (name: string) => readFileSync(new URL(`./python/${name}`, import.meta.url), 'utf8');

export interface HarborTaskParts {
  row: ExportRow;
  secret: TaskSecret;
  blobs: BlobReader;
  /** The web that the task searches, as its JSON lines; null where it searches none. */
  web: string | null;
}

/** Files by path from the task's folder, `name` being the folder's. */
export async function harborTaskFiles(
  name: string,
  { row, secret, blobs, web }: HarborTaskParts,
): Promise<Files> {
  const withCanary = { ...secret, canary: secretCanary } as TaskSecret & JsonObject;
  const folders = await taskFolders(row, withCanary, blobs);
  const tree = row.task.answerFormat.kind === 'tree';
  const copied = { workdir: '/workdir', ...(!tree && { task: '/opt/touchstone' }) };
  const files: Files = new Map([
    ['task.toml', taskToml(row, name)],
    ['instruction.md', harborInstruction(row.task)],
    ['README.md', readme(row, name)],
    ...imageFiles(row.task.environment.runtime, copied),
    ['tests/test.sh', own('test.sh').replace('CANARY', secretCanary)],
    ['tests/judge.py', own('judge.py')],
  ]);
  for (const [path, content] of folders.secret) files.set(`tests/secret/${path}`, content);
  for (const [path, content] of folders.task)
    if (path.startsWith('files/')) files.set(`environment/workdir/${path.slice('files/'.length)}`, content);
    else if (!tree && !leftOut.has(path)) files.set(`environment/task/${path}`, content);
  if (!tree) {
    files.set('environment/task/task_tool.py', own('task_tool.py'));
    files.set('environment/workdir/answer.txt', '');
    if (row.task.answerFormat.kind === 'state' || offersTools(row.task))
      files.set('environment/workdir/calls.json', '[]\n');
  }
  if (web !== null) files.set(`environment/task/webs/${row.task.environment.web?.hash ?? ''}.jsonl`, web);
  for (const [path, content] of solutionFiles(secret, folders.secret)) files.set(`solution/${path}`, content);
  return files;
}

/** For a reader of the folder, not for an attempt. */
const leftOut = new Set(['instruction.md', 'certificate.json', 'certificate.txt']);

function solutionFiles({ reference }: TaskSecret, secret: Files): Files {
  const script = (line: string) => `#!/bin/bash\n# ${secretCanary}\nset -e\n${line}\n`;
  if (isProgram(reference))
    return new Map([
      ['solve.sh', script('python3 -B /opt/touchstone/task_tool.py attempt /solution/reference.py')],
      ['reference.py', reference.source],
    ]);
  const { submission } = reference;
  if (submission.kind === 'tree')
    return new Map([
      ['solve.sh', script('python3 -B /solution/apply_reference.py')],
      ['reference.patch', submission.patch],
      ['apply_reference.py', own('apply_reference.py')],
      ['patch_tree.py', secret.get('runtime/patch_tree.py') ?? ''],
    ]);
  const calls = submission.kind === 'state' ? submission.calls : null;
  return new Map([
    [
      'solve.sh',
      script(
        `cp /solution/answer.json /workdir/answer.txt${calls ? '\ncp /solution/calls.json /workdir/calls.json' : ''}`,
      ),
    ],
    ['answer.json', JSON.stringify(submission.answer)],
    ...(calls ? [['calls.json', JSON.stringify(calls)] as const] : []),
  ]);
}

function readme({ task, certificate }: ExportRow, name: string): string {
  return [
    `# ${name}`,
    `Licence: ${task.licence.spdx}. The certificate was made by Touchstone in its own sandboxes, on the driver ${certificate.key.runtime.driver}; ` +
      '`weaknesses` in task.toml says what a container of Harbor does not stop.',
    `\`\`\`text\n${explainCertificate(certificate)}\n\`\`\``,
    attribution(name, [task.licence]).replace(/^# .*$/m, '## Attribution'),
  ].join('\n\n');
}
