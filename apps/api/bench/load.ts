/**
 * Many open episodes at once: how long opening, calling and submitting take, and how many episodes a minute. In turn with OpenEnv's own
 * server around an environment that does nothing, under the same client. What is measured here of Touchstone does more: it
 * looks a word up in an offline web, checks arguments, stores every event before it answers, and judges an answer that is well-formed
 * and wrong.
 *
 *   node apps/api/bench/load.ts --url http://127.0.0.1:4400 --key ts_… [--episodes 500] [--calls 3] [--in-flight 64] [--rounds 3]
 *     [--plans trivial,openenv,mixed,search,general] [--openenv PYTHON] [--pid SERVER]
 *
 * SERVER is the process of `touchstone serve`: its CPU time is then told too, which other work on the machine does not change much.
 * PYTHON is that of an environment with openenv 0.10.0; without it nothing is compared, and that is said.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Category } from '@touchstone/contracts';
import { openEnvSession } from './load/openenv.ts';
import { quantile, type Session, type Timing } from './load/session.ts';
import { touchstoneSession } from './load/touchstone.ts';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4400' },
    key: { type: 'string', default: '' },
    episodes: { type: 'string', default: '500' },
    calls: { type: 'string', default: '3' },
    'in-flight': { type: 'string', default: '64' },
    rounds: { type: 'string', default: '3' },
    plans: { type: 'string', default: 'trivial,openenv,mixed' },
    openenv: { type: 'string' },
    pid: { type: 'string' },
    'openenv-port': { type: 'string', default: '4499' },
  },
});
const episodes = Number(options.episodes);
const calls = Number(options.calls);
const inFlight = Number(options['in-flight']);

/** About what a search that finds nothing says. */
const textCharacters = 100;

type Open = (index: number) => Promise<Session>;
const touchstone =
  (categories: readonly Category[], trivial = false): Open =>
  (index) =>
    touchstoneSession({
      url: options.url,
      key: options.key,
      category: categories[index % categories.length] ?? 'search',
      draw: index,
      trivial,
    });
const plans: Record<string, Open> = {
  /** Beside OpenEnv: an environment that does next to nothing. */
  trivial: touchstone(['search'], true),
  search: touchstone(['search']),
  general: touchstone(['general']),
  mixed: touchstone(['search', 'general']),
  openenv: () => openEnvSession(`ws://127.0.0.1:${options['openenv-port']}/ws`),
};

/** All are open at once before the first is called. */
async function round(open: Open): Promise<{ timings: Timing[]; perMinute: number; callsPerSecond: number }> {
  const timings: Timing[] = [];
  const timed = async <T>(step: Timing['step'], act: () => Promise<T>, of: (value: T) => string) => {
    const begun = performance.now();
    const value = await act();
    timings.push({ step, kind: of(value), ms: performance.now() - begun });
    return value;
  };
  const begun = performance.now();
  const sessions = await together(episodes, (index) =>
    timed(
      'open',
      () => open(index),
      (each) => each.kind,
    ),
  );
  const opened = performance.now();
  await together(episodes * calls, (index) => {
    const session = sessions[index % episodes] as Session;
    return timed(
      'call',
      () => session.call(),
      () => session.kind,
    );
  });
  const called = performance.now();
  await together(episodes, (index) => {
    const session = sessions[index] as Session;
    return timed(
      'submit',
      () => session.submit(),
      () => session.kind,
    );
  });
  const minutes = (performance.now() - begun) / 60_000;
  return {
    timings,
    perMinute: episodes / minutes,
    callsPerSecond: (episodes * calls) / ((called - opened) / 1000),
  };
}

/** `inFlight` of them at a time, each begun when one before it has ended. */
async function together<T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = new Array<T>(count);
  let next = 0;
  const workers = Array.from({ length: Math.min(inFlight, count) }, async () => {
    for (let index = next++; index < count; index = next++) results[index] = await act(index);
  });
  await Promise.all(workers);
  return results;
}

async function startOpenEnv(python: string): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./openenv_server.py', import.meta.url));
  const port = options['openenv-port'];
  const child = spawn(python, [script, port, String(textCharacters), String(episodes + 8)], {
    stdio: 'inherit',
  });
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`${python} ended: is openenv 0.10.0 installed there?`);
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => null);
    if (answer?.ok) return child;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('OpenEnv did not answer within a minute.');
}

function show(plan: string, { timings, perMinute, callsPerSecond }: Awaited<ReturnType<typeof round>>): void {
  console.log(`${plan}: ${perMinute.toFixed(0)} episodes/min, ${callsPerSecond.toFixed(0)} calls/s`);
  for (const kind of new Set(timings.map((each) => each.kind)))
    for (const step of ['open', 'call', 'submit'] as const) {
      const ms = timings.filter((each) => each.kind === kind && each.step === step).map((each) => each.ms);
      const [p50, p95] = [quantile(ms, 0.5), quantile(ms, 0.95)];
      console.log(`  ${kind} ${step}: n ${ms.length}, p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
    }
}

const wanted = options.plans.split(',').filter((plan) => plan !== 'openenv' || options.openenv !== undefined);
if (options.openenv === undefined)
  console.log('OpenEnv: NOT COMPARED. Give --openenv PYTHON with openenv 0.10.0.');
const server = options.openenv === undefined ? null : await startOpenEnv(options.openenv);
const rates = new Map<string, { perMinute: number; callsPerSecond: number }[]>();
try {
  for (let each = 1; each <= Number(options.rounds); each++) {
    const load = loadavg()[0] ?? 0;
    console.log(
      `── round ${each}: ${episodes} episodes, ${calls} calls each, ${inFlight} in flight, load ${load.toFixed(1)}`,
    );
    for (const plan of wanted) {
      const pid = plan === 'openenv' ? server?.pid : options.pid;
      const before = cpuSeconds(pid);
      const result = await round(plans[plan] ?? fail(plan));
      show(plan, result);
      if (pid !== undefined)
        console.log(
          `  CPU of the server: ${((1000 * (cpuSeconds(pid) - before)) / result.timings.length).toFixed(2)} ms a request`,
        );
      rates.set(plan, [...(rates.get(plan) ?? []), result]);
    }
  }
} finally {
  if (server !== null && server.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
}
console.log('── medians over rounds');
const median = (plan: string, rate: 'perMinute' | 'callsPerSecond') =>
  quantile(
    (rates.get(plan) ?? []).map((each) => each[rate]),
    0.5,
  );
for (const plan of rates.keys())
  console.log(
    `${plan}: ${median(plan, 'perMinute').toFixed(0)} episodes/min, ${median(plan, 'callsPerSecond').toFixed(0)} calls/s`,
  );
if (rates.has('openenv') && rates.has('trivial'))
  for (const rate of ['perMinute', 'callsPerSecond'] as const)
    console.log(
      `trivial : openenv, ${rate}: ${(median('trivial', rate) / median('openenv', rate)).toFixed(2)}`,
    );

/** Of one process, its own threads only (Linux, at a hundred ticks a second). */
function cpuSeconds(pid: number | string | undefined): number {
  if (pid === undefined) return 0;
  const [user, system] =
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ').slice(11, 13) ?? [];
  return (Number(user) + Number(system)) / 100;
}

function fail(plan: string): never {
  throw new Error(`There is no plan "${plan}": ${Object.keys(plans).join(', ')}.`);
}
