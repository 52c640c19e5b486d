/** Who parses command lines, and what it costs them when an argument lands in the wrong place. */
import type { Telling } from '../javascript-calls/calls.ts';

export const telling: Telling = {
  topic: '`minimist`',
  doing: [
    'Our release script reads its flags with minimist.',
    'I maintain a small static site builder whose command line goes through minimist.',
    'We wrap our test runner in a script that passes most arguments on and looks at a few of them.',
    'A backup tool of ours is called from cron with a long line of options.',
    'Our deploy command has grown a dozen options over the years, all declared in one place.',
    'I am writing a command line for a database client and let minimist do the parsing.',
    'The build of our monorepo calls one script with different flags for each package.',
    'Each of our services starts with its settings on the command line.',
  ],
  care: [
    'The wrong value went unnoticed until a job ran against the wrong target.',
    'We print the parsed options at start, which is how it came up.',
    'A colleague typed the same line twice and did not believe what he saw.',
    'Our users follow the documentation and get something else than it promises.',
    'The script then takes the wrong branch without saying anything.',
    'In the nightly job this turned a harmless run into a real one.',
  ],
};

export const keep: readonly string[] = [
  'All other forms of arguments work for us and should stay as they are.',
  'We rely on the documented options, so nothing about them may change.',
  'Other tools of ours parse happily with the same options; please do not change what they get.',
  'I would rather not change how we declare our options.',
];
