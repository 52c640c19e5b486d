/** Who prints values for people to read. */
import type { Telling } from '../javascript-calls/calls.ts';

export const tellings: Readonly<Record<string, Telling>> = {
  inspect: {
    topic: '`inspect`',
    told: [
      [
        'Our logger turns every value into text with object-inspect, in Node and in the browser.',
        'Whoever reads the log cannot tell what the value was.',
      ],
      [
        'I maintain an assertion library whose messages show both values through object-inspect.',
        'The message of a failed test is misleading.',
      ],
      [
        'A debugging panel of ours shows the state of a page as text.',
        'It sent a colleague of mine looking in the wrong place for an afternoon.',
      ],
      [
        'Our snapshot tests keep what object-inspect prints.',
        'All snapshots with such a value have changed.',
      ],
      [
        'Error reports of our app carry a dump of the state, made with object-inspect.',
        'Reports of one and the same error no longer look alike.',
      ],
      [
        'A REPL for a teaching platform prints its results with object-inspect.',
        'Students asked why their result looks like this.',
      ],
      [
        'We write audit lines in which each changed value is shown.',
        'An audit line has to show the value as it is.',
      ],
    ],
  },
};

export const keep: readonly string[] = [
  'What is printed for everything else should stay exactly as it is.',
  'The options should go on meaning what the readme says.',
  'It must keep working in browsers, so nothing of Node, please.',
  'Other values and other options are fine.',
];
