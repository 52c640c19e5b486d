/** Code tasks as folders: attempted and judged by plain Python, with pytest, node:test and tape as a user would have them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { draftId, type Submission } from '@touchstone/contracts';
import { nodeModulesFolder, pythonPackages, pythonPackagesFolder } from '@touchstone/sandboxes';
import { allForgeries } from '@touchstone/verifiers';
import { readConfig } from '../src/config.ts';
import { exportDirectory } from '../src/export/dir/directory.ts';
import { blobsOf, sourceOf } from './support/drafts-as-corpus.ts';
import { allOrders, changeOf, ordersDraft, type Orders } from './verifiers/orders/orders-draft.ts';

const python = ['python3.11', '/usr/bin/python3', 'python3'].find(
  (name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0,
);
const asNobody =
  process.getuid?.() === 0 &&
  python !== undefined &&
  spawnSync(python, ['-c', ''], { uid: 65_534, gid: 65_534 }).status === 0;
const skip = python === undefined && 'NOT RUN: no Python 3.11 or newer was found on this machine';

describe('code tasks as folders', { skip }, () => {
  const drafts = new Map(allOrders.map((orders) => [orders, ordersDraft(orders, { differential: true })]));
  let out: string;
  let tools: Record<string, string>;

  before(async () => {
    const { home } = readConfig();
    tools = {
      PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      PYTHONPATH: await pythonPackagesFolder(Object.keys(pythonPackages), { home }),
      NODE_PATH: join(await nodeModulesFolder({ home }), 'node_modules'),
    };
    out = join(await mkdtemp(join(tmpdir(), 'touchstone-code-folders-')), 'export');
    const all = [...drafts.values()];
    await exportDirectory(sourceOf(all), {
      out,
      filter: {},
      withSecrets: true,
      blobs: blobsOf(all),
      openWeb: () => assert.fail('a code task has no web'),
    });
  });
  after(() => rm(join(out, '..'), { recursive: true, force: true }));

  const folder = (half: 'tasks' | 'secret', orders: Orders) =>
    join(out, half, draftId(drafts.get(orders) ?? assert.fail()).slice(0, 21));
  const run = (cwd: string, args: string[], env = tools) =>
    spawnSync(python ?? '', ['-B', ...args], { cwd, encoding: 'utf8', env });
  async function judged(orders: Orders, submission: Submission, env = tools) {
    const file = join(out, 'submission.json');
    await writeFile(file, JSON.stringify(submission));
    const { status, stdout, stderr } = run(folder('secret', orders), ['verify.py', file], env);
    assert.ok(stdout !== '', stderr);
    return {
      status,
      verdict: JSON.parse(stdout) as { outcome: string; reason?: string; reward: number | null },
    };
  }

  for (const orders of allOrders) {
    test(`${orders.runner}: right changes are accepted, wrong ones, none and forgeries are rejected`, async () => {
      const draft = drafts.get(orders) ?? assert.fail();
      const { reference, trials } = draft.secret;
      assert.ok('submission' in reference);
      for (const right of [reference.submission, ...trials.right]) {
        const { status, verdict } = await judged(orders, right);
        assert.equal(status, 0, JSON.stringify(verdict));
        assert.equal(verdict.reward, 1);
      }
      const forged = allForgeries(draft)
        .filter(({ forgery: { id } }) => ['always-equal', 'hides-own-failures'].includes(id))
        .map(({ submission }) => submission);
      assert.ok(forged.length > 0);
      const nothing: Submission = { kind: 'tree', patch: '' };
      for (const wrong of [nothing, ...trials.wrong.map(({ submission }) => submission), ...forged]) {
        const { status, verdict } = await judged(orders, wrong);
        assert.equal(status, 1, JSON.stringify(verdict));
      }
    });

    test(`${orders.runner}: what a program changes by the tools is handed in as a patch, and judged`, async () => {
      const program = join(out, 'program.py');
      const text = JSON.stringify(orders.right);
      await writeFile(
        program,
        `def solve(tools):\n    tools.call("write_file", path=${JSON.stringify(orders.code)}, text=${text})\n    tools.call("shell", command="echo 1 > elsewhere.txt")\n`,
      );
      const file = join(out, 'made.json');
      const attempt = run(folder('tasks', orders), ['attempt.py', program, '--submission', file]);
      assert.equal(attempt.status, 0, attempt.stderr);
      const { status, stdout } = run(folder('secret', orders), ['verify.py', file]);
      assert.equal(status, 0, stdout);
    });
  }

  test(
    'where verification is root, the code of a submission is nobody: it reads no secret and writes no verdict',
    { skip: asNobody ? false : 'NOT RUN: needs root, a Python and a pytest that nobody can read' },
    async () => {
      const orders = allOrders.find(({ runner }) => runner === 'pytest') ?? assert.fail();
      const secret = folder('secret', orders);
      const open = await mkdtemp(join(tmpdir(), 'touchstone-open-'));
      const packages = tools['PYTHONPATH'] ?? '';
      await cp(packages, join(open, 'python'), { recursive: true });
      await chmod(open, 0o755);
      const told = join(open, 'told');
      await writeFile(told, '');
      await chmod(told, 0o666);
      const spy = [
        'import os',
        'def attempt(act):',
        '    try:',
        '        act()',
        "        return 'did'",
        '    except OSError:',
        "        return 'could not'",
        `read = attempt(lambda: open(${JSON.stringify(join(secret, 'secret.json'))}).read())`,
        `wrote = attempt(lambda: open(${JSON.stringify(join(secret, 'forged'))}, 'w'))`,
        `open(${JSON.stringify(told)}, 'a').write('%s %s %s\\n' % (os.getuid(), read, wrote))`,
        '',
      ].join('\n');
      const env = { ...tools, PYTHONPATH: join(open, 'python') };
      const { status, verdict } = await judged(orders, changeOf(orders, `${spy}${orders.right}`), env);
      const lines = (await readFile(told, 'utf8')).trim().split('\n');
      await rm(open, { recursive: true });
      assert.equal(status, 0, JSON.stringify(verdict));
      assert.deepEqual([...new Set(lines)], ['65534 could not could not']);
    },
  );

  test('a patch that does not fit is malformed', async () => {
    const [orders] = allOrders as [Orders];
    const other = { kind: 'tree', patch: '--- a/absent.py\n+++ b/absent.py\n@@ -1 +1 @@\n-a\n+b\n' } as const;
    const { status, verdict } = await judged(orders, other);
    assert.deepEqual([status, verdict.reason], [1, 'malformed']);
  });

  test('a machine without the runner abstains: reward null, never 0', async () => {
    const [orders] = allOrders as [Orders];
    const bare = { PATH: '/usr/bin:/bin' };
    const { status, verdict } = await judged(orders, changeOf(orders, orders.right), bare);
    assert.deepEqual([status, verdict.outcome, verdict.reward], [3, 'abstained', null]);
  });
});
