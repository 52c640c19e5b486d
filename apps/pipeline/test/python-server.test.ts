/** The Python client against `touchstone serve`, a process of its own, beside an export of the same corpus. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compose } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { publishDrafts, removeHome, temporaryHome } from './support/publish-drafts.ts';
import { pythons, runTests } from './support/run-python.ts';

const [python] = pythons.values();
const skip = python === undefined && 'NOT RUN: no Python 3.11 or newer was found on this machine';
const families = ['search.port-held', 'interpreter.chances', 'general.recall', 'general.ferry-crew'];
const main = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url));

describe('touchstone_rl against touchstone serve', { skip }, () => {
  const home = temporaryHome();
  const out = join(home, 'export');
  let server: Started | undefined;
  let variables: Record<string, string>;

  before(async () => {
    await publish();
    await ended(start(['export', '--format', 'dir', '--with-secrets', '--out', out], home));
    const key = await ended(start(['keys', 'make', 'trainer', '--role', 'trainer'], home));
    server = start(['serve', '--port', '0'], home);
    variables = {
      TOUCHSTONE_TEST_EXPORT: out,
      TOUCHSTONE_TEST_URL: await addressOf(server),
      TOUCHSTONE_TEST_KEY: key.trim(),
    };
  });
  after(async () => {
    server?.child.kill('SIGTERM');
    await server?.exit;
    await removeHome(home);
  });

  test('its tests pass', async () => {
    const { code, said } = await runTests(python ?? '', ['test_server', 'test_documents'], variables);
    assert.equal(code, 0, said);
    assert.match(said, /Ran [1-9]\d+ tests/);
    assert.doesNotMatch(said, /skipped/);
  });

  async function publish(): Promise<void> {
    const config = readConfig({ ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: home });
    await using parts = compose(config);
    await publishDrafts(parts, Object.fromEntries(families.map((family) => [family, 2])));
  }
});

interface Started {
  child: ChildProcess;
  said: { stdout: string; stderr: string };
  exit: Promise<number | null>;
}

/** `touchstone` as a person runs it. */
function start(args: readonly string[], home: string): Started {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const command = ['--disable-warning=ExperimentalWarning', main, ...args];
  const child = spawn(process.execPath, command, {
    env: { ...inherited, TOUCHSTONE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()));
  return { child, said, exit: new Promise((resolve) => child.on('close', resolve)) };
}

async function ended({ said, exit }: Started): Promise<string> {
  assert.equal(await exit, 0, said.stderr);
  return said.stdout;
}

async function addressOf({ said, child }: Started): Promise<string> {
  for (;;) {
    const [, address] = / is at (http:\S+)/.exec(said.stdout) ?? [];
    if (address !== undefined) return address;
    if (child.exitCode !== null) throw new Error(said.stderr);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
