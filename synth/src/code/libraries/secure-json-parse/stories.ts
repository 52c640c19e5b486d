/** Who parses JSON that strangers send. */
import type { Telling } from '../javascript-calls/calls.ts';

export const tellings: Readonly<Record<string, Telling>> = {
  'sjson.parse': {
    topic: '`sjson.parse`',
    told: [
      [
        'All request bodies of our API go through sjson.parse.',
        'This is the one place that stands between a body and our objects.',
      ],
      [
        'We read webhook payloads of third parties with sjson.parse.',
        'Our contract tests send such payloads on purpose and expect a clear answer.',
      ],
      [
        'Our queue workers parse messages that other teams put there.',
        'What comes out here is trusted by every worker behind it.',
      ],
      [
        'A settings import in our product accepts files that users exchange among themselves.',
        'The imported object is merged into defaults later, which is exactly what must stay safe.',
      ],
      [
        'I swapped JSON.parse for sjson.parse in a gateway that forwards JSON.',
        'The gateway now treats this document differently from what its settings say.',
      ],
      [
        'Our form service stores whatever JSON a browser posts, after parsing it here.',
        'A scanner run by our security team brought it up.',
      ],
    ],
  },
  'sjson.safeParse': {
    topic: '`sjson.safeParse`',
    told: [
      [
        'For untrusted cookies I use sjson.safeParse, so that nothing is ever thrown.',
        'The caller decides by what comes back, so that has to be right.',
      ],
      [
        'Our log reader takes lines that may or may not be JSON and uses sjson.safeParse.',
        'The statistics of refused lines no longer fit what was sent.',
      ],
      [
        'A public endpoint of ours must not answer with an error page, so it calls sjson.safeParse.',
        'A test with this very payload has begun to fail.',
      ],
      [
        'Messages of a websocket pass through sjson.safeParse before anything else looks at them.',
        'Everything behind it trusts what it lets through.',
      ],
    ],
  },
  'sjson.scan': {
    topic: '`sjson.scan`',
    told: [
      [
        'Another library parses for us, and we check its objects with sjson.scan.',
        'The scan is the only check that these objects get.',
      ],
      [
        'Objects that come out of our cache were parsed elsewhere, so sjson.scan looks at them again.',
        'An object that was scanned is taken for clean.',
      ],
      [
        'We scan parsed documents before they are merged into a configuration.',
        'The merge is where a wrong key does its harm.',
      ],
    ],
  },
};

export const keep: readonly string[] = [
  'The actions for both kinds of keys are documented; everything else about them should stay.',
  'Harmless documents must come out as before.',
  'Please leave the messages of the errors alone, we match on them.',
  'We call it in several ways (with a reviver, with options, with both), and all of these should go on working.',
];
