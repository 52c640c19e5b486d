/** Queries that shops, searches and forms really send, and the objects that they are made of. */
import type { Json, Rng } from '@touchstone/contracts';
import { shorterLists, shorterTexts, type Call } from '../javascript-calls/calls.ts';

const pairs = [
  'q=running+shoes',
  'page=2',
  'sort=price',
  'size[]=42',
  'size[]=43',
  'size[0]=42',
  'size[1]=44',
  'size[2]=45',
  'filter[brand]=acme',
  'filter[price][min]=10',
  'filter[price][max]=50',
  'filter[tags][]=red',
  'filter.color=blue',
  'user.name=Ada',
  'user.address.city=Oslo',
  'a=1',
  'a=2',
  'tags=new,sale',
  'tags=',
  'tags',
  'debug',
  'note=',
  'note=a%26b',
  'name=J%C3%B6rg',
  'x=%F6',
  'items[0][id]=1',
  'items[0][qty]=2',
  'items[1][id]=7',
  'items[][id]=9',
  'a[b][c][d][e][f][g]=deep',
  'empty[]=',
  'list[]',
  'utf8=%E2%9C%93',
  'utf8=%26%2310003%3B',
  'smile=%26%239786%3B',
  'toString=x',
  'constructor=y',
  'hasOwnProperty[z]=1',
  '=lost',
  'k%5Ba%5D=enc',
  'dot%2Ekey=1',
  'user%2Ename.first=Bo',
  'big[25]=far',
  'range[20]=20',
  'range[21]=21',
  '[0]=zero',
  'a[]=b&a[]=c',
  'sizes[1,2]=x',
] as const;

export function draw(rng: Rng): Call {
  return rng.chance(0.55) ? drawParse(rng) : drawStringify(rng);
}

function drawParse(rng: Rng): Call {
  const parts: string[] = rng.sample(pairs, rng.integer(1, 5));
  if (rng.chance(0.35)) parts.push(rng.pick(parts));
  const delimiter = rng.chance(0.08) ? ';' : '&';
  const text = `${rng.chance(0.1) ? '?' : ''}${parts.join(delimiter)}`;
  const options: Record<string, Json> = {};
  const set = (chance: number, name: string, values: readonly Json[]) => {
    if (rng.chance(chance)) options[name] = rng.pick(values);
  };
  set(0.2, 'allowDots', [true]);
  set(0.12, 'depth', [0, 1, 2, false]);
  set(0.1, 'arrayLimit', [0, 1, 2]);
  set(0.1, 'parseArrays', [false]);
  set(0.12, 'comma', [true]);
  set(0.12, 'duplicates', ['first', 'last', 'combine']);
  set(0.12, 'strictNullHandling', [true]);
  set(0.1, 'allowEmptyArrays', [true]);
  set(0.08, 'allowSparse', [true]);
  set(0.07, 'plainObjects', [true]);
  set(0.06, 'allowPrototypes', [true]);
  set(0.1, 'parameterLimit', [1, 2, 3]);
  set(0.06, 'strictDepth', [true]);
  set(0.08, 'throwOnLimitExceeded', [true]);
  set(0.08, 'decodeDotInKeys', [true]);
  set(0.08, 'charset', ['iso-8859-1', 'utf-8']);
  set(0.08, 'charsetSentinel', [true]);
  set(0.08, 'interpretNumericEntities', [true]);
  set(delimiter === ';' ? 1 : 0, 'delimiter', [';']);
  set(text.startsWith('?') ? 0.8 : 0.02, 'ignoreQueryPrefix', [true]);
  return Object.keys(options).length === 0 ? ['qs.parse', text] : ['qs.parse', text, options];
}

const values: readonly Json[] = [
  'shoes',
  '',
  'a b',
  'a&b=c',
  'Jörg',
  '☺',
  "it's",
  '1+1',
  3,
  0,
  true,
  false,
  null,
  { $js: 'undefined' },
  { $js: 'new Date(0)' },
  { $js: "Buffer.from('hi')" },
  { $js: '10n' },
];
const collections: readonly Json[] = [
  ['a', 'b'],
  [],
  [''],
  ['a,b', 'c'],
  [1, null, 2],
  [{ id: 1 }, { id: 2 }],
  { min: 10, max: 50 },
  { city: { name: 'Oslo' } },
  {},
  { 'a.b': 'x' },
  [['x', 'y'], ['z']],
  { list: ['a'] },
];
const names = [
  'q',
  'page',
  'sort',
  'filter',
  'size',
  'user',
  'user.name',
  'tags',
  'a[b]',
  'é',
  'z',
  'b',
] as const;

function drawStringify(rng: Rng): Call {
  const object = Object.fromEntries(
    rng
      .sample(names, rng.integer(1, 4))
      .map((name): [string, Json] => [name, rng.chance(0.55) ? rng.pick(values) : rng.pick(collections)]),
  );
  const options: Record<string, Json> = {};
  const set = (chance: number, name: string, choices: readonly Json[]) => {
    if (rng.chance(chance)) options[name] = rng.pick(choices);
  };
  set(0.35, 'arrayFormat', ['indices', 'brackets', 'repeat', 'comma']);
  set(0.15, 'encode', [false]);
  set(0.12, 'encodeValuesOnly', [true]);
  set(0.15, 'allowDots', [true]);
  set(0.08, 'encodeDotInKeys', [true]);
  set(0.12, 'strictNullHandling', [true]);
  set(0.12, 'skipNulls', [true]);
  set(0.1, 'addQueryPrefix', [true]);
  set(0.1, 'delimiter', [';']);
  set(0.1, 'format', ['RFC1738', 'RFC3986']);
  set(0.1, 'allowEmptyArrays', [true]);
  set(0.08, 'commaRoundTrip', [true]);
  set(0.08, 'charset', ['iso-8859-1']);
  set(0.08, 'charsetSentinel', [true]);
  set(0.1, 'sort', [{ $js: '(a, b) => a.localeCompare(b)' }]);
  set(0.1, 'filter', [['q', 'size', 0], { $js: "(key, value) => (key === 'page' ? undefined : value)" }]);
  set(0.06, 'serializeDate', [{ $js: '(date) => date.getTime()' }]);
  return Object.keys(options).length === 0 ? ['qs.stringify', object] : ['qs.stringify', object, options];
}

export function cuts([name, first, ...rest]: Call): Call[] {
  if (typeof first === 'string') {
    const [delimiter] = first.includes(';') && !first.includes('&') ? [';'] : ['&'];
    return shorterTexts(first, delimiter).map((left): Call => [name, left, ...rest]);
  }
  return shorterLists(Object.entries(first as Record<string, Json>)).map((left): Call => [
    name,
    Object.fromEntries(left),
    ...rest,
  ]);
}
