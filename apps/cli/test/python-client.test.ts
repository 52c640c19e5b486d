/** The Python client against `touchstone serve`, beside an export of the same corpus. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { compose, readConfig } from '@touchstone/pipeline';
import { publishDrafts, removeHome, temporaryHome } from '../../pipeline/test/support/publish-drafts.ts';
import { pythons, runTests } from '../../pipeline/test/support/run-python.ts';
import { runCommand, startCommand } from './run-command.ts';

const [python] = pythons.values();
const skip = python === undefined && 'NOT RUN: no Python 3.11 or newer was found on this machine';
const families = ['search.port-held', 'interpreter.chances', 'general.recall', 'general.ferry-crew'];

describe('touchstone_rl against touchstone serve', { skip }, () => {
  const home = temporaryHome();
  const env = { TOUCHSTONE_HOME: home };
  const out = join(home, 'export');
  let server: ReturnType<typeof startCommand> | undefined;
  let variables: Record<string, string>;

  before(async () => {
    await publish();
    const command = ['export', '--format', 'dir', '--with-secrets', '--out', out];
    const exported = await runCommand(command, { env });
    assert.equal(exported.code, 0, exported.stderr);
    const key = await runCommand(['keys', 'make', 'trainer', '--role', 'trainer'], { env });
    server = startCommand(['serve', '--port', '0'], { env });
    variables = {
      TOUCHSTONE_TEST_EXPORT: out,
      TOUCHSTONE_TEST_URL: await addressOf(server),
      TOUCHSTONE_TEST_KEY: key.stdout.trim(),
    };
  });
  after(async () => {
    server?.child.kill('SIGTERM');
    await server?.done;
    await removeHome(home);
  });

  test('its tests pass', async () => {
    const { code, said } = await runTests(python ?? '', ['test_server', 'test_documents'], variables);
    assert.equal(code, 0, said);
    assert.match(said, /Ran [1-9]\d+ tests/);
    assert.doesNotMatch(said, /skipped/);
  });

  async function publish(): Promise<void> {
    await using parts = compose(readConfig({ ...process.env, ...env }));
    await publishDrafts(parts, Object.fromEntries(families.map((family) => [family, 2])));
  }
});

async function addressOf(server: ReturnType<typeof startCommand>): Promise<string> {
  for (;;) {
    const [, address] = / is at (http:\S+)/.exec(server.output().stdout) ?? [];
    if (address !== undefined) return address;
    if (server.child.exitCode !== null) throw new Error(server.output().stderr);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
