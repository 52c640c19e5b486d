/**
 * How many distinct drafts each mutated library gives. The sites of a library are dealt out in shares; in some of them, evenly
 * spread, every item is planned (which bugs: no two items of a seed have the same), which is what `items` says, and some of
 * these items are drafted. `about` is items of all shares times the part of the tried ones that became drafts.
 *
 *   nice -n 10 node apps/pipeline/bench/code-supply.ts --driver bwrap [--library toolz] [--shares 4] [--drafts 8] [--show]
 */
import { parseArgs } from 'node:util';
import { createRng, isRefusal } from '@touchstone/contracts';
import type { DriverName } from '@touchstone/sandboxes';
import { familyById, mutatedLibraries, propose, supplyOf } from '@touchstone/synth';
import { openGround } from '../test/support/game-ports.ts';

const { values } = parseArgs({
  options: {
    library: { type: 'string', multiple: true },
    shares: { type: 'string', default: '4' },
    drafts: { type: 'string', default: '8' },
    driver: { type: 'string', default: 'auto' },
    seed: { type: 'string', default: '1' },
    show: { type: 'boolean', default: false },
  },
});
const randomSeed = Number(values.seed);
await using ground = await openGround({ driver: values.driver as DriverName | 'auto' });
const ports = { ...ground.ports, randomSeed };

for (const family of ['code.mutate-python', 'code.mutate-javascript'])
  for (const source of mutatedLibraries(family))
    if (values.library === undefined || values.library.some((part) => source.includes(part)))
      await count(family, source);

async function count(family: string, source: string): Promise<void> {
  const supply = await supplyOf(family, source, ports);
  if (isRefusal(supply)) return console.log(`${source}: ${supply.code}: ${supply.reason}`);
  const counted = Math.min(supply.shares, Number(values.shares));
  const shares = Array.from({ length: counted }, (_, at) => Math.floor((at * supply.shares) / counted));
  const planned: { item: number; bugs: number }[] = [];
  for (const share of shares)
    (await supply.bugsOfShare(share)).forEach((bugs, place) =>
      planned.push({ item: supply.itemAt(share, place), bugs }),
    );
  const tried = createRng('tried').sample(planned, Math.min(planned.length, Number(values.drafts)));
  const instructions = new Set<string>();
  const refused = new Map<string, number>();
  for (const { item } of tried) {
    const draft = await propose(familyById(family), { ...ports, item, saltKey: 'bench' });
    if (isRefusal(draft)) refused.set(draft.code, (refused.get(draft.code) ?? 0) + 1);
    else instructions.add(draft.task.instruction);
    if (values.show && !isRefusal(draft)) console.log(`--- ${source} ${item}\n${draft.task.instruction}\n`);
  }
  const pairs = planned.filter(({ bugs }) => bugs > 1).length;
  const items = (planned.length * supply.shares) / counted;
  console.log(
    `${source}: ${counted} of ${supply.shares} shares: ${planned.length} items, ${pairs} of two bugs; ` +
      `${instructions.size} of ${tried.length} became drafts; about ${Math.round((items * instructions.size) / Math.max(1, tried.length))} of ${Math.round(items)}` +
      [...refused].map(([code, times]) => `; ${times} ${code}`).join(''),
  );
}
