/**
 * Shows scenarios to the harness over several variants of a library. Reads JSON {variants, scenarios, secondsMax} from
 * standard input; variant n lies in the folder `v<n>`, with the harness as `touchstone_harness.mjs` in it. Prints what the
 * first variant shows, and of the others only what differs from it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

if (process.argv[2] === undefined) parent(JSON.parse(readFileSync(0, 'utf8')));
else await child(JSON.parse(readFileSync(0, 'utf8')));

function parent({ variants, scenarios, secondsMax }) {
  const results = [];
  for (let variant = 0; variant < variants; variant++)
    results.push(observeAll(`v${variant}`, scenarios, secondsMax));
  const [first] = results;
  const differing = results
    .slice(1)
    .map((result) =>
      Object.fromEntries(
        result
          .map((one, index) => [index, one])
          .filter(([index, one]) => JSON.stringify(one) !== JSON.stringify(first[index])),
      ),
    );
  process.stdout.write(`\n${JSON.stringify({ first, differing })}\n`);
}

/** A scenario that does not end takes its process with it; the next one begins after it. Three such, and the rest counts as unseen. */
function observeAll(folder, scenarios, secondsMax) {
  const seen = [];
  for (let ended = 0; ended < 3 && seen.length < scenarios.length; ended++) {
    const { stdout } = spawnSync(process.execPath, ['--no-warnings', import.meta.filename, folder], {
      input: JSON.stringify(scenarios.slice(seen.length)),
      timeout: secondsMax * 1000,
      killSignal: 'SIGKILL',
      maxBuffer: 64_000_000,
      encoding: 'utf8',
    });
    const lines = (stdout ?? '').split('\n').filter((line) => line.startsWith('#seen '));
    seen.push(...lines.map((line) => JSON.parse(line.slice(6))));
    if (seen.length < scenarios.length) seen.push(null);
  }
  return scenarios.map((_, index) => seen[index] ?? null);
}

async function child(scenarios) {
  // Synchronous where standard output is a pipe: what was seen before an endless loop is not lost.
  const write = process.stdout.write.bind(process.stdout);
  const print = (value) => write(`#seen ${JSON.stringify(value)}\n`);
  console.log = console.error = console.warn = () => {};
  let observe;
  try {
    ({ observe } = await import(`./${process.argv[2]}/touchstone_harness.mjs`));
  } catch {
    for (const _ of scenarios) print(null);
    return;
  }
  for (const scenario of scenarios) {
    try {
      print((await observe(scenario)) ?? null);
    } catch {
      print(null);
    }
  }
}
