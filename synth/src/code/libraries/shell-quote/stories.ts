/** Who takes shell lines apart or puts them together. */
import type { Telling } from '../javascript-calls/calls.ts';

export const tellings: Readonly<Record<string, Telling>> = {
  parse: {
    topic: '`parse`',
    told: [
      [
        'Our task runner lets users write commands as one line and takes them apart with parse().',
        'The command that is started is then not the one that was written.',
      ],
      [
        'I use parse() in an editor plugin that runs the command under the cursor.',
        'In a terminal the same line does what it should.',
      ],
      [
        'A chat bot of ours accepts shell-like lines and must never start a real shell.',
        'The bot answers to something that nobody said.',
      ],
      [
        'We read crontab lines, split them with parse() and check them against a list of allowed commands.',
        'A check that looks at the wrong words is no check.',
      ],
      [
        'Our dev server starts processes from lines in a Procfile, with variables from a .env file.',
        'One of the processes gets other arguments than it has in production.',
      ],
      [
        'The documentation tests of our project pick commands out of README blocks and split them.',
        'A block that works when pasted fails in the tests.',
      ],
      [
        'I replay commands from a log and need the words exactly as the shell saw them.',
        'The replay parts from the recording at such a line.',
      ],
    ],
  },
  quote: {
    topic: '`quote`',
    told: [
      [
        'We build a command from a list of words with quote() and show it for copying into a terminal.',
        'Pasted, the line does something else than the words said.',
      ],
      [
        'Our deploy tool sends commands over ssh and quotes every word first.',
        'The remote side sees other arguments than we sent.',
      ],
      [
        'File names from uploads end up in a command line, quoted with quote().',
        'Quoting is our line of defence there, so this is not cosmetic.',
      ],
      [
        'I log each command that I run as a line that can be pasted.',
        'Running the logged line by hand gives another result.',
      ],
      [
        'A wizard of ours writes a shell script; all user input goes through quote().',
        'Some inputs now change what the script does.',
      ],
      [
        'Our installer prints the command that it is about to run, quoted.',
        'People who copy it run something else.',
      ],
    ],
  },
};

export const keep: readonly string[] = [
  'Everything else about parsing and quoting is fine for us and should stay.',
  'Lines without this keep working; please do not change what they give.',
  'Operators, comments and variables must keep the shape they have.',
  'I hope it can be mended without a new option.',
];
