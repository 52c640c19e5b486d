/** Tasks of all four categories as Harbor tasks, read, hashed and run by Harbor itself: oracle 1, nop 0, no verdict no reward. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { draftId, type Draft } from '@touchstone/contracts';
import { nodeModulesFolder, pythonPackages, pythonPackagesFolder } from '@touchstone/sandboxes';
import { readConfig } from '../src/config.ts';
import { exportHarbor, type HarborManifest } from '../src/export/harbor/harbor.ts';
import { readerPython } from './readers/reader-python.ts';
import { blobsOf, sourceOf } from './support/drafts-as-corpus.ts';
import { drawDrafts, openWebs } from './support/drawn-drafts.ts';
import { allOrders, ordersDraft } from './verifiers/orders/orders-draft.ts';

const { python, skip } = readerPython('harbor');
const readers = fileURLToPath(new URL('./readers/', import.meta.url));
const harbor = python?.replace(/[^/]*$/, 'harbor') ?? '';
const isolated = spawnSync('bwrap', ['--ro-bind', '/', '/', 'true']).status === 0;
const noSandbox = isolated ? false : 'NOT RUN: bubblewrap does not work here';

interface TrialResult {
  task_name: string;
  verifier_result: { rewards: Record<string, number> } | null;
  exception_info: { exception_type: string } | null;
}

describe('a corpus as Harbor tasks', { skip }, () => {
  const webs = openWebs();
  let folder: string;
  let out: string;
  let drafts: Draft[];
  let manifest: HarborManifest;
  const tomlOf = new Map<string, string>();

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'touchstone-harbor-'));
    out = join(folder, 'export');
    drafts = [
      ...allOrders.map((orders) => ordersDraft(orders, { differential: true })),
      ...(await drawDrafts('interpreter', 8, webs)),
      ...(await drawDrafts('general', 4, webs)),
      ...(await drawDrafts('search', 6, webs)),
    ];
    manifest = await exportHarbor(sourceOf(drafts), {
      out,
      filter: {},
      withSecrets: true,
      blobs: blobsOf(drafts),
      openWeb: (hash) => webs.resolve(hash, blobsOf(drafts)),
    });
    for (const { folder: name } of manifest.tasks)
      tomlOf.set(name, await readFile(join(out, 'tasks', name, 'task.toml'), 'utf8'));
  });
  after(async () => {
    webs[Symbol.dispose]();
    await rm(folder, { recursive: true, force: true });
  });

  test('every task is exported or refused with a reason, and every category is among the exported', () => {
    assert.equal(manifest.tasks.length + manifest.refused.length, drafts.length);
    for (const { code, reason } of manifest.refused)
      assert.ok(code === 'web-too-large', `${code}: ${reason}`);
    assert.deepEqual([...new Set(manifest.tasks.map(({ category }) => category))].sort(), [
      'code',
      'general',
      'interpreter',
      'search',
    ]);
  });

  test("Harbor's models read every task, ignore no key, and compute the digests that we wrote", async () => {
    const read = JSON.parse(await runPython([join(readers, 'check_harbor.py'), out])) as {
      tasks: Record<string, string>;
      dataset: string;
    };
    assert.deepEqual(
      read.tasks,
      Object.fromEntries(manifest.tasks.map(({ folder: name, sha256 }) => [`touchstone/${name}`, sha256])),
    );
    assert.equal(read.dataset, manifest.dataset.sha256);
  });

  test('harbor add and harbor sync change no digest', async () => {
    const path = join(out, 'tasks', 'dataset.toml');
    const digests = (text: string) =>
      [...text.matchAll(/sha256:[0-9a-f]{64}/g)].map(([digest]) => digest).sort();
    const written = await readFile(path, 'utf8');
    const first = manifest.tasks[0]?.folder ?? '';
    await run(harbor, ['add', join(out, 'tasks', first), '--to', join(out, 'tasks')]);
    const synced = await run(harbor, ['sync', join(out, 'tasks')]);
    assert.deepEqual(digests(await readFile(path, 'utf8')), digests(written), synced);
    await writeFile(path, written);
  });

  test('the canary stands in both secret folders of each task and nowhere that an attempt can see', async () => {
    for (const { folder: name } of manifest.tasks) {
      const found = new Set<string>();
      const root = join(out, 'tasks', name);
      for (const file of await readdir(root, { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue;
        const path = join(file.parentPath, file.name);
        if ((await readFile(path, 'latin1')).includes('touchstone-canary'))
          found.add(path.slice(root.length + 1).split('/')[0] ?? '');
      }
      assert.deepEqual([...found].sort(), ['solution', 'tests']);
    }
  });

  test('the oracle gets 1 on every task', { skip: noSandbox }, async () => {
    const results = await trials('oracle', 'tasks');
    assert.equal(results.length, manifest.tasks.length);
    for (const { task_name, verifier_result, exception_info } of results)
      assert.equal(verifier_result?.rewards['reward'], 1, `${task_name}: ${JSON.stringify(exception_info)}`);
  });

  test('an agent that does nothing gets 0 on every task', { skip: noSandbox }, async () => {
    const results = await trials('nop', 'tasks');
    assert.equal(results.length, manifest.tasks.length);
    for (const { task_name, verifier_result, exception_info } of results)
      assert.equal(verifier_result?.rewards['reward'], 0, `${task_name}: ${JSON.stringify(exception_info)}`);
  });

  test(
    'a verifier that fails leaves no reward, even over one that lay there',
    { skip: noSandbox },
    async () => {
      const name = manifest.tasks.find(({ category }) => category === 'general')?.folder ?? '';
      const copy = await copyOf(name);
      const secret = join(copy, 'tests', 'secret', 'secret.json');
      await writeFile(secret, (await readFile(secret, 'utf8')).replaceAll('def verify(', 'def verify_not('));
      const test_sh = join(copy, 'tests', 'test.sh');
      const script = await readFile(test_sh, 'utf8');
      await writeFile(
        test_sh,
        script.replace('rm -rf', 'echo \'{"reward": 1}\' > /logs/verifier/reward.json\nrm -rf'),
      );
      const [result] = await trials('oracle', copy);
      assert.deepEqual(
        [result?.verifier_result, result?.exception_info?.exception_type],
        [null, 'RewardFileNotFoundError'],
      );
    },
  );

  test(
    'an answer that did not come over is no verdict, and an answer that is a link to the secret half is refused',
    { skip: noSandbox },
    async () => {
      const name = manifest.tasks.find(({ category }) => category === 'interpreter')?.folder ?? '';
      const lost = await copyOf(name);
      await rewrite(join(lost, 'task.toml'), (text) => text.replace('"/workdir/answer.txt", ', ''));
      const [result] = await trials('oracle', lost);
      assert.equal(result?.verifier_result, null);
      const linked = await copyOf(name);
      await rewrite(
        join(linked, 'solution', 'solve.sh'),
        () => '#!/bin/bash\nrm /workdir/answer.txt; ln -s /tests/secret/secret.json /workdir/answer.txt\n',
      );
      const [link] = await trials('oracle', linked);
      assert.notEqual(link?.verifier_result?.rewards['reward'], 1);
    },
  );

  test(
    'an agent that calls tools on a command line, a process each, leaves one world; over MCP it hands in too',
    { skip: noSandbox },
    async () => {
      const state = manifest.tasks.find(({ id }) => draftOf(id).task.answerFormat.kind === 'state')?.folder;
      assert.ok(state, 'no state task among the drafts');
      const byHand = await copyOf(state);
      await writeFile(join(byHand, 'solution', 'by_hand.py'), callOneByOne);
      await rewrite(
        join(byHand, 'solution', 'solve.sh'),
        (text) => `${text}python3 -B /solution/by_hand.py > /logs/agent/by-hand.txt 2>&1\n`,
      );
      const [called] = await trials('oracle', byHand);
      assert.equal(called?.verifier_result?.rewards['reward'], 1, JSON.stringify(called?.exception_info));

      const search = manifest.tasks.find(({ category }) => category === 'search') ?? assert.fail();
      const right = draftOf(search.id).secret.trials.right[0];
      assert.ok(right?.kind === 'answer');
      const messages = [
        { id: 1, method: 'tools/list' },
        {
          id: 2,
          method: 'tools/call',
          params: { name: 'submit_result', arguments: { answer: right.answer } },
        },
      ].map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }));
      const overMcp = await copyOf(search.folder);
      await writeFile(join(overMcp, 'solution', 'messages.jsonl'), `${messages.join('\n')}\n`);
      await rewrite(join(overMcp, 'solution', 'solve.sh'), () => {
        const server =
          /args = \[(.*)\]/.exec(tomlOf.get(search.folder) ?? '')?.[1]?.replaceAll(/[",]/g, '') ?? '';
        return `#!/bin/bash\npython3 ${server} < /solution/messages.jsonl > /logs/agent/mcp.txt\n`;
      });
      const [submitted] = await trials('oracle', overMcp);
      assert.equal(
        submitted?.verifier_result?.rewards['reward'],
        1,
        JSON.stringify(submitted?.exception_info),
      );
    },
  );

  test(
    'a wrong answer, text that is no JSON, and an answer of nothing are rejected',
    { skip: noSandbox },
    async () => {
      const task = manifest.tasks.find(({ category }) => category === 'interpreter') ?? assert.fail();
      const wrong = draftOf(task.id).secret.trials.wrong[0]?.submission;
      assert.ok(wrong?.kind === 'answer');
      for (const text of [JSON.stringify(wrong.answer), 'I do not know', '', '['.repeat(100_000)]) {
        const copy = await copyOf(task.folder);
        await writeFile(join(copy, 'solution', 'answer.txt'), text);
        await rewrite(
          join(copy, 'solution', 'solve.sh'),
          () => '#!/bin/bash\ncp /solution/answer.txt /workdir/answer.txt\n',
        );
        const [result] = await trials('oracle', copy);
        assert.deepEqual(result?.verifier_result?.rewards, { reward: 0, accepted: 0 }, text.slice(0, 50));
      }
    },
  );

  test('what an attempt writes into the logs of the verifier is no reward', { skip: noSandbox }, async () => {
    const copy = await copyOf(manifest.tasks.find(({ category }) => category === 'code')?.folder ?? '');
    await rewrite(
      join(copy, 'solution', 'solve.sh'),
      () =>
        '#!/bin/bash\nmkdir -p /logs/verifier /tests; echo 1 > /logs/verifier/reward.txt; echo \'{"reward": 1}\' > /logs/verifier/reward.json\n',
    );
    const [result] = await trials('oracle', copy);
    assert.equal(result?.verifier_result?.rewards['reward'], 0);
  });

  const draftOf = (id: string) => drafts.find((draft) => draftId(draft) === id) ?? assert.fail();

  let copies = 0;
  async function copyOf(name: string): Promise<string> {
    const copy = join(folder, `copy-${copies++}`, name);
    await cp(join(out, 'tasks', name), copy, { recursive: true });
    return copy;
  }

  async function rewrite(path: string, change: (text: string) => string): Promise<void> {
    await writeFile(path, change(await readFile(path, 'utf8')));
  }

  let jobs = 0;
  /** Every trial of a job over a task or a folder of tasks. */
  async function trials(agent: string, path: string): Promise<TrialResult[]> {
    const { home } = readConfig();
    const job = join(folder, `jobs-${jobs++}`);
    await run(
      harbor,
      [
        'run',
        '-p',
        path,
        '-a',
        agent,
        '-e',
        'bwrap_environment:BwrapEnvironment',
        '-o',
        job,
        '-n',
        '2',
        '-q',
        '-y',
      ],
      { TOUCHSTONE_STAGE_packages: await stage(home) },
    );
    const results: TrialResult[] = [];
    for (const file of await readdir(job, { recursive: true }))
      if (/^[^/]+\/[^/]+\/result\.json$/.test(file))
        results.push(JSON.parse(await readFile(join(job, file), 'utf8')) as TrialResult);
    return results;
  }

  /** What the first stage of the Dockerfile makes, from this machine's own packages. */
  async function stage(home: string): Promise<string> {
    const root = join(folder, 'stage');
    await mkdir(join(root, 'opt'), { recursive: true });
    await mkdir(join(root, 'packages'), { recursive: true });
    await mkdir(join(root, 'usr/local/bin'), { recursive: true });
    const link = (target: string, path: string) => symlink(target, join(root, path)).catch(() => undefined);
    await link(await pythonPackagesFolder(Object.keys(pythonPackages), { home }), 'opt/python');
    await link(join(await nodeModulesFolder({ home }), 'node_modules'), 'packages/node_modules');
    await link(process.execPath, 'usr/local/bin/node');
    return root;
  }

  const runPython = (args: string[]) => run(python ?? '', args);
  function run(command: string, args: string[], more: Record<string, string> = {}): Promise<string> {
    const child = spawn(command, args, {
      cwd: out,
      env: {
        PATH: `${dirname(command)}:/usr/bin:/bin`,
        HOME: folder,
        PYTHONPATH: readers,
        PYTHONDONTWRITEBYTECODE: '1',
        HARBOR_TELEMETRY: '0',
        ...more,
      },
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return new Promise((done, failed) => {
      child.on('error', failed);
      child.on('close', (code) =>
        code === 0
          ? done(said)
          : failed(new Error(`${command} ${args[0]} ended with ${code}: ${said.slice(-4000)}`)),
      );
    });
  }
});

/** Run in the task's container: the reference's calls once more on a new world, each by a process of its own. */
const callOneByOne = `
import json, subprocess, sys
calls = json.load(open("/workdir/calls.json"))
open("/workdir/calls.json", "w").write("[]")
assert calls
for call in calls:
    subprocess.run([sys.executable, "-B", "/opt/touchstone/task_tool.py", "call", call["tool"], json.dumps(call["arguments"])])
assert json.load(open("/workdir/calls.json")) == calls
`;
