/**
 * Test and bench only: real drafts published without having been certified, which takes minutes, in a database of their own.
 * Run as a program: `publish-drafts.ts FAMILY=COUNT …` makes a home and prints it with the ids by family, as JSON.
 */
import { mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draftId, hashText, isRefusal, recipeSchema } from '@touchstone/contracts';
import { openRun, publishReady, recordItem, runIdOf, stopEmbedded, type Database } from '@touchstone/db';
import { familyById } from '@touchstone/synth';
import { compose, type Parts } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import { createDraftItems } from '../../src/draft-items.ts';
import { unaskedCertificate } from './drafts-as-corpus.ts';

/** Folders that are large and slow to make: shared with the program's own home. */
const shared = ['embedded', 'images', 'python', 'sources', 'toolchains', 'webs'];

/** A home with a database of its own; in memory where there is enough. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(hasRoom('/dev/shm') ? '/dev/shm' : tmpdir(), 'touchstone-serve-'));
  const { home: own } = readConfig();
  for (const folder of shared) {
    mkdirSync(join(own, folder), { recursive: true });
    symlinkSync(join(own, folder), join(home, folder));
  }
  return home;
}

export async function removeHome(home: string): Promise<void> {
  await stopEmbedded({ home }).catch(() => undefined);
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 2 ** 30;
  } catch {
    return false;
  }
}

/** Ids by family, in the order of items; every one of them in split train. */
export async function publishDrafts(
  parts: Parts,
  wanted: Readonly<Record<string, number>>,
): Promise<Record<string, string[]>> {
  const database = await parts.database();
  const ports = await parts.gamePorts('auto', new AbortController().signal);
  const items = createDraftItems({ randomSeed: 11, saltKey: 'the key of these tests' }, ports);
  const recipe = recipeSchema.parse({ name: 'serve', randomSeed: 11, categories: { general: { tasks: 1 } } });
  const families = Object.keys(wanted).map((id) => familyById(id));
  const identity = {
    recipe,
    saltKeyFingerprint: hashText('the key of these tests'),
    families: families.map(({ id, version }) => ({ family: id, version })),
  };
  const run = runIdOf(identity);
  await openRun(database.verify, {
    ...identity,
    families: families.map(({ id, category, version }) => ({ family: id, category, version, quota: 1_000 })),
  });
  const ids: Record<string, string[]> = {};
  for (const family of families) {
    const found: string[] = [];
    for (let item = 0; found.length < (wanted[family.id] ?? 0); item++) {
      const draft = await items.draft(family, item);
      const base = { run, family: family.id, item };
      const cost = { sandboxRuns: 0, cpuSeconds: 0, wallSeconds: 0, costUsd: 0 };
      if (isRefusal(draft)) {
        await recordItem(database.verify, {
          ...base,
          status: 'refused',
          gate: null,
          code: draft.code,
          reason: draft.reason,
          lineage: null,
          cost,
        });
        continue;
      }
      found.push(draftId(draft));
      await recordItem(database.verify, {
        ...base,
        status: 'certified',
        draft,
        split: 'train',
        certificate: unaskedCertificate(draft),
        cost,
      });
    }
    await publishAll(database, run, family.id);
    ids[family.id] = found;
  }
  return ids;
}

async function publishAll(database: Database, run: string, family: string): Promise<void> {
  await publishReady(database.verify, {
    run,
    family,
    decide: ({ certificate }) => Promise.resolve({ publish: true, signature: null, certificate }),
  });
}

if (process.argv[1] === import.meta.filename) {
  const home = temporaryHome();
  const wanted = Object.fromEntries(
    process.argv.slice(2).map((each) => {
      const [family = '', count] = each.split('=');
      return [family, Number(count)];
    }),
  );
  await using parts = compose(readConfig({ ...process.env, DATABASE_URL: '', TOUCHSTONE_HOME: home }));
  const ids = await publishDrafts(parts, wanted);
  process.stdout.write(`${JSON.stringify({ home, ids })}\n`);
}
