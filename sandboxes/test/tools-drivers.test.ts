/** The tools and attempts over every driver that works on this machine; one that does not is skipped aloud. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { SandboxFault } from '@touchstone/contracts';
import { driverNames, openDriver, type DriverName } from '../src/open.ts';
import { attemptCases } from './conformance/attempts.ts';
import { toolCases } from './conformance/tools.ts';

const home = await mkdtemp(path.join(tmpdir(), 'touchstone-tools-'));
after(() => rm(home, { recursive: true, force: true }));

for (const name of driverNames) {
  const why = await whyNot(name);
  if (why !== null) {
    test(`tools and attempts over ${name}`, { skip: why }, () => undefined);
    continue;
  }
  toolCases(name, () => openDriver({ name, home }), { signals: name !== 'embedded' });
  attemptCases(name, () => openDriver({ name, home }), { thorough: name !== 'embedded' });
}

/** Null where the driver works. Docker's image takes minutes to build: its own suite does that. */
async function whyNot(name: DriverName): Promise<string | null> {
  // It needs nothing that could be missing.
  if (name === 'embedded') return null;
  if (name === 'docker') return 'the driver has its own suite, and tools know only the port';
  try {
    await using driver = await openDriver({ name, home });
    return driver.name === name ? null : `${driver.name} was opened instead`;
  } catch (thrown) {
    if (thrown instanceof SandboxFault) return thrown.message;
    throw thrown;
  }
}
