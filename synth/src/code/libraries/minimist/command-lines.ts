/** Command lines as tools really get them, with the options that their authors declare. */
import type { Json, Rng } from '@touchstone/contracts';
import { shorterLists, type Call } from '../javascript-calls/calls.ts';

interface Tool {
  flags: readonly string[];
  valued: readonly (readonly [string, readonly string[]])[];
  numbers: readonly string[];
  short: Readonly<Record<string, string>>;
  words: readonly string[];
}

const tools: readonly Tool[] = [
  {
    flags: ['verbose', 'watch', 'force', 'dry-run'],
    valued: [
      ['out', ['dist', './build', 'public/js']],
      ['config', ['site.json', 'ci.yml']],
      ['tag', ['v1', '0012', '1e3']],
    ],
    numbers: ['port', 'jobs'],
    short: { v: 'verbose', o: 'out', p: 'port', f: 'force', j: 'jobs' },
    words: ['build', 'src/main.js', 'deploy', 'README.md', '7', '-'],
  },
  {
    flags: ['quiet', 'recursive', 'all'],
    valued: [
      ['user', ['root', 'ada']],
      ['host', ['db.local', '10.0.0.7']],
      ['name', ['a=b', 'x y', '']],
    ],
    numbers: ['retries', 'timeout'],
    short: { q: 'quiet', r: 'recursive', u: 'user', h: 'host', t: 'timeout', n: 'name' },
    words: ['copy', '/var/log', 'backup.tar', '2024', '0x10', 'users'],
  },
  {
    flags: ['color', 'cache', 'bail'],
    valued: [
      ['grep', ['login', '--slow', 'a.b']],
      ['db.host', ['pg1', 'pg2']],
      ['db.port', ['5432', '5433']],
      ['reporter', ['dot', 'spec']],
    ],
    numbers: ['db.pool.max', 'shard'],
    short: { c: 'color', g: 'grep', b: 'bail', R: 'reporter' },
    words: ['test/api', 'unit', 'e2e', '-1.5', 'all'],
  },
];

export function draw(rng: Rng): Call {
  const tool = rng.pick(tools);
  const argv: string[] = [];
  const count = rng.integer(1, 5);
  for (let index = 0; index < count; index++) argv.push(...argument(tool, rng));
  if (rng.chance(0.12)) argv.splice(rng.integer(0, argv.length), 0, '--');
  const options = declared(tool, rng);
  return Object.keys(options).length === 0 ? ['parseArgs', argv] : ['parseArgs', argv, options];
}

function argument(tool: Tool, rng: Rng): string[] {
  const flag = rng.pick(tool.flags);
  const [name, values] = rng.pick(tool.valued);
  const value = rng.pick(values);
  const number = String(rng.pick([8080, 4, 0, 3, -2, 0.5]));
  const letters = Object.keys(tool.short);
  const letter = rng.pick(letters);
  return rng.weighted<() => string[]>([
    [() => [`--${flag}`], 3],
    [() => [`--no-${flag}`], 1.5],
    [() => [`--${flag}=${rng.pick(['true', 'false'])}`], 1],
    [() => [`--${flag}`, rng.pick(['true', 'false', ...tool.words])], 1.5],
    [() => [`--${name}`, value], 3],
    [() => [`--${name}=${value}`], 2.5],
    [() => [`--${rng.pick(tool.numbers)}`, number], 2],
    [() => [`--${rng.pick(tool.numbers)}=${number}`], 1],
    [() => [`-${letter}`], 1.5],
    [() => [`-${letter}`, rng.pick([value, number, ...tool.words])], 2],
    [() => [`-${rng.sample(letters, Math.min(3, letters.length)).join('')}`], 1.5],
    [() => [`-${letter}${rng.pick(['8', '=dist', '5432', '/tmp'])}`], 2],
    [() => [`-${letter}${rng.pick(letters)}=${value}`], 0.8],
    [() => [rng.pick(tool.words)], 2.5],
  ])();
}

function declared(tool: Tool, rng: Rng): Record<string, Json> {
  const options: Record<string, Json> = {};
  const aliases = rng.sample(Object.entries(tool.short), rng.integer(1, 2));
  const strings = tool.valued.map(([name]) => name);
  if (rng.chance(0.4)) options.boolean = rng.chance(0.3) ? rng.pick(tool.flags) : rng.sample(tool.flags, 2);
  if (rng.chance(0.05)) options.boolean = true;
  if (rng.chance(0.35)) options.string = rng.chance(0.5) ? rng.pick(strings) : [rng.pick(strings), '_'];
  if (rng.chance(0.45))
    options.alias = Object.fromEntries(
      aliases.map(([short, long]): [string, Json] => (rng.chance(0.5) ? [short, long] : [long, [short]])),
    );
  if (rng.chance(0.35))
    options.default = {
      [rng.pick(tool.numbers)]: 80,
      ...(rng.chance(0.5) ? { [rng.pick(tool.flags)]: rng.chance(0.5) } : { [rng.pick(strings)]: 'none' }),
    };
  if (rng.chance(0.12)) options.stopEarly = true;
  if (rng.chance(0.15)) options['--'] = true;
  if (rng.chance(0.08)) options.unknown = { $js: `(name) => !name.startsWith('-')` };
  return options;
}

export function cuts([name, argv, ...rest]: Call): Call[] {
  return shorterLists(argv as Json[]).map((left): Call => [name, left, ...rest]);
}
