/**
 * Every forgery of trees against the verifier `tests`, by verifier template (pytest, node:test, tape): tried, accepted, with
 * the interval. Without `--tasks` over a small repository made by hand, beside what the exit code of the plain runner says;
 * with it over so many drafted tasks. `--values` keeps the differential check, which turns most away before a test runs.
 *
 *   node apps/pipeline/bench/forgeries.ts [--driver bwrap] [--values]
 *   node apps/pipeline/bench/forgeries.ts --tasks 30 --family code.mutate-python [--seed 1]
 */
import { parseArgs } from 'node:util';
import {
  isRefusal,
  type Draft,
  type Hash,
  type Observation,
  type SandboxDriver,
  type VerifyPorts,
} from '@touchstone/contracts';
import {
  WebShelf,
  createLab,
  createRepositoryStore,
  createTableStore,
  openDriver,
  type DriverName,
} from '@touchstone/sandboxes';
import { families, propose } from '@touchstone/synth';
import { allForgeries, byLuck, clopperPearson, verify } from '@touchstone/verifiers';
import { blobsOf } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { countingDriver } from '../src/counting-driver.ts';
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
const { home } = readConfig();
await using driver = await openDriver({ name: values.driver as DriverName, home });
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
  using webs = new WebShelf({ home, driver: () => Promise.resolve(driver) });
  const kept = new Map<Hash, Observation>();
  const game = {
    webs,
    tables: createTableStore({ home }),
    repositories: createRepositoryStore({ home }),
    lab: createLab({
      driver,
      memo: {
        get: (hash) => Promise.resolve(kept.get(hash) ?? null),
        put: (hash, observation) => Promise.resolve(void kept.set(hash, observation)),
      },
    }),
    signal: new AbortController().signal,
  };
  const family = families.find(({ id }) => id === values.family);
  if (!family)
    throw new Error(`Expected --family to name one of ${families.map(({ id }) => id).join(', ')}.`);
  let found = 0;
  for (let item = 0; found < wanted; item++) {
    const draft = await propose(family, { randomSeed: Number(values.seed), item, saltKey: 'bench', ...game });
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
  const honest =
    'submission' in reference &&
    (await verify(draft.task, draft.secret, reference.submission, portsFor(draft, counted)));
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
    const verdict = await verify(draft.task, draft.secret, submission, portsFor(draft, counted));
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

function portsFor(draft: Draft, over: SandboxDriver): VerifyPorts {
  const none = () => Promise.reject(new Error('No attempt is made here.'));
  return {
    driver: over,
    blobs: blobsOf(draft),
    toolHost: { open: none },
    attempts: { attempt: none },
    usage: () => counted.usage(),
  };
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
