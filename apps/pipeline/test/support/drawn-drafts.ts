/** Test only: drafts of a category, from families whose drafting needs no laboratory and no web that takes minutes to build. */
import { isRefusal, type AnyFamily, type Category, type Draft, type Need } from '@touchstone/contracts';
import { WebShelf, createTableStore, openDriver } from '@touchstone/sandboxes';
import { families, propose } from '@touchstone/synth';
import { readConfig } from '../../src/config.ts';

const withoutSandbox = new Set<Need>(['tables', 'web:vital']);
const absent = undefined as never;

/** The driver is only asked where the web of the vital articles is not built yet. */
export function openWebs(): WebShelf {
  const { home } = readConfig();
  return new WebShelf({ home, driver: () => openDriver({ name: 'auto', home }) });
}

/** The lowest items that are drafted, from the families of a category in turn. */
export async function drawDrafts(category: Category, count: number, webs: WebShelf): Promise<Draft[]> {
  const found: Draft[] = [];
  const all = families.filter(
    ({ category: of, needs }) => of === category && needs.every((need) => withoutSandbox.has(need)),
  );
  if (all.length === 0) return [];
  for (let item = 0; found.length < count; item++)
    for (const family of all) {
      const draft = found.length < count ? await proposeOne(family, item, webs) : null;
      if (draft) found.push(draft);
    }
  return found;
}

async function proposeOne(family: AnyFamily, item: number, webs: WebShelf): Promise<Draft | null> {
  const draft = await propose(family, {
    randomSeed: 7,
    item,
    saltKey: 'test',
    tables: createTableStore({ home: readConfig().home }),
    webs,
    repositories: absent,
    lab: absent,
    signal: new AbortController().signal,
  });
  return isRefusal(draft) ? null : draft;
}
