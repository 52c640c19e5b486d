/** Addresses and references as they stand in pages, schemas and settings. */
import type { Json, Rng } from '@touchstone/contracts';
import { shorterLists, type Call } from '../javascript-calls/calls.ts';

const schemes = ['http', 'https', 'HTTP', 'ws', 'wss', 'ftp', 'mailto', 'urn', 'uri', 'file', ''] as const;
const hosts = [
  'example.com',
  'EXAMPLE.com',
  'shop.example.org',
  '10.0.0.7',
  '192.068.001.000',
  '[2001:db8::7]',
  '[2001:DB8:0:0:0:0:0:1]',
  '[fe80::1%25eth0]',
  '[::1]',
  'localhost',
  'm%C3%BCnchen.de',
  'ex%41mple.com',
  '',
] as const;
const paths = [
  '',
  '/',
  '/a/b/c',
  '/a/./b/../c',
  '/../x',
  '/docs/index.html',
  '/one/two.three',
  '/a%20b',
  '/%7Efoo/%2e%2e/bar',
  '/a//b',
  '/caf%C3%A9',
  '/x;y=1',
  '/a/b/',
  '/.hidden',
  '/a/..',
  '/%zz',
] as const;
const queries = ['', '', '?q=1', '?a=b&c=d', '?', '?x=%7b1%7D', '?path=/a/../b'] as const;
const fragments = ['', '', '', '#top', '#', '#/definitions/item', '#a%20b'] as const;
const ports = ['', '', '', ':80', ':443', ':8080', ':'] as const;
const users = ['', '', '', 'ada@', 'user:pass@', '@'] as const;
const odd = [
  'urn:example:resource:1',
  'urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6',
  'urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
  'URN:Example:a',
  'mailto:ada@example.com',
  '//example.com/a',
  'ws://example.com/chat?room=1',
  'wss://example.com:443/',
  'uri:a:b',
  '#fragment',
  '?query',
  'a/b',
  'http://example.com',
] as const;
const references = [
  '../g',
  './g',
  'g',
  '/g',
  '//other.org/x',
  'g?y=1',
  '?y',
  '#s',
  'g#s',
  '',
  '../../../g',
  './',
  '..',
  'g/./h/../i',
  'http:g',
  'https://example.org/z',
  'g;x=1/../y',
  '.',
  'g/',
  '%2e%2e/g',
] as const;

function address(rng: Rng): string {
  if (rng.chance(0.2)) return rng.pick(odd);
  const scheme = rng.pick(schemes);
  const host = rng.pick(hosts);
  const authority = host === '' && rng.chance(0.5) ? '' : `//${rng.pick(users)}${host}${rng.pick(ports)}`;
  return `${scheme === '' ? '' : `${scheme}:`}${authority}${rng.pick(paths)}${rng.pick(queries)}${rng.pick(fragments)}`;
}

function parts(rng: Rng): Record<string, Json> {
  const all: [string, readonly Json[], number][] = [
    ['scheme', schemes.filter((one) => one !== ''), 0.8],
    ['userinfo', ['ada', 'user:pass'], 0.2],
    ['host', ['example.com', '2001:db8::7', '10.0.0.7', 'EXAMPLE.com', 'fe80::1%en1', 'ex ample'], 0.75],
    ['port', [8080, 80, 443, '9000', ''], 0.35],
    ['path', ['', 'a/b', '/a/b', '/../a', '//c', 'a:b', '/a b', 'x/./y/../z', '/ä', '%7Ex'], 0.7],
    ['query', ['q=1', '', 'a b', 'x=%41'], 0.35],
    ['fragment', ['top', '', 'a b', 'é'], 0.3],
  ];
  return Object.fromEntries(
    all.flatMap(([name, values, chance]): [string, Json][] =>
      rng.chance(chance) ? [[name, rng.pick(values)]] : [],
    ),
  );
}

function options(rng: Rng): Json[] {
  if (rng.chance(0.75)) return [];
  return [
    rng.pick<Json>([
      { tolerant: true },
      { absolutePath: true },
      { unicodeSupport: true },
      { scheme: 'http' },
      { reference: 'suffix', scheme: 'https' },
      { domainHost: true },
      { iri: true },
    ]),
  ];
}

export function draw(rng: Rng): Call {
  return rng.weighted<() => Call>([
    [() => ['uri.parse', address(rng), ...options(rng)], 3],
    [() => ['uri.serialize', parts(rng), ...options(rng)], 2.5],
    [
      () => [
        'uri.resolve',
        rng.pick([
          'http://example.com/a/b/c?q',
          'uri://a/b/c/d;p?q',
          'https://ada@example.com:8080/x/y/',
          'http://example.com',
          'file:///home/ada/notes',
          address(rng),
        ]),
        rng.chance(0.85) ? rng.pick(references) : address(rng),
        ...(rng.chance(0.15) ? [{ tolerant: true }] : []),
      ],
      3,
    ],
    [() => ['uri.normalize', address(rng), ...options(rng)], 2],
    [() => drawEqual(rng), 2],
  ])();
}

/** Two spellings of one address, or nearly. */
function drawEqual(rng: Rng): Call {
  const one = address(rng);
  const other = rng.weighted<() => string>([
    [() => one.replace(/^[a-z]+/i, (scheme) => scheme.toUpperCase()), 2],
    [() => one.replaceAll(/%[0-9a-f]{2}/gi, (code) => code.toLowerCase()), 2],
    [() => one.replace(/\/a\//, '/a/./b/../'), 2],
    [() => one.replace(/:(80|443)(?=\/|$)/, ''), 2],
    [() => one.replace('example', 'ex%61mple'), 1],
    [() => address(rng), 1],
    [() => `${one}/`, 1],
  ])();
  return ['uri.equal', one, other];
}

export function cuts([name, first, ...rest]: Call): Call[] {
  if (typeof first === 'object' && first !== null && !Array.isArray(first))
    return shorterLists(Object.entries(first)).map((left): Call => [name, Object.fromEntries(left), ...rest]);
  if (typeof first !== 'string' || name === 'uri.equal') return [];
  const shorter = [
    first.replace(/#.*$/, ''),
    first.replace(/\?[^#]*/, ''),
    first.replace(/(\/\/)[^@/]*@/, '$1'),
    first.replace(/(\/\/[^/?#]*):\d*(?=[/?#]|$)/, '$1'),
    first.replace(/^(\w+:\/\/[^/?#]+)\/[^?#]*/, '$1'),
  ];
  return [...new Set(shorter)]
    .filter((text) => text.length < first.length && text !== '')
    .map((text): Call => [name, text, ...rest]);
}
