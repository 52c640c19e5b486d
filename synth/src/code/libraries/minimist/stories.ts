/** Who parses command lines, and what it costs them when an argument lands in the wrong place. */
import type { Telling } from '../javascript-calls/calls.ts';

export const telling: Telling = {
  topic: '`minimist`',
  told: [
    [
      'Our release script reads its flags with minimist.',
      'It printed its options, nobody looked closely, and the release went out with the wrong ones.',
    ],
    [
      'I maintain a small static site builder whose command line goes through minimist.',
      'Users follow my documentation and get something else than it promises.',
    ],
    [
      'We wrap our test runner in a script that passes most arguments on and looks at a few of them.',
      'The runner now sees other arguments than were typed.',
    ],
    [
      'A backup tool of ours is called from cron with a long line of options.',
      'It went unnoticed until somebody needed a backup that was not there.',
    ],
    [
      'Our deploy command has grown a dozen options over the years, all declared in one place.',
      'The command takes the wrong branch without saying anything.',
    ],
    [
      'I am writing a command line for a database client and let minimist do the parsing.',
      'The client connects with other settings than those on the line.',
    ],
    [
      'The build of our monorepo calls one script with different flags for each package.',
      'Two packages are built with the wrong settings, the others are fine.',
    ],
    [
      'Each of our services starts with its settings on the command line.',
      'One of them came up with a setting that nobody had given it.',
    ],
    [
      'A teaching tool of mine shows students how their arguments are understood.',
      'They asked me about this line and I had no answer.',
    ],
  ],
};

export const keep: readonly string[] = [
  'All other forms of arguments work for us and should stay as they are.',
  'We rely on the documented options, so nothing about them may change.',
  'Other tools of ours parse happily with the same options; please do not change what they get.',
  'I would rather not change how we declare our options.',
];
