/** Who reads and writes query strings. */
import type { Telling } from '../javascript-calls/calls.ts';

export const tellings: Readonly<Record<string, Telling>> = {
  'qs.parse': {
    topic: '`qs.parse`',
    doing: [
      'Our shop reads its search filters from the address with qs.parse.',
      'A form service of ours accepts bodies as application/x-www-form-urlencoded and parses them with qs.',
      'We use qs in front of an old PHP backend that expects nested keys.',
      'Saved searches are kept as query strings and parsed again on every visit.',
      'Our analytics collector takes beacon requests whose query is parsed with qs.',
      'An Express app of ours uses the extended query parser, that is qs.',
      'Links in our newsletters carry filters that the landing page parses.',
    ],
    care: [
      'Customers see other results than the link promises.',
      'The filter is lost without any error, which is worse than one.',
      'Our validation looks at the shape of the object, so the shape has to be right.',
      'Old bookmarks stopped working for some people.',
      'I found it by comparing parsed and written queries in a property test.',
      'The backend stores what it gets, so the wrong value is kept for good.',
    ],
  },
  'qs.stringify': {
    topic: '`qs.stringify`',
    doing: [
      'We build the addresses of our API calls with qs.stringify.',
      'Our pager writes the current filters into every link.',
      'The state of a dashboard is kept in the address bar, written by qs.stringify.',
      'A client library of ours sends nested filters to a Rails service.',
      'Signed links are made from an object: first qs.stringify, then a hash over the text.',
      'An export job calls a partner whose server is particular about the form of arrays.',
    ],
    care: [
      'The server on the other side understands something else.',
      'The signature no longer fits what the partner computes.',
      'Sharing a link now shows a different page to the other person.',
      'What was written cannot be parsed back into the same object.',
      'Our cache is keyed by the text, so every difference costs.',
    ],
  },
};

export const keep: readonly string[] = [
  'All options are documented, and what they do elsewhere should stay as it is.',
  'We use many of the options in other places; please do not touch what they do there.',
  'Existing links must go on meaning the same.',
  'I do not need a new option, only this put right.',
];
