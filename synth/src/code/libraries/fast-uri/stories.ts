/** Who handles URIs by the thousand. */
import type { Telling } from '../javascript-calls/calls.ts';

const care = [
  'Two of our services now disagree about what one and the same link means.',
  'RFC 3986 is clear about this case, as far as I read it.',
  'Links that worked for years lead somewhere else.',
  'The old library that we came from gave the right answer.',
  'We store the result as a key, so a wrong one makes duplicates.',
  'It is rare in our data, but each case ends in a support ticket.',
  'A security check compares these strings, so they have to be right.',
];

const telling = (topic: string, doing: readonly string[]): Telling => ({ topic, doing, care });

export const tellings: Readonly<Record<string, Telling>> = {
  'uri.parse': telling('`uri.parse`', [
    'Our crawler takes every link apart with uri.parse before it is queued.',
    'We check redirect targets by parsing them and looking at the host.',
    'A proxy of ours chooses the upstream by the parts that uri.parse gives.',
    'Addresses from a settings file are validated with uri.parse at start.',
    'I read references out of JSON schemas and need their parts.',
  ]),
  'uri.serialize': telling('`uri.serialize`', [
    'Our link builder fills in the parts and lets uri.serialize write the address.',
    'We change one component of an address and serialize the rest again.',
    'An admin page composes callback addresses from form fields.',
    'Service discovery gives us host and port, and the address is put together from them.',
  ]),
  'uri.resolve': telling('`uri.resolve`', [
    'We resolve the references of JSON schemas against the address of the schema.',
    'Our crawler resolves the links of a page against its address.',
    'A documentation tool of ours turns relative links into absolute ones.',
    'An OpenAPI bundler resolves file references with uri.resolve.',
  ]),
  'uri.normalize': telling('`uri.normalize`', [
    'All addresses are normalised before they become keys of our cache.',
    'We normalise user-supplied links so that duplicates can be found.',
    'Our sitemap checker normalises both sides before it compares.',
    'The allow list of our proxy holds normalised addresses.',
  ]),
  'uri.equal': telling('`uri.equal`', [
    'We look for duplicate bookmarks with uri.equal.',
    'Registered callback addresses are compared with uri.equal.',
    'Our schema store asks uri.equal whether two ids mean the same schema.',
    'A migration script compares old and new links with uri.equal.',
  ]),
};

export const keep: readonly string[] = [
  'Addresses of the other kinds are handled well and should come out as before.',
  'Please keep the shape of what is returned; a lot of our code depends on it.',
  'Speed matters to us, so I hope it needs no second pass.',
  'What the options do is fine as documented.',
];
