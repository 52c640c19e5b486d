/**
 * Every forgery of trees against the verifier `tests`, by verifier template (pytest, node:test, tape): tried, accepted, with
 * the interval. Without `--tasks` over a small repository made by hand, beside what the exit code of the plain runner says;
 * with it over so many drafted tasks. `--values` keeps the differential check, which turns most away before a test runs.
 *
 *   node apps/pipeline/bench/forgeries.ts [--driver bwrap] [--values]
 *   node apps/pipeline/bench/forgeries.ts --tasks 30 --family code.mutate-python [--seed 1]
 */
import { parseArgs } from 'node:util';
import { isRefusal, type Draft, type Submission } from '@touchstone/contracts';
import type { DriverName } from '@touchstone/sandboxes';
import { families, propose } from '@touchstone/synth';
import { allForgeries, byLuck, clopperPearson, verify } from '@touchstone/verifiers';
import { countingDriver } from '../src/counting-driver.ts';
import { openGround } from '../test/support/game-ports.ts';
import { treePortsOver } from '../test/support/verify-ports.ts';
import { exitCodeAccepts } from '../test/verifiers/orders/exit-code-grader.ts';
import { allOrders, ordersDraft } from '../test/verifiers/orders/orders-draft.ts';

const { values } = parseArgs({
  options: {
    driver: { type: 'string', default: 'bwrap' },
    values: { type: 'boolean', default: false },
    tasks: { type: 'string', default: '0' },
    family: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
await using ground = await openGround({ driver: values.driver as DriverName, poolSize: 0 });
const { driver } = ground;
const counted = countingDriver(driver);

/** Verdicts that are no rejections, by verifier template. */
interface Template {
  tasks: number;
  tried: number;
  accepted: string[];
  /** Of `guesses-controls`, which wins by luck alone. */
  luck: { tried: number; accepted: number };
}
const templates = new Map<string, Template>();

const tasks = Number(values.tasks);
if (tasks > 0) for await (const draft of drafted(tasks)) await tryAll(draft, false);
else for (const orders of allOrders) await tryAll(ordersDraft(orders, { differential: true }), true);
report();

async function* drafted(wanted: number): AsyncGenerator<Draft> {
  const family = families.find(({ id }) => id === values.family);
  if (!family)
    throw new Error(`Expected --family to name one of ${families.map(({ id }) => id).join(', ')}.`);
  let found = 0;
  for (let item = 0; found < wanted; item++) {
    const draft = await propose(family, {
      randomSeed: Number(values.seed),
      item,
      saltKey: 'bench',
      ...ground.ports,
    });
    if (isRefusal(draft)) continue;
    found++;
    yield draft;
  }
}

async function tryAll(task: Draft, besideExitCodes: boolean): Promise<void> {
  const draft = values.values ? task : withoutValues(task);
  const { verifier } = draft.secret;
  if (verifier.executor !== 'tests') throw new Error('Expected a task that is judged by hidden tests.');
  const { reference } = draft.secret;
  const honest = 'submission' in reference && (await judge(draft, reference.submission));
  if (!honest || honest.outcome !== 'accepted') {
    // Where nothing passes, a forgery that fails says nothing.
    console.log(`\nleft out, its reference is not accepted: ${JSON.stringify(honest).slice(0, 300)}`);
    return;
  }
  const name = `${verifier.runner}${values.values ? ' with values' : ''}`;
  const template = templates.get(name) ?? {
    tasks: 0,
    tried: 0,
    accepted: [],
    luck: { tried: 0, accepted: 0 },
  };
  templates.set(name, template);
  template.tasks++;
  console.log(`\n${name}, ${draft.secret.lineage.sources.join(', ') || 'the repository made by hand'}`);
  for (const { forgery, submission } of allForgeries(draft)) {
    const verdict = await judge(draft, submission);
    const turnedAway = verdict.outcome === 'rejected';
    if (forgery.id === byLuck) {
      template.luck.tried++;
      if (!turnedAway) template.luck.accepted++;
    } else {
      template.tried++;
      if (!turnedAway) template.accepted.push(forgery.id);
    }
    const plainly = besideExitCodes ? await exitCodeAccepts(draft, submission, driver) : null;
    const exitCode = plainly === null ? '' : `exit code: ${plainly ? 'accepted' : 'rejected'}`;
    const said = verdict.outcome === 'rejected' ? verdict.reason : JSON.stringify(verdict);
    console.log(`  ${forgery.id.padEnd(26)} ${said.padEnd(16)} ${exitCode}`);
  }
}

function withoutValues(draft: Draft): Draft {
  const { verifier } = draft.secret;
  if (verifier.executor !== 'tests') return draft;
  return { ...draft, secret: { ...draft.secret, verifier: { ...verifier, differential: null } } };
}

function judge({ task, secret, ...draft }: Draft, submission: Submission) {
  return verify(task, secret, submission, treePortsOver({ ...draft, task, secret }, counted));
}

function report(): void {
  let tried = 0;
  for (const [name, template] of templates) {
    tried += template.tried + template.luck.tried;
    const { low, high } = clopperPearson(template.accepted.length, template.tried);
    console.log(
      `\n${name} on ${driver.name}: ${template.accepted.length} of ${template.tried} accepted over ${template.tasks} tasks ` +
        `(95 % ${low.toFixed(4)} to ${high.toFixed(4)}) ${template.accepted.join(', ')}`,
    );
    console.log(`  by luck: ${template.luck.accepted} of ${template.luck.tried}`);
  }
  const { sandboxRuns, cpuSeconds } = counted.usage();
  console.log(`${sandboxRuns} sandboxes, ${(cpuSeconds / tried).toFixed(2)} CPU seconds a verification`);
}
