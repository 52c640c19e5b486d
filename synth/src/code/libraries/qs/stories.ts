/** Who reads and writes query strings. */
import type { Telling } from '../javascript-calls/calls.ts';

export const tellings: Readonly<Record<string, Telling>> = {
  'qs.parse': {
    topic: '`qs.parse`',
    told: [
      [
        'Our shop reads its search filters from the address with qs.parse.',
        'Customers see other results than the link promises.',
      ],
      [
        'A form service of ours accepts bodies as application/x-www-form-urlencoded and parses them with qs.',
        'What is stored is not what was typed into the form.',
      ],
      [
        'We use qs in front of an old PHP backend that expects nested keys.',
        'PHP itself reads the same query in the other way.',
      ],
      [
        'Saved searches are kept as query strings and parsed again on every visit.',
        'Some people get another search than they saved.',
      ],
      [
        'Our analytics collector takes beacon requests whose query is parsed with qs.',
        'The numbers of one report do not add up since.',
      ],
      [
        'An Express app of ours uses the extended query parser, that is qs.',
        'Our validation looks at the shape of the object and turns honest requests away.',
      ],
      [
        'Links in our newsletters carry filters that the landing page parses.',
        'Readers land on the wrong selection.',
      ],
    ],
  },
  'qs.stringify': {
    topic: '`qs.stringify`',
    told: [
      [
        'We build the addresses of our API calls with qs.stringify.',
        'The server on the other side understands something else.',
      ],
      [
        'Our pager writes the current filters into every link.',
        'On page two the filters are not the same any more.',
      ],
      [
        'The state of a dashboard is kept in the address bar, written by qs.stringify.',
        'Sharing the link shows a different page to the other person.',
      ],
      [
        'A client library of ours sends nested filters to a Rails service.',
        'Rails puts them together in another way than we meant.',
      ],
      [
        'Signed links are made from an object: first qs.stringify, then a hash over the text.',
        'The signature no longer fits what the partner computes.',
      ],
      [
        'An export job calls a partner whose server is particular about the form of its parameters.',
        'The partner refuses the call.',
      ],
    ],
  },
};

export const keep: readonly string[] = [
  'All options are documented, and what they do elsewhere should stay as it is.',
  'We use many of the options in other places; please do not touch what they do there.',
  'Existing links must go on meaning the same.',
  'I do not need a new option, only this put right.',
];
