import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import Docker from 'dockerode';
import { createControlGroup, listControlGroups } from '../src/control-group.ts';
import { containerOptions } from '../src/docker/container.ts';
import { ensureEngineImage } from '../src/docker/image.ts';
import { reapContainers } from '../src/docker/reap-containers.ts';
import { someLimits } from './some-limits.ts';
import { openDriver } from '../src/open.ts';
import { reapSandboxUsers } from '../src/reaper.ts';
import { lockFreeUid } from '../src/uid-lock.ts';
import { killOwner, until } from './orphans.ts';
import { driverOrSkip } from './skip-or-fail.ts';
import { testHome } from './test-home.ts';

const bwrap = await driverOrSkip('bwrap', () => openDriver({ name: 'bwrap', home: testHome }));
const docker = await driverOrSkip('docker', () => openDriver({ name: 'docker', home: testHome }));
after(async () => {
  await bwrap?.[Symbol.asyncDispose]();
  await docker?.[Symbol.asyncDispose]();
});

if (bwrap !== null) {
  describe('bwrap: what a dead owner leaves', () => {
    test('nothing runs on after the owner was killed with SIGKILL', () => killOwner('bwrap'));

    test('a control group without an owner is removed, one with an owner is not', async (context) => {
      await using lock = await lockFreeUid();
      const owned = await createControlGroup(String(lock.uid), someLimits);
      if (owned === null) return context.skip('no control groups here');
      const orphan = await lockFreeUid();
      await createControlGroup(String(orphan.uid), someLimits);
      await orphan[Symbol.asyncDispose]();
      assert.ok((await reapSandboxUsers()).includes(orphan.uid));
      const left = await listControlGroups();
      assert.ok(left.includes(String(lock.uid)));
      assert.ok(!left.includes(String(orphan.uid)));
      await owned.remove();
      assert.ok(owned.folders.every((folder) => !existsSync(folder)));
    });
  });
}

if (docker !== null) {
  describe('docker: what a dead owner leaves', () => {
    const engine = new Docker();
    const names = async (): Promise<string[]> =>
      (await engine.listContainers({ all: true })).flatMap((container) => container.Names);

    test('nothing runs on after the owner was killed with SIGKILL', async () => {
      await killOwner('docker');
    });

    test('a container without an owner is removed, one with an owner is not', async () => {
      const { reference } = await ensureEngineImage(engine, { home: testHome, mayBuild: false });
      const create = async (uid: number): Promise<string> => {
        const id = `test-${uid}`;
        const users = 'host';
        await engine.createContainer(
          containerOptions({ id, image: reference, uid, users, limits: someLimits }),
        );
        return `/touchstone-${id}`;
      };
      await using lock = await lockFreeUid();
      const owned = await create(lock.uid);
      const orphan = await lockFreeUid();
      const orphaned = await create(orphan.uid);
      await orphan[Symbol.asyncDispose]();
      try {
        await reapContainers(engine);
        await until(async () => !(await names()).includes(orphaned), 'the orphan is still there');
        assert.ok((await names()).includes(owned));
      } finally {
        await engine.getContainer(owned.slice(1)).remove({ force: true });
      }
    });
  });
}
