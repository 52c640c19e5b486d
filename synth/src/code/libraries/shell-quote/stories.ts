/** Who takes shell lines apart or puts them together. */
import type { Telling } from '../javascript-calls/calls.ts';

export const tellings: Readonly<Record<string, Telling>> = {
  parse: {
    topic: '`parse()`',
    doing: [
      'Our task runner lets users write commands as one line and takes them apart with parse().',
      'I use parse() in an editor plugin that runs the command under the cursor.',
      'A chat bot of ours accepts shell-like lines and must never start a real shell.',
      'We read crontab lines, split them with parse() and check them against a list of allowed commands.',
      'Our dev server starts processes from lines in a Procfile, with variables from a .env file.',
      'The documentation tests of our project pick commands out of README blocks and split them.',
      'I replay commands from a log and need the words exactly as the shell saw them.',
    ],
    care: [
      'The command that is started is then not the one that was written.',
      'A check that looks at the words lets the wrong line through.',
      'bash does the right thing with the same line, which is how we noticed.',
      'It breaks only some lines, so it took a while to see what they have in common.',
      'One of our users lost a file to it.',
      'The splitting must agree with what a shell does, or our dry run is worthless.',
    ],
  },
  quote: {
    topic: '`quote()`',
    doing: [
      'We build a command from a list of words with quote() and show it for copying into a terminal.',
      'Our deploy tool sends commands over ssh and quotes every word first.',
      'File names from uploads end up in a command line, quoted with quote().',
      'I log each command that I run as a line that can be pasted.',
      'A wizard of ours writes a shell script; all user input goes through quote().',
      'Our installer prints the command that it is about to run, quoted.',
    ],
    care: [
      'Pasted into a shell, the line does something else than the words said.',
      'Quoting is our line of defence, so this is not cosmetic.',
      'Running the printed line by hand gives another result than the program itself.',
      'The remote side sees other arguments than we sent.',
      'Names with unusual characters are rare but they do come up.',
    ],
  },
};

export const keep: readonly string[] = [
  'Everything else about parsing and quoting is fine for us and should stay.',
  'Lines without this keep working; please do not change what they give.',
  'Operators, comments and variables must keep the shape they have.',
  'I hope it can be mended without a new option.',
];
