/**
 * One task as two folders that plain Python 3.11 can use: what an attempt may see, and what only verification may. The
 * same Python that runs in the sandboxes is copied in, so that a verdict here is a verdict there.
 */
import { readFileSync } from 'node:fs';
import { isProgram, type BlobReader, type JsonObject, type TaskSecret } from '@touchstone/contracts';
import { toolSources } from '@touchstone/sandboxes';
import { explainCertificate, testRunnerSources, verifierSources } from '@touchstone/verifiers';
import type { ExportRow } from '../export-source.ts';
import type { Files } from '../folders.ts';
import { instructionPage } from './instruction-page.ts';

export interface TaskFolders {
  /** Goes where the attempt runs. */
  task: Files;
  /** Never goes there. */
  secret: Files;
}

const own = (name: string) => readFileSync(new URL(`./python/${name}`, import.meta.url), 'utf8');
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

export async function taskFolders(
  row: ExportRow,
  secret: TaskSecret & JsonObject,
  blobs: BlobReader,
): Promise<TaskFolders> {
  const world = await worldFiles(row, blobs);
  const task: Files = new Map([
    ['instruction.md', instructionPage(row)],
    ['task.json', json(row.task)],
    ['certificate.json', json(row.certificate)],
    ['certificate.txt', `${explainCertificate(row.certificate)}\n`],
    ['tools.py', own('tools.py')],
    ['mcp_server.py', own('mcp_server.py')],
    ['attempt.py', own('attempt.py')],
    ['runtime/channel_child.py', own('channel_child.py')],
    ['runtime/json_schema.py', verifierSources['json_schema.py']],
    ['runtime/run_program.py', toolSources['run_program.py']],
    ...(row.task.answerFormat.kind === 'tree'
      ? [
          ['runtime/files.py', toolSources['files.py']] as const,
          ['runtime/patch_tree.py', own('patch_tree.py')] as const,
        ]
      : []),
  ]);
  if (row.task.environment.tools.some(({ name }) => name === 'python'))
    task.set('runtime/kernel.py', toolSources['kernel.py']);
  if (row.task.environment.web !== null) task.set('runtime/web_tools.py', own('web_tools.py'));
  for (const [path, text] of world) task.set(path, text);
  for (const file of row.task.environment.files)
    task.set(`files/${file.path}`, await blobs.readBlob(file.blob));
  const tests = await hiddenTests(row, secret, blobs);
  return { task, secret: new Map([...secretFiles(row, secret), ...world, ...tests]) };
}

/** For a changed tree: the tree as it was, the hidden files, the values, and what runs them. */
async function hiddenTests(row: ExportRow, { verifier }: TaskSecret, blobs: BlobReader): Promise<Files> {
  if (verifier.executor !== 'tests') return new Map();
  const placed = async (folder: string, files: typeof verifier.files) =>
    Promise.all(
      files.map(async ({ path, blob }) => [`${folder}/${path}`, await blobs.readBlob(blob)] as const),
    );
  return new Map<string, string | Uint8Array>([
    ...(await placed('files', row.task.environment.files)),
    ...(await placed('hidden', verifier.files)),
    ...(verifier.differential
      ? [['hidden-cases.json', await blobs.readBlob(verifier.differential.cases)] as const]
      : []),
    ...Object.entries(testRunnerSources).map(([name, text]) => [`runtime/${name}`, text] as const),
    ['runtime/verify_tree.py', own('verify_tree.py')],
    ['runtime/less_than_root.py', own('less_than_root.py')],
    ['runtime/patch_tree.py', own('patch_tree.py')],
  ]);
}

/** With its own copy of the world: the attempt's copy may have been changed by the attempt. */
function secretFiles(row: ExportRow, secret: TaskSecret & JsonObject): Files {
  return new Map([
    ['verify.py', own('verify.py')],
    ['task.json', json(row.task)],
    ['secret.json', json(secret)],
    isProgram(secret.reference)
      ? ['reference.py', secret.reference.source]
      : ['reference.json', json(secret.reference.submission)],
    ['runtime/channel_child.py', own('channel_child.py')],
    ...Object.entries(verifierSources).map(([name, text]): [string, string] => [`runtime/${name}`, text]),
  ]);
}

async function worldFiles(row: ExportRow, blobs: BlobReader): Promise<Files> {
  const { world } = row.task.environment;
  if (world === null) return new Map();
  return new Map<string, string | Uint8Array>([
    ['runtime/world_server.py', toolSources['world_server.py']],
    ['runtime/world.py', await blobs.readBlob(world.program)],
    ['runtime/rows.json', await blobs.readBlob(world.rows)],
  ]);
}
