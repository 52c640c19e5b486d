/** Test only: the weakest grader in use. The whole patch, the hidden tests over it, and the exit code of the plain runner. */
import {
  applyPatch,
  isRefusal,
  type Draft,
  type SandboxDriver,
  type Submission,
} from '@touchstone/contracts';

export async function exitCodeAccepts(
  draft: Draft,
  submission: Submission,
  driver: SandboxDriver,
): Promise<boolean> {
  const { task, secret, blobs } = draft;
  if (secret.verifier.executor !== 'tests' || submission.kind !== 'tree') return false;
  const texts = (files: readonly { path: string; blob: string }[]) =>
    files.map(({ path, blob }) => [path, Buffer.from(blobs.get(blob) ?? []).toString('utf8')] as const);
  const hidden = new Map(texts(secret.verifier.files));
  const before = new Map(texts(task.environment.files));
  const after = applyPatch(before, submission.patch);
  if (isRefusal(after)) return false;
  const { runtime, limits } = task.environment;
  await using sandbox = await driver.open({ runtime, limits });
  const touched = [...after].filter(([path, text]) => before.get(path) !== text && hidden.has(path));
  const files = [...after, ...hidden, ...touched].map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  await sandbox.putFiles([...new Map(files.map((file) => [file.path, file])).values()]);
  const tests = [...hidden.keys()];
  const commands: Record<typeof secret.verifier.runner, [string, ...string[]][]> = {
    pytest: [['python3', '-m', 'pytest', '-q', ...tests]],
    'node-test': [['node', '--test', ...tests]],
    tape: tests.map((path) => ['node', path]),
  };
  for (const argv of commands[secret.verifier.runner]) {
    const { ending, exitCode } = await sandbox.exec({ argv, env: { PYTHONPATH: '/work:/opt/python' } });
    if (ending !== 'exited' || exitCode !== 0) return false;
  }
  return true;
}
