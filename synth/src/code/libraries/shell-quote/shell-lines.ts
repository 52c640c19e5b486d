/** Shell lines that people paste, and lists of words that programs hand to a shell. */
import type { Json, Rng } from '@touchstone/contracts';
import { shorterLists, shorterTexts, type Call } from '../javascript-calls/calls.ts';

const commands = [
  'git commit -m',
  'echo',
  'grep -r',
  'cp -r',
  'ssh deploy@web1',
  'tar czf',
  'node server.js',
  'rsync -a',
  'find . -name',
  'curl -H',
];
const bare = [
  'src',
  'a=1',
  'v1.2',
  '--all',
  '-n',
  'logs/app.log',
  'main',
  '/tmp/x',
  'README.md',
  '100%',
  'user@host:dir',
  'a#b',
  '~/notes',
];
const double = [
  '"fix the build"',
  '"a  b"',
  '"say \\"hi\\""',
  '"C:\\\\temp"',
  '"it\'s"',
  '""',
  '"$HOME/bin"',
  '"cost: \\$5"',
  '"${USER}-1"',
  '"#1"',
  '"a;b"',
];
const single = [
  "'no $HOME here'",
  "'two words'",
  "''",
  "'*.js'",
  "'a\"b'",
  "'back\\\\slash'",
  "'x|y'",
  "'# not a comment'",
];
const escaped = ['two\\ words', '\\$HOME', 'a\\;b', '\\#5', '\\"q\\"', 'x\\\\y'];
const variables = [
  '$HOME',
  '${USER}',
  '$PORT',
  '$MISSING',
  'pre$USER',
  '${HOME}/bin',
  '$USER$PORT',
  '$',
  '$1',
  '$?',
  '${PORT}x',
  '$HOME.bak',
];
const globs = ['*.js', 'test/?.txt', 'src/**/*.ts', "'a'*", '"b"?.c'];
const operators = ['|', '||', '&&', ';', '>', '>>', '<', '2>', '|&', '<<<', '>&', '&', ';;', '<(', ')', '('];
const comments = ['# later', '#todo', 'x#y', '# a | b'];

const environment: Json = { HOME: '/home/ada', USER: 'ada', PORT: '8080', EMPTY: '' };

export function draw(rng: Rng): Call {
  return rng.chance(0.72) ? drawParse(rng) : ['quote', drawWords(rng)];
}

function drawParse(rng: Rng): Call {
  const parts = [rng.pick(commands)];
  const count = rng.integer(1, 4);
  for (let index = 0; index < count; index++) {
    const joined = rng.chance(0.15) && index > 0;
    const part = rng.weighted<readonly string[]>([
      [bare, 2],
      [double, 3],
      [single, 2],
      [escaped, 2],
      [variables, 3],
      [globs, 1.2],
      [operators, 2],
    ]);
    if (joined) parts.push(`${parts.pop() ?? ''}${rng.pick(part)}`);
    else parts.push(rng.pick(part));
  }
  if (rng.chance(0.18)) parts.push(rng.pick(comments));
  const line = parts.join(rng.chance(0.1) ? '  ' : ' ');
  const form = rng.next();
  if (form < 0.3) return ['parse', line];
  if (form < 0.75) return ['parse', line, environment];
  if (form < 0.88) return ['parse', line, { $js: "(name) => ({ op: '@@' + name })" }];
  if (form < 0.94) return ['parse', line, { $js: '(name) => name.toLowerCase()' }];
  return ['parse', line.replaceAll('\\', '^'), environment, { escape: '^' }];
}

const words = [
  'git',
  'commit',
  'two words',
  "it's",
  'say "hi"',
  `both ' and "`,
  '$HOME',
  'a;b',
  '*.js',
  '',
  'C:\\Users\\ada',
  'x=1',
  'a&&b',
  '#5',
  '!important',
  '`date`',
  'tab\there',
  'ünïcode',
  '50%',
  '(x)',
  '{a,b}',
  '~/x',
  'back\\slash',
  'new\nline',
  'C:\\Program Files\\x',
  '[ab]',
  'a^b',
  '<in',
  "o'clock !",
];

function drawWords(rng: Rng): Json[] {
  const list: Json[] = rng.sample(words, rng.integer(1, 4));
  if (rng.chance(0.25))
    list.splice(rng.integer(0, list.length), 0, { op: rng.pick(['|', '&&', '>', ';', '||', '>>']) });
  return list;
}

export function cuts([name, first, ...rest]: Call): Call[] {
  if (name === 'quote') return shorterLists(first as Json[]).map((left): Call => [name, left]);
  return shorterTexts(first as string, ' ').map((left): Call => [name, left, ...rest]);
}
