/** Test only: the tests of the Python client, run by the Pythons that are here. */
import { spawn, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const client = fileURLToPath(new URL('../../../python/', import.meta.url));
const version = 'import sys; print("%d.%d" % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))';

/** From 3.11, by version, the oldest first: what is called so, and what pyenv keeps. */
export const pythons: ReadonlyMap<string, string> = new Map(
  ['/usr/bin/python3', 'python3', 'python3.11', 'python3.12', 'python3.13', 'python3.14']
    .concat(globSync(join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions/*/bin/python3')))
    .flatMap((name) => {
      const { status, stdout } = spawnSync(name, ['-c', version], { encoding: 'utf8' });
      return status === 0 ? [[stdout.trim(), name] as const] : [];
    })
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })),
);

/** One test module of the client by the standard library's runner. What it said, and its exit code. */
export async function runTests(
  python: string,
  modules: readonly string[],
  variables: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(python, ['-B', '-m', 'unittest', ...modules], {
    cwd: join(client, 'tests'),
    env: { ...process.env, PYTHONPATH: '../src', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said };
}
