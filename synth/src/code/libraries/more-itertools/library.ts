/** more-itertools 10.7.0: routines over iterables. */
import { expressionLibrary, type Use } from '../expressions.ts';
import { calls } from './calls.ts';
import { readerLines } from './readers.ts';

const opening = ['import more_itertools as mi'];

const uses: readonly Use[] = [
  {
    name: 'batches',
    weight: 3,
    opening,
    draw: calls.batches,
    topic: 'more-itertools',
    doing: [
      'We send rows to a database in parts of fixed size.',
      'Sensor readings are smoothed over a few neighbours at a time.',
      'I share out jobs among workers with more-itertools.',
      'Our label printer takes sheets of a fixed number of labels.',
    ],
    care: [
      'The last rows of a day went missing or came twice.',
      'The curve is shifted against the raw values.',
      'One worker gets what belongs to another.',
      'Labels end up on the wrong sheet.',
    ],
  },
  {
    name: 'groups',
    weight: 3,
    opening,
    draw: calls.groups,
    topic: 'more-itertools',
    doing: [
      'A log is cut into sessions before we count anything.',
      'Survey answers are sorted into groups before anybody reads them.',
      'I prepare the entries of a printed index with more-itertools.',
      'Our reports sort, split and compare values with more-itertools.',
    ],
    care: [
      'Sessions are counted wrongly since.',
      'Somebody got an answer that was meant for another group.',
      'The index has wrong entries since.',
      'The reports no longer agree with each other.',
    ],
  },
  {
    name: 'positions',
    weight: 3,
    opening,
    draw: calls.positions,
    topic: 'more-itertools',
    doing: [
      'Recordings are trimmed and marked with these functions before we store them.',
      'A seating plan is made by walking over lists of guests.',
      'We find the places in a sequence where something happens.',
      'My timetable generator mixes several lists into one.',
    ],
    care: [
      'Stored recordings cannot be trimmed again.',
      'Two guests got the same chair.',
      'Everything that we derive from the places is off.',
      'Printed timetables hang on the wall already.',
    ],
  },
  {
    name: 'picks',
    weight: 3,
    opening,
    draw: calls.picks,
    topic: 'more-itertools',
    doing: [
      'I try out small examples like this one in class.',
      'A check of incoming orders is built from these functions.',
      'A game of ours draws and numbers arrangements with more-itertools.',
      'Our puzzle solver leans on more-itertools in its inner loop.',
    ],
    care: [
      'My students found it before I did.',
      'An order went through that should not have.',
      'Two players were dealt the same hand.',
      'It now reports solutions that are none.',
    ],
  },
  {
    name: 'readers',
    weight: 3,
    opening,
    draw: readerLines,
    topic: 'more-itertools',
    doing: [
      'A parser of ours looks ahead and goes back with objects of more-itertools.',
      'I read a long protocol step by step and now and then return to an earlier place.',
      'Messages are sorted while they come in, and some of them are looked at twice.',
    ],
    care: [
      'From there on it understands nothing as it was meant.',
      'The protocol is no longer read as it was written.',
      'A message was handled that had been handled before.',
    ],
  },
];

export const moreItertools = expressionLibrary({
  source: 'pypi:more-itertools@10.7.0',
  name: 'more-itertools',
  code: ['more_itertools/'],
  tests: {
    prefix: 'tests/test_',
    names: ['more', 'recipes'],
    support: ['tests/__init__.py'],
  },
  kept: ['README.rst', 'LICENSE', 'pyproject.toml'],
  home: 'more_itertools/more.py',
  uses,
  keep: [
    'The other functions are fine and should stay as they are.',
    'Iterators must stay lazy, some of our inputs never end.',
    'Please keep the signatures.',
    'What is right today should not change.',
  ],
  breadth: 1200,
});
