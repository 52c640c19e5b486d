/**
 * What every family gives: distinct drafts without any sandbox, then the pass rate, cost and refusals of certification.
 *
 *   node apps/pipeline/bench/families.ts --drafts 1000
 *   node apps/pipeline/bench/families.ts --certify 100 --driver bwrap [--family interpreter.strikes] [--concurrency 2]
 *   node apps/pipeline/bench/families.ts --certify 2 --item 31 --item 7 --family code.mutate-python   just these items
 *   node apps/pipeline/bench/families.ts --drafts 3 --show 3        prints the tasks to read
 */
import { parseArgs } from 'node:util';
import {
  canonicalJson,
  isRefusal,
  type AnyFamily,
  type Certification,
  type Draft,
  type Refusal,
  type VerifyPorts,
} from '@touchstone/contracts';
import type { DriverName } from '@touchstone/sandboxes';
import { families, propose } from '@touchstone/synth';
import { certify, defaultGateSettings } from '@touchstone/verifiers';
import { openGround } from '../test/support/game-ports.ts';
import { verifyPortsOver } from '../test/support/verify-ports.ts';

const { values } = parseArgs({
  options: {
    family: { type: 'string', multiple: true },
    drafts: { type: 'string', default: '0' },
    certify: { type: 'string', default: '0' },
    item: { type: 'string', multiple: true },
    driver: { type: 'string', default: 'auto' },
    seed: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '2' },
    show: { type: 'string', default: '0' },
  },
});
await using ground = await openGround({ driver: values.driver as DriverName | 'auto', poolSize: 2 });
const { driver, webs, ports } = ground;
const chosen = families.filter(({ id }) => values.family === undefined || values.family.includes(id));

for (const family of chosen) {
  if (Number(values.drafts) > 0) await measureDrafts(family, Number(values.drafts));
  if (Number(values.certify) > 0) await measureCertification(family, Number(values.certify));
}

function draw(family: AnyFamily, item: number): Promise<Draft | Refusal> {
  return propose(family, { randomSeed: Number(values.seed), item, saltKey: 'bench', ...ports });
}

async function measureDrafts(family: AnyFamily, items: number): Promise<void> {
  const [instructions, answers] = [new Set<string>(), new Set<string>()];
  const refusals = new Map<string, string[]>();
  const startedAt = performance.now();
  for (let item = 0; item < items; item++) {
    const draft = await draw(family, item);
    if (isRefusal(draft)) {
      add(refusals, draft.code, draft.reason);
      continue;
    }
    instructions.add(draft.task.instruction);
    answers.add(canonicalJson(draft.secret.trials.right[0]));
    if (item < Number(values.show)) show(draft);
  }
  const each = (performance.now() - startedAt) / items;
  console.log(
    `${family.id}: ${items} items, ${instructions.size} distinct instructions, ${answers.size} distinct right answers, ${each.toFixed(0)} ms each`,
  );
  sayRefusals(refusals, items);
}

async function measureCertification(family: AnyFamily, items: number): Promise<void> {
  const refusals = new Map<string, string[]>();
  const total = { certified: 0, sandboxRuns: 0, cpuSeconds: 0, drafted: 0 };
  const startedAt = performance.now();
  let next = 0;
  const one = async (item: number) => {
    const draft = await draw(family, item);
    if (isRefusal(draft)) return add(refusals, `drafting: ${draft.code}`, draft.reason);
    total.drafted++;
    const proving = verifyPortsOver(draft, driver, { webs });
    const certification = await proveOne(family, item, draft, proving);
    const { sandboxRuns, cpuSeconds } = proving.usage();
    total.sandboxRuns += sandboxRuns;
    total.cpuSeconds += cpuSeconds;
    if (certification.outcome === 'certified') total.certified++;
    else
      add(
        refusals,
        `${certification.outcome} at ${certification.gate}`,
        `item ${item}: ${certification.reason}`,
      );
  };
  const worker = async () => {
    for (let at = next++; at < items; at = next++) await one(Number(values.item?.[at] ?? at));
  };
  await Promise.all(Array.from({ length: Number(values.concurrency) }, worker));
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log(
    `${family.id} on ${driver.name}: ${total.certified} certified of ${items} items; ${(total.certified / minutes).toFixed(1)} a minute; ` +
      `per draft ${(total.cpuSeconds / total.drafted).toFixed(2)} CPU s and ${(total.sandboxRuns / total.drafted).toFixed(1)} sandbox runs`,
  );
  sayRefusals(refusals, items);
}

async function proveOne(
  family: AnyFamily,
  item: number,
  draft: Draft,
  proving: VerifyPorts,
): Promise<Certification> {
  const lower = item > 0 ? await draw(family, item - 1) : null;
  const siblings = lower === null || isRefusal(lower) ? [] : lower.secret.trials.right.slice(0, 1);
  return certify(draft, {
    siblings,
    settings: defaultGateSettings,
    ports: proving,
    now: () => new Date(),
  });
}

function add(refusals: Map<string, string[]>, code: string, reason: string): void {
  refusals.set(code, [...(refusals.get(code) ?? []), reason]);
}

function sayRefusals(refusals: Map<string, string[]>, items: number): void {
  for (const [code, reasons] of refusals) {
    console.log(`  refused ${reasons.length} of ${items}: ${code}`);
    for (const reason of reasons.slice(0, 2)) console.log(`    ${reason.slice(0, 300)}`);
  }
}

function show({ task, secret }: Draft): void {
  console.log(`--- ${secret.lineage.family} ${secret.lineage.item}\n${task.instruction}`);
  console.log(`=> ${JSON.stringify(secret.trials.right[0])}\n   chance ${secret.trials.chance}`);
  for (const { how, submission } of secret.trials.wrong)
    console.log(`   not ${JSON.stringify(submission).slice(0, 160)}: ${how}`);
}
