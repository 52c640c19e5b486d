/** Test only: a few drafts of each category, made without a laboratory and without a web that has to be built, and their export. */
import assert from 'node:assert/strict';
import { isRefusal, type AnyFamily, type Category, type Draft } from '@touchstone/contracts';
import { WebShelf, createTableStore, openDriver } from '@touchstone/sandboxes';
import { families, propose } from '@touchstone/synth';
import { readConfig } from '../../src/config.ts';
import { exportDirectory } from '../../src/export/dir/directory.ts';
import { ordersDraft } from '../verifiers/orders/orders-draft.ts';
import { pythonOrders } from '../verifiers/orders/python-orders.ts';
import { blobsOf, sourceOf } from './drafts-as-corpus.ts';

const absent = undefined as never;

/** `perCategory` drafts of each of search, interpreter and general, and one of code; exported to `out`. */
export async function exportFewDrafts(out: string, perCategory: number): Promise<Draft[]> {
  const { home } = readConfig(process.env);
  const driver = () => openDriver({ name: 'auto', home });
  using webs = new WebShelf({ home, driver });
  const drafts: Draft[] = [ordersDraft(pythonOrders, { differential: true })];
  for (const category of ['search', 'interpreter', 'general'] as const)
    drafts.push(...(await draw(category, perCategory, { home, webs })));
  const blobs = blobsOf(drafts);
  await exportDirectory(sourceOf(drafts), {
    out,
    filter: {},
    withSecrets: true,
    blobs,
    openWeb: (hash) => webs.resolve(hash, blobs),
  });
  return drafts;
}

/** The lowest items that are drafted, from the families of a category in turn. */
async function draw(
  category: Category,
  count: number,
  parts: { home: string; webs: WebShelf },
): Promise<Draft[]> {
  const able = families.filter((family) => family.category === category && family.needs.length === 0);
  assert.ok(able.length > 0, `no family of ${category} is without needs`);
  const found: Draft[] = [];
  for (let item = 0; found.length < count; item++)
    for (const family of able) {
      const draft = found.length < count ? await draftOf(family, item, parts) : null;
      if (draft) found.push(draft);
    }
  return found;
}

async function draftOf(
  family: AnyFamily,
  item: number,
  { home, webs }: { home: string; webs: WebShelf },
): Promise<Draft | null> {
  const draft = await propose(family, {
    randomSeed: 7,
    item,
    saltKey: 'test',
    tables: createTableStore({ home }),
    webs,
    repositories: absent,
    lab: absent,
    signal: new AbortController().signal,
  });
  return isRefusal(draft) ? null : draft;
}
