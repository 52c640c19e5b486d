/** Who parses JSON that strangers send. */
import type { Telling } from '../javascript-calls/calls.ts';

const care = [
  'This is the one place that stands between a request body and our objects.',
  'A scanner run by our security team brought it up.',
  'We merge these objects into defaults later, which is exactly what must stay safe.',
  'Honest clients are affected too, so it is not only a question of attacks.',
  'Our contract tests send these payloads on purpose and expect a clear answer.',
  'What is let through here is trusted everywhere behind it.',
  'We log what was refused and why, and the log no longer fits what was sent.',
];

export const tellings: Readonly<Record<string, Telling>> = {
  'sjson.parse': {
    topic: '`sjson.parse`',
    doing: [
      'All request bodies of our API go through sjson.parse.',
      'We read webhook payloads of third parties with sjson.parse.',
      'Our queue workers parse messages that other teams put there.',
      'A settings import in our product accepts files that users exchange among themselves.',
      'I swapped JSON.parse for sjson.parse in a gateway that forwards JSON.',
      'Our form service stores whatever JSON a browser posts, after parsing it here.',
    ],
    care,
  },
  'sjson.safeParse': {
    topic: '`sjson.safeParse`',
    doing: [
      'For untrusted cookies I use sjson.safeParse, so that nothing is ever thrown.',
      'Our log reader takes lines that may or may not be JSON and uses sjson.safeParse.',
      'A public endpoint of ours must not answer with an error page, so it calls sjson.safeParse.',
      'Messages of a websocket pass through sjson.safeParse before anything else looks at them.',
    ],
    care,
  },
  'sjson.scan': {
    topic: '`sjson.scan`',
    doing: [
      'Another library parses for us, and we check its objects with sjson.scan.',
      'Objects that come out of our cache were parsed elsewhere, so sjson.scan looks at them again.',
      'We scan parsed documents before they are merged into a configuration.',
    ],
    care,
  },
};

export const keep: readonly string[] = [
  'The actions for both kinds of keys are documented; everything else about them should stay.',
  'Harmless documents must come out as before.',
  'Please leave the messages of the errors alone, we match on them.',
  'We call it in several ways (with a reviver, with options, with both), and all of these should go on working.',
];
