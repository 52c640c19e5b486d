/** toolz 1.0.0: functions over sequences, dictionaries and other functions. */
import type { Rng } from '@touchstone/contracts';
import { expressionLibrary, type Line, type Use } from '../expressions.ts';
import { calls, type Draw } from './calls.ts';
import { arity, combined, curried, remembered } from './functions.ts';

const opening = ['import toolz'];

const lineOf =
  (draws: readonly Draw[], about: string) =>
  (rng: Rng, size: number): Line[] => [{ segments: rng.pick(draws)(rng, size), about, shows: 'value' }];

function functionLines(rng: Rng, size: number): Line[] {
  if (rng.chance(0.25))
    return [{ segments: [arity(rng)], about: 'asking what a function takes', shows: 'value' }];
  if (rng.chance(0.5)) return lineOf(combined, 'combining functions')(rng, size);
  return curried(rng).map((code) => ({ segments: [code], about: 'calling step by step', shows: 'value' }));
}

function memoLines(rng: Rng): Line[] {
  const [first = '', ...rest] = remembered(rng);
  return [
    { segments: ['calls.clear(); kept.clear()'], about: 'starting anew', shows: 'nothing' },
    { segments: [first], about: 'wrapping a slow function', shows: 'nothing' },
    ...rest.map((code, at): Line => ({
      segments: [code],
      about: at === 0 ? 'calling it several times' : 'looking at what was really computed',
      shows: 'value',
    })),
  ];
}

const uses: readonly Use[] = [
  {
    name: 'sequences',
    weight: 5,
    opening: opening,
    draw: lineOf(calls.sequences, 'walking over a sequence'),
    topic: 'toolz',
    doing: [
      'We cut and join streams of events with toolz before anything is counted.',
      'A news ticker of ours mixes several lists into one.',
      'I go through measurements in small pieces with toolz.',
      'Our export writes rows in blocks and compares them with those of yesterday.',
    ],
    care: [
      'Counts of events are wrong since.',
      'The ticker shows other items than it should.',
      'A piece of the measurements is not what was measured.',
      'Blocks went out that nobody would have sent by hand.',
    ],
  },
  {
    name: 'groups',
    weight: 4,
    opening: opening,
    draw: lineOf(calls.groups, 'summing up records'),
    topic: 'toolz',
    doing: [
      'Orders are grouped, counted and joined in memory with toolz.',
      'A small report of ours has no database behind it, only lists and toolz.',
      'I use toolz where others would write a query.',
      'Our mailing picks people and places out of records with toolz.',
    ],
    care: [
      'The figures per city are wrong since.',
      'The report says something that the records do not.',
      'I noticed because a query over the same data says otherwise.',
      'A letter was addressed to the wrong place.',
    ],
  },
  {
    name: 'dictionaries',
    weight: 4,
    opening: opening,
    draw: lineOf(calls.dictionaries, 'working on a dictionary'),
    topic: 'toolz on dictionaries',
    doing: [
      'Settings of several levels are merged and changed with toolz, never in place.',
      'We pass nested records through a chain of small functions.',
      'I keep the state of a form in dictionaries and change it with toolz.',
      'Our API trims and renames keys of its answers with toolz.',
    ],
    care: [
      'A setting of one level is lost or wrong on another.',
      'A record leaves the chain with something that was never put in.',
      'The form forgets what was entered.',
      'Clients of the API see a key too many or too few.',
    ],
  },
  {
    name: 'functions',
    weight: 5,
    opening: [...opening, 'import toolz.curried', 'add = toolz.curry(lambda a, b, c=0: (a, b, c))'],
    draw: functionLines,
    topic: 'toolz on functions',
    doing: [
      'Our pipelines are put together from small functions with toolz.',
      'I prepare functions with some of their arguments and hand them out as handlers.',
      'A plug-in system of ours wraps what others have written with toolz.',
    ],
    care: [
      'A pipeline gives another result than the same steps by hand.',
      'A handler that was prepared once behaves wrongly when it is called.',
      'Authors of plug-ins believe that it is their code.',
    ],
  },
  {
    name: 'memory',
    weight: 1.5,
    opening: ['import toolz', 'calls, kept = [], {}', 'work = lambda x, y=0: calls.append(x) or x + y'],
    draw: memoLines,
    topic: 'toolz.memoize',
    doing: [
      'Slow look-ups are remembered with toolz.memoize.',
      'I wrap calls to a service that bills each of them with toolz.memoize.',
    ],
    care: [
      'What is remembered is not what was asked.',
      'I cannot tell any more which call is a new one and which is not.',
    ],
  },
];

export const toolz = expressionLibrary({
  source: 'pypi:toolz@1.0.0',
  name: 'toolz',
  code: ['toolz/'],
  untouched: [
    'toolz/tests/',
    'toolz/_version.py',
    'toolz/_signatures.py',
    'toolz/compatibility.py',
    'toolz/utils.py',
  ],
  tests: {
    prefix: 'toolz/tests/test_',
    names: [
      'curried',
      'dicttoolz',
      'functoolz',
      'inspect_args',
      'itertoolz',
      'recipes',
      'serialization',
      'signatures',
    ],
    support: [],
  },
  kept: ['README.rst', 'LICENSE.txt', 'tlz/', 'setup.cfg'],
  // Where all names meet, as users import them.
  home: 'toolz/__init__.py',
  uses,
  keep: [
    'What is lazy must stay lazy.',
    'Please do not touch the other functions, they are right.',
    'Inputs must stay as they are, we rely on nothing being changed in place.',
    'The signatures should not change.',
  ],
  breadth: 800,
});
