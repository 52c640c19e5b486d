/** Ten tasks of each category as folders, judged by plain Python without a network and without Touchstone. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { draftId, type Draft, type Fault, type Hash, type OfflineWeb } from '@touchstone/contracts';
import { exportDirectory } from '../src/export/dir/directory.ts';
import type { ExportSource } from '../src/export/export-source.ts';
import { blobsOf, sourceOf } from './support/drafts-as-corpus.ts';
import { drawDrafts, openWebs } from './support/drawn-drafts.ts';

const perCategory = 10;
const python = pythonOf(['python3.11', '/usr/bin/python3', 'python3']);
const noNetwork = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : [];

describe(
  'a corpus as folders',
  { skip: python === null ? 'no Python 3.11 or newer was found on this machine' : false },
  () => {
    let out: string;
    let drafts: Draft[];

    before(async () => {
      if (noNetwork.length === 0)
        console.log('The network is not taken away here: unshare -rn is not allowed.');
      out = join(await mkdtemp(join(tmpdir(), 'touchstone-folders-')), 'export');
      drafts = [
        ...(await drawDrafts('interpreter', perCategory, webs)),
        ...(await drawDrafts('general', perCategory, webs)),
        ...(await drawDrafts('search', perCategory, webs)),
      ];
      const manifest = await exportDirectory(sourceOf(drafts), {
        out,
        filter: {},
        withSecrets: true,
        blobs: blobsOf(drafts),
        openWeb: webOf(drafts),
      });
      assert.equal(manifest.tasks.length, drafts.length);
    });
    after(() => rm(join(out, '..'), { recursive: true, force: true }));

    test('every reference is accepted and every wrong trial is rejected by verify.py', async () => {
      for (const draft of drafts) {
        const name = nameOf(draft);
        const [task, secret] = [join(out, 'tasks', name), join(out, 'secret', name)];
        const submission = join(out, `${name}.json`);
        const attempt = run(task, ['attempt.py', join(secret, 'reference.py'), '--submission', submission]);
        assert.equal(attempt.status, 0, `${draft.secret.lineage.family} ${name}: ${attempt.stderr}`);
        const verdict = run(secret, ['verify.py', submission]);
        assert.equal(
          verdict.status,
          0,
          `${draft.secret.lineage.family} ${name}: ${verdict.stdout}${verdict.stderr}`,
        );
        assert.equal((JSON.parse(verdict.stdout) as { reward: number }).reward, 1);
        for (const { how, submission: wrong } of draft.secret.trials.wrong.slice(0, 3)) {
          await writeFile(submission, JSON.stringify(wrong));
          const refused = run(secret, ['verify.py', submission]);
          assert.equal(
            refused.status,
            1,
            `${draft.secret.lineage.family} ${name}: ${how}: ${refused.stdout}${refused.stderr}`,
          );
        }
      }
    });

    test('nothing in a task folder is secret, and every secret half carries the canary', async () => {
      for (const draft of drafts) {
        const { salt, lineage } = draft.secret;
        const folder = join(out, 'tasks', nameOf(draft));
        for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
          if (!file.isFile()) continue;
          const text = await readFile(join(file.parentPath, file.name), 'latin1');
          assert.ok(!text.includes(salt) && !text.includes(lineage.family), `${file.name} of ${folder}`);
        }
        assert.match(
          await readFile(join(out, 'secret', nameOf(draft), 'secret.json'), 'utf8'),
          /touchstone-canary/,
        );
      }
    });

    test('a submission that is no JSON, too deep or of the wrong kind is rejected as malformed', async () => {
      const [draft] = drafts;
      assert.ok(draft);
      const file = join(out, 'bad.json');
      for (const text of [
        '',
        'I do not know',
        '{"kind":"answer","answer":NaN}',
        '[]',
        '['.repeat(5000),
        '{"kind":"tree","files":{}}',
      ]) {
        await writeFile(file, text);
        const { status, stdout } = run(join(out, 'secret', nameOf(draft)), ['verify.py', file]);
        assert.equal(status, 1, stdout);
        assert.equal((JSON.parse(stdout) as { reason: string }).reason, 'malformed');
      }
    });

    test('a verifier that is broken abstains: reward null, masked, exit code 3', async () => {
      const draft = drafts.find(({ task }) => task.category === 'general');
      assert.ok(draft);
      const secret = join(out, 'secret', nameOf(draft));
      const whole = await readFile(join(secret, 'secret.json'), 'utf8');
      await writeFile(join(secret, 'secret.json'), whole.replaceAll('def verify(', 'def verify_not('));
      await writeFile(join(out, 'right.json'), JSON.stringify(draft.secret.trials.right[0]));
      const { status, stdout } = run(secret, ['verify.py', join(out, 'right.json')]);
      await writeFile(join(secret, 'secret.json'), whole);
      assert.equal(status, 3, stdout);
      const verdict = JSON.parse(stdout) as { reward: unknown; masked: unknown };
      assert.deepEqual([verdict.reward, verdict.masked], [null, true]);
    });

    test('an MCP client lists the tools, calls one and hands in the answer', async () => {
      for (const category of ['interpreter', 'general'] as const) {
        const draft = drafts.find(({ task }) => task.category === category);
        assert.ok(draft && python);
        const submission = join(out, `mcp-${category}.json`);
        const client = new Client({ name: 'test', version: '1' });
        await client.connect(
          new StdioClientTransport({
            command: python,
            args: ['mcp_server.py', '--submission', submission],
            cwd: join(out, 'tasks', nameOf(draft)),
          }),
        );
        const { tools } = await client.listTools();
        assert.deepEqual(
          tools.map(({ name }) => name),
          [...draft.task.environment.tools.map(({ name }) => name), 'submit_result'],
        );
        if (category === 'interpreter') {
          await client.callTool({ name: 'python', arguments: { code: 'x = 6' } });
          assert.deepEqual(
            (await client.callTool({ name: 'python', arguments: { code: 'x * 7' } })).content,
            [{ type: 'text', text: '42\n' }],
          );
        }
        assert.equal(
          (await client.callTool({ name: tools[0]?.name ?? '', arguments: { wrong: 1 } })).isError,
          true,
        );
        await client.callTool({ name: 'submit_result', arguments: { answer: null } });
        await client.close();
        assert.equal((JSON.parse(await readFile(submission, 'utf8')) as { answer: unknown }).answer, null);
      }
    });

    test('an export killed half way goes on, and one without secrets is refused', async () => {
      const target = join(out, '..', 'again');
      const source = sourceOf(drafts);
      let reads = 0;
      const failing: ExportSource = {
        ...source,
        rows: (ids) => (reads++ > 0 ? Promise.reject(new Error('lost')) : source.rows(ids)),
      };
      const options = {
        out: target,
        filter: {},
        withSecrets: true,
        blobs: blobsOf(drafts),
        openWeb: webOf(drafts),
      };
      await assert.rejects(exportDirectory(failing, options), /lost/);
      assert.ok((await readdir(join(target, 'tasks'))).length < drafts.length);
      assert.ok(!(await readdir(target)).includes('manifest.json'));
      const manifest = await exportDirectory(source, options);
      assert.deepEqual(
        (await readdir(join(target, 'tasks'))).sort(),
        manifest.tasks.map(({ folder }) => folder).sort(),
      );
      await assert.rejects(
        exportDirectory(source, { ...options, withSecrets: false }),
        (fault: Fault) => fault.code === 'directory-needs-secrets',
      );
    });
  },
);

function run(cwd: string, args: string[]) {
  const [command = '', ...rest] = [...noNetwork, python ?? '', '-B', ...args];
  return spawnSync(command, rest, { cwd, encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
}

function pythonOf(candidates: string[]): string | null {
  return (
    candidates.find(
      (name) => spawnSync(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']).status === 0,
    ) ?? null
  );
}

const nameOf = (draft: Draft) => draftId(draft).slice(0, 21);

const webs = openWebs();
after(() => webs[Symbol.dispose]());

function webOf(all: readonly Draft[]): (hash: Hash) => Promise<OfflineWeb> {
  return (hash) => webs.resolve(hash, blobsOf(all));
}
