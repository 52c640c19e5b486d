/** Who prints values for people to read. */
import type { Telling } from '../javascript-calls/calls.ts';

export const tellings: Readonly<Record<string, Telling>> = {
  inspect: {
    topic: '`inspect`',
    doing: [
      'Our logger turns every value into text with object-inspect, in Node and in the browser.',
      'I maintain an assertion library whose messages show both values through object-inspect.',
      'A debugging panel of ours shows the state of a page as text.',
      'Our snapshot tests keep what object-inspect prints.',
      'Error reports of our app carry a dump of the state, made with object-inspect.',
      'A REPL for a teaching platform prints its results with object-inspect.',
      'We write audit lines in which each changed value is shown.',
    ],
    care: [
      'Two different values now look alike in the log.',
      'All of our snapshots with such a value changed.',
      'A reader of the message cannot tell what the value was.',
      'People copy these lines into a console, so they should be right.',
      'It sent a colleague of mine looking in the wrong place for an afternoon.',
      'Diffs of the reports are full of noise because of it.',
    ],
  },
};

export const keep: readonly string[] = [
  'What is printed for everything else should stay exactly as it is.',
  'The options should go on meaning what the readme says.',
  'It must keep working in browsers, so nothing of Node, please.',
  'Other values and other options are fine.',
];
