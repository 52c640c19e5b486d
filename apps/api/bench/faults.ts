/**
 * Faults against a running API: episodes are opened, called and submitted over HTTP while sandboxes, the API, and the database
 * are killed and the disk fills up. Afterwards every answer that was given is compared with what is stored.
 *
 *   node apps/api/bench/faults.ts [episodes] [seconds between faults]
 *
 * Needs leave to mount a file system in memory in a namespace (root, here). Exits with 1 where a numeric reward was wrong, a
 * sandbox leaked or an acknowledged record is lost.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRng, type Submission, type TaskSecret } from '@touchstone/contracts';
import type { ApiVerdict } from '@touchstone/contracts/api';
import { publish, removePublished } from '../test/support/published.ts';
import { Client, type Attempt } from './faults/client.ts';
import { Faults } from './faults/inject.ts';
import { Machine } from './faults/machine.ts';

const [episodesWanted = '200', secondsBetween = '3'] = process.argv.slice(2);
/** The home's own small disk, so that filling it harms nobody else. */
const diskMegabytes = 700;

if (process.env['TOUCHSTONE_FAULTS_INSIDE'] === undefined) process.exit(runInside());

const published = await publish({
  'search.museum-claim': 4,
  'general.equipment-loans': 4,
  'interpreter.chances': 4,
});
const machine = new Machine(published.home);
const rng = createRng('faults');
await machine.start();
const client = new Client(() => machine.address);
const tasks = await Promise.all(
  Object.values(published.ids)
    .flat()
    .map(async (id) => ({ id, right: rightOf(await client.secretOf(id)) })),
);
const faults = new Faults(machine, rng.fork('faults'), Number(secondsBetween) * 1000);
const attempts = Array.from({ length: Number(episodesWanted) }, (_, index): Attempt => {
  const { id, right } = tasks[index % tasks.length] as (typeof tasks)[number];
  return { name: `attempt-${index}`, task: id, right, honest: rng.chance(0.5) };
});

const startedAt = performance.now();
const injecting = faults.run();
const waiting = [...attempts];
const made = await Promise.all(
  Array.from({ length: 24 }, async () => {
    const mine = [];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      mine.push(await client.attempt(next));
    return mine;
  }),
).then((all) => all.flat());
faults.stop();
await injecting;
const seconds = (performance.now() - startedAt) / 1000;
await machine.ensureUp();

let wrongRewards = 0;
let lostRecords = 0;
const outcomes: Record<string, number> = {};
for (const { attempt, episode, told, calls, last } of made) {
  const name =
    told === null ? `no verdict: ${last}` : told.outcome === 'abstained' ? told.fault.code : told.outcome;
  outcomes[name] = (outcomes[name] ?? 0) + 1;
  const expected = attempt.honest ? 1 : 0;
  if (told !== null && told.reward !== null && told.reward !== expected) {
    wrongRewards += 1;
    process.stdout.write(`wrong: ${attempt.task} expected ${expected}, told ${JSON.stringify(told)}\n`);
  }
  if (episode === null) continue;
  const stored = await client.stored(episode);
  const isSame = told === null || JSON.stringify(stored.verdict) === JSON.stringify(told);
  const hasCalls = calls.every((text) => stored.results.includes(text));
  if (!isSame || !hasCalls) {
    lostRecords += 1;
    process.stdout.write(
      `lost: ${episode} told ${JSON.stringify(told)} stored ${JSON.stringify(stored.verdict)}\n`,
    );
  }
  const number = (stored.verdict as ApiVerdict | null)?.reward ?? null;
  if (told === null && number !== null && number !== expected) wrongRewards += 1;
}
await machine.stop();
const leaked = await machine.leakedSandboxes();
await removePublished(published);
process.stdout.write(
  `${JSON.stringify(
    {
      episodes: made.length,
      seconds: Math.round(seconds),
      faults: faults.counts,
      outcomes,
      wrongNumericRewards: wrongRewards,
      leakedSandboxes: leaked.length,
      lostRecords,
    },
    null,
    2,
  )}\n`,
);
process.exit(wrongRewards + leaked.length + lostRecords === 0 ? 0 : 1);

function rightOf({ verifier, trials }: TaskSecret): Submission {
  const [right] = trials.right;
  if (right !== undefined) return right;
  // Without citations, what is expected is itself an answer.
  if (verifier.executor === 'typed-answer') return { kind: 'answer', answer: verifier.expected };
  throw new Error('a task without a right trial');
}

/** The same program again, with a small disk of its own where homes are made. */
function runInside(): number {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-faults-'));
  const script = [
    `mount -t tmpfs -o size=${diskMegabytes}m none "${folder}"`,
    // Too small for a home, so that it is made on the disk above; Postgres needs some for itself.
    'mount -t tmpfs -o size=128m none /dev/shm',
    'exec "$@"',
  ].join(' && ');
  const again = [process.execPath, '--disable-warning=ExperimentalWarning', import.meta.filename];
  try {
    const { status } = spawnSync(
      'unshare',
      ['--mount', 'sh', '-c', script, 'sh', ...again, ...process.argv.slice(2)],
      { stdio: 'inherit', env: { ...process.env, TMPDIR: folder, TOUCHSTONE_FAULTS_INSIDE: 'yes' } },
    );
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
