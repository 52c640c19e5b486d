/** Who handles URIs by the thousand. */
import type { Telling } from '../javascript-calls/calls.ts';

export const tellings: Readonly<Record<string, Telling>> = {
  'uri.parse': {
    topic: '`uri.parse`',
    told: [
      [
        'Our crawler takes every link apart with uri.parse before it is queued.',
        'Such links go into the wrong queue.',
      ],
      [
        'We check redirect targets by parsing them and looking at the parts.',
        'A security check that compares wrong parts is worth nothing.',
      ],
      [
        'A proxy of ours chooses the upstream by the parts that uri.parse gives.',
        'The request ends up at another upstream.',
      ],
      [
        'Addresses from a settings file are validated with uri.parse at start.',
        'The service refuses to start with a correct address, or starts with a wrong one.',
      ],
      [
        'I read references out of JSON schemas and need their parts.',
        'RFC 3986 is clear about this case, as far as I read it.',
      ],
    ],
  },
  'uri.serialize': {
    topic: '`uri.serialize`',
    told: [
      [
        'Our link builder fills in the parts and lets uri.serialize write the address.',
        'The link leads somewhere else.',
      ],
      [
        'We change one component of an address and serialize the rest again.',
        'Components that we never touched come out different.',
      ],
      [
        'An admin page composes callback addresses from form fields.',
        'The partner does not know the address that we register.',
      ],
      [
        'Service discovery gives us the parts, and the address is put together from them.',
        'The health check then asks at the wrong place.',
      ],
    ],
  },
  'uri.resolve': {
    topic: '`uri.resolve`',
    told: [
      [
        'We resolve the references of JSON schemas against the address of the schema.',
        'The schema it points to is not found.',
      ],
      [
        'Our crawler resolves the links of a page against its address.',
        'Browsers go to another page than the crawler does.',
      ],
      [
        'A documentation tool of ours turns relative links into absolute ones.',
        'Links in the published pages are dead.',
      ],
      [
        'An OpenAPI bundler resolves file references with uri.resolve.',
        'The library that it used before gave the right answer.',
      ],
    ],
  },
  'uri.normalize': {
    topic: '`uri.normalize`',
    told: [
      [
        'All addresses are normalised before they become keys of our cache.',
        'The same page is now cached twice, or two pages under one key.',
      ],
      ['We normalise user-supplied links so that duplicates can be found.', 'Duplicates slip through.'],
      [
        'Our sitemap checker normalises both sides before it compares.',
        'It reports differences where there are none.',
      ],
      ['The allow list of our proxy holds normalised addresses.', 'An allowed address is turned away.'],
    ],
  },
  'uri.equal': {
    topic: '`uri.equal`',
    told: [
      [
        'We look for duplicate bookmarks with uri.equal.',
        'The list of duplicates is wrong in both directions.',
      ],
      [
        'Registered callback addresses are compared with uri.equal.',
        'Who may log in depends on this answer.',
      ],
      [
        'Our schema store asks uri.equal whether two ids mean the same schema.',
        'A schema was stored a second time.',
      ],
      [
        'A migration script compares old and new links with uri.equal.',
        'The script reports the wrong links as changed.',
      ],
    ],
  },
};

export const keep: readonly string[] = [
  'Addresses of the other kinds are handled well and should come out as before.',
  'Please keep the shape of what is returned; a lot of our code depends on it.',
  'Speed matters to us, so I hope it needs no second pass.',
  'What the options do is fine as documented.',
];
