import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Fault } from '@touchstone/contracts';
import tar, { type Pack } from 'tar-stream';
import { codePins } from './code-pins.ts';
import { pinId } from './pins.ts';
import { createRepositoryStore, readTree } from './repository-store.ts';

const refusedWith = (code: string) => (thrown: unknown) =>
  thrown instanceof Fault && thrown.code === code && thrown.boundary === 'source';

const [pin] = [...codePins.values()];
assert.ok(pin);

describe('reading repositories', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'touchstone-repositories-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const archiveOf = async (
    ...members: (Parameters<Pack['entry']>[0] & { text?: string | Uint8Array })[]
  ): Promise<string> => {
    const pack = tar.pack();
    for (const { text = '', ...header } of members)
      if (header.type === undefined) pack.entry(header, Buffer.from(text));
      else pack.entry(header);
    pack.finalize();
    const chunks: Uint8Array[] = [];
    for await (const chunk of pack) chunks.push(chunk as Uint8Array);
    const file = path.join(await mkdtemp(path.join(folder, 'archive-')), 'x.tgz');
    await writeFile(file, gzipSync(Buffer.concat(chunks)));
    return file;
  };

  test('a tree has its text files by path below the top folder, in order; binary files stay out', async () => {
    const archive = await archiveOf(
      { name: 'package/', type: 'directory' },
      { name: 'package/src/b.js', text: 'b' },
      { name: 'package/src/a.js', text: 'é\r\n' },
      { name: 'package/LICENSE', text: 'MIT' },
      { name: 'package/logo.png', text: Uint8Array.of(137, 80, 78, 71, 0) },
      { name: 'package/latin.txt', text: Uint8Array.of(0xe9) },
    );
    const tree = await readTree(pin, archive);
    assert.deepEqual(
      [...tree].map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]),
      [
        ['LICENSE', 'MIT'],
        ['src/a.js', 'é\r\n'],
        ['src/b.js', 'b'],
      ],
    );
  });

  test('an archive that is not a plain tree is refused whole', async () => {
    const plain = { name: 'package/a.js', text: 'a' };
    for (const member of [
      { name: '../evil.js', text: 'x' },
      { name: '/evil.js', text: 'x' },
      { name: 'package/../../evil.js', text: 'x' },
      { name: 'package/a\\b.js', text: 'x' },
      { name: 'other/a.js', text: 'x' },
      { name: 'package/link', type: 'symlink', linkname: '/etc/passwd' } as const,
      { name: 'package/hard', type: 'link', linkname: 'package/a.js' } as const,
      { name: 'package/device', type: 'character-device' } as const,
    ])
      await assert.rejects(
        readTree(pin, await archiveOf(plain, member)),
        refusedWith('source-unreadable'),
        member.name,
      );
    await assert.rejects(readTree(pin, await archiveOf()), refusedWith('source-unreadable'));
    const broken = path.join(folder, 'broken.tgz');
    await writeFile(broken, 'no archive');
    await assert.rejects(readTree(pin, broken), (thrown) => thrown instanceof Fault);
  });

  test('a package without a pin is refused before anything is fetched', async () => {
    const home = await mkdtemp(path.join(folder, 'home-'));
    await assert.rejects(
      createRepositoryStore({ home }).read('pypi:requests@2.32.0'),
      refusedWith('source-unknown'),
    );
    assert.deepEqual(await readdir(home), []);
  });

  test('every pin has a hash of its own, a licence, and somebody to thank', () => {
    assert.equal(new Set([...codePins.values()].map(({ sha256 }) => sha256)).size, codePins.size);
    for (const [id, known] of codePins) {
      assert.equal(id, pinId(known));
      assert.match(known.spdx, /^[A-Za-z0-9.-]+( (AND|OR) [A-Za-z0-9.-]+)*$/);
    }
  });
});
