/** xmltodict 0.14.2: XML as dictionaries and back. */
import type { Rng } from '@touchstone/contracts';
import { expressionLibrary, options, type Line, type Segment, type Use } from '../expressions.ts';
import { pythonText } from '../python-literal.ts';

const names = ['order', 'item', 'note', 'price', 'name', 'tag'];
const attributes = ["id='7'", "lang='de'", "unit='kg'", "status='open'", "id=''"];
const texts = ['12.50', 'two boxes', ' padded ', 'a &amp; b', '', '0', 'Zürich', '<![CDATA[x < y]]>'];

function element(rng: Rng, depth: number): string {
  const name = rng.pick(names);
  const given = rng
    .sample(
      attributes,
      rng.weighted([
        [0, 6],
        [1, 3],
        [2, 1],
      ]),
    )
    .join(' ');
  const open = given === '' ? name : `${name} ${given}`;
  if (depth > 0 && rng.chance(0.45)) return `<${open}>${children(rng, depth - 1).join('')}</${name}>`;
  const text = rng.pick(texts);
  return text === '' ? `<${open}/>` : `<${open}>${text}</${name}>`;
}

function children(rng: Rng, depth: number): string[] {
  const some = Array.from({ length: rng.integer(1, 3) }, () => element(rng, depth));
  if (rng.chance(0.35)) some.push(element(rng, 0), ...some.slice(0, 1));
  if (rng.chance(0.15)) some.push(rng.pick(['loose text', ' ', '\n  ']));
  if (rng.chance(0.15)) some.push(rng.pick(['<!-- checked -->', '<!-- second look -->']));
  return some;
}

/** The document as one Python string whose parts can be left out. */
function document(rng: Rng, size: number): Segment[] {
  const parts = children(rng, Math.min(2, size >> 1)).map((part) => pythonText(part).slice(1, -1));
  const given = rng.chance(0.2) ? ` ${rng.pick(attributes).replaceAll("'", '"')}` : '';
  return [
    `'<doc${given}>`,
    {
      items: parts.map((part) => part.replaceAll("\\'", '"').replaceAll(/(?<==)'([^']*)'/g, '"$1"')),
      join: '',
      min: 1,
    },
    "</doc>'",
  ];
}

const parseOptions = [
  "attr_prefix='_'",
  "cdata_key='text'",
  'force_cdata=True',
  "cdata_separator='|'",
  'strip_whitespace=False',
  "force_list=('item',)",
  'force_list=True',
  "force_list=lambda path, key, value: key == 'note'",
  'xml_attribs=False',
  'process_comments=True',
  'postprocessor=lambda path, key, value: (key.upper(), value)',
  "postprocessor=lambda path, key, value: None if key == 'note' else (key, value)",
];

/** Without those whose keyword came before. */
function distinct(given: readonly string[]): string[] {
  const keyword = (option: string) => option.split('=')[0];
  return given.filter((option, at) => given.findIndex((one) => keyword(one) === keyword(option)) === at);
}

function parseLine(rng: Rng, size: number): Line {
  const given = distinct(
    rng.sample(
      parseOptions,
      rng.weighted([
        [0, 2],
        [1, 4],
        [2, 2],
        [3, 1],
      ]),
    ),
  );
  return {
    segments: ['xmltodict.parse(', ...document(rng, size), options(given), ')'],
    about: 'parsing',
    shows: 'value',
  };
}

function namespaceLine(rng: Rng): Line {
  const inner = rng.sample(
    ['<a:x>1</a:x>', '<y>2</y>', '<b:z k="3">4</b:z>', '<a:x>5</a:x>', '<b:z/>'],
    rng.integer(1, 4),
  );
  const maps = [
    "namespaces={'urn:a': 'short'}",
    "namespaces={'urn:a': None}",
    "namespaces={'urn:a': None, 'urn:b': 'bb'}",
    "namespace_separator='|'",
  ];
  return {
    segments: [
      'xmltodict.parse(\'<r xmlns="urn:d" xmlns:a="urn:a" xmlns:b="urn:b">',
      { items: inner, join: '', min: 1 },
      "</r>', process_namespaces=True",
      options(rng.sample(maps, rng.integer(0, 1))),
      ')',
    ],
    about: 'parsing with namespaces',
    shows: 'value',
  };
}

function streamLines(rng: Rng, size: number): Line[] {
  const depth = rng.pick([1, 2, 2, 3]);
  return [
    { segments: ['seen.clear()'], about: 'starting anew', shows: 'nothing' },
    {
      segments: [
        'xmltodict.parse(',
        ...document(rng, size),
        `, item_depth=${depth}, item_callback=collect`,
        options(rng.sample(parseOptions.slice(0, 4), rng.integer(0, 1))),
        ')',
      ],
      about: 'streaming',
      shows: 'value',
    },
    { segments: ['seen'], about: 'what the callback saw', shows: 'value' },
  ];
}

function value(rng: Rng, depth: number): string {
  if (depth > 0 && rng.chance(0.5)) return `{${entries(rng, depth - 1).join(', ')}}`;
  return rng.pick([
    "'12.50'",
    '12',
    'None',
    'True',
    'False',
    "'two boxes'",
    "''",
    "['a', 'b']",
    '[1, None]',
    '[]',
    "'a & b'",
    "[{'#text': 'x', '@id': '1'}, 'y']",
  ]);
}

function entries(rng: Rng, depth: number): string[] {
  const inner = rng.sample(names, rng.integer(1, 3)).map((name) => `'${name}': ${value(rng, depth)}`);
  const extras = [
    "'@id': '7'",
    "'@lang': None",
    "'@ok': True",
    "'#text': 'plain'",
    "'@xmlns': {'': 'urn:d', 'a': 'urn:a'}",
  ];
  return [
    ...rng.sample(
      extras,
      rng.weighted([
        [0, 4],
        [1, 3],
        [2, 1],
      ]),
    ),
    ...inner,
  ];
}

function unparseLine(rng: Rng, size: number): Line {
  const given = distinct(
    rng.sample(
      [
        'pretty=True',
        'full_document=False',
        'short_empty_elements=True',
        "attr_prefix='_'",
        "expand_iter='entry'",
        "pretty=True, indent='  '",
        "pretty=True, newl='\\n', indent='    '",
        "namespaces={'urn:a': 'a'}",
        'preprocessor=lambda key, value: (key.lower(), value)',
      ],
      rng.weighted([
        [0, 1],
        [1, 4],
        [2, 2],
      ]),
    ),
  );
  return {
    segments: [
      "xmltodict.unparse({'doc': {",
      { items: entries(rng, Math.min(2, size >> 1)), join: ', ', min: 1 },
      '}}',
      options(given),
      ')',
    ],
    about: 'writing XML',
    shows: given.some((option) => option.startsWith('pretty')) ? 'text' : 'value',
  };
}

const uses: readonly Use[] = [
  {
    name: 'parse',
    weight: 5,
    opening: ['import xmltodict'],
    draw: (rng, size) => [parseLine(rng, size)],
    topic: 'xmltodict.parse',
    doing: [
      'Our shop receives orders as XML and turns them into dictionaries with xmltodict.',
      'I read configuration files of an old machine with xmltodict.',
      'We convert supplier catalogues from XML to JSON, many thousand a night.',
      'A colleague feeds bank statements through xmltodict before they are booked.',
      'Letters in our archive are encoded in XML, and I count words after parsing them.',
    ],
    care: [
      'The shop then books something else than was ordered.',
      'The machine cannot be asked again, these files are all there is.',
      'Nothing fails, the JSON is just different, which is the worst kind of surprise.',
      'We noticed it when the sums no longer agreed with those of the bank.',
      'My counts are off from those of the edition.',
    ],
  },
  {
    name: 'namespaces',
    weight: 1.5,
    opening: ['import xmltodict'],
    draw: (rng) => [namespaceLine(rng)],
    topic: 'xmltodict.parse with process_namespaces',
    doing: [
      'Invoices of our partners mix several namespaces, which I map to short names.',
      'I read SOAP answers with process_namespaces and a map of my own.',
      'Geodata comes with long namespace names that we fold away while parsing.',
    ],
    care: [
      'The look-up of an amount by its short name then finds nothing.',
      'The other side changes its prefixes freely, so the map is all we have.',
      'Our index of places is built from these keys.',
    ],
  },
  {
    name: 'stream',
    weight: 1.5,
    opening: [
      'import xmltodict',
      'seen = []',
      'collect = lambda path, item: not seen.append(([name for name, _ in path], item))',
    ],
    draw: (rng, size) => streamLines(rng, size),
    topic: 'streaming with item_depth',
    doing: [
      'Dumps too large for memory go through xmltodict with item_depth and a callback.',
      'I index a music catalogue item by item with the streaming interface.',
      'Our importer handles one record at a time through item_callback.',
    ],
    care: [
      'With such files there is no second way to look.',
      'The index then has other records than the catalogue.',
      'A record that arrives wrong is written wrong.',
    ],
  },
  {
    name: 'unparse',
    weight: 4,
    opening: ['import xmltodict'],
    draw: (rng, size) => [unparseLine(rng, size)],
    topic: 'xmltodict.unparse',
    doing: [
      'We build delivery notes as dictionaries and write them with unparse.',
      'I write feeds for a partner with xmltodict.unparse.',
      'Settings of our instrument are edited as a dictionary and saved as XML.',
      'A test tool of ours makes XML requests from dictionaries.',
    ],
    care: [
      'The warehouse prints what we send and does not look.',
      'The partner validates the feed and refuses it.',
      'The instrument ignores a file that is not just so.',
      'The requests are compared with recorded ones, character by character.',
    ],
  },
];

export const xmltodict = expressionLibrary({
  source: 'pypi:xmltodict@0.14.2',
  name: 'xmltodict',
  code: ['xmltodict.py'],
  tests: {
    prefix: 'tests/test_',
    names: ['xmltodict', 'dicttoxml'],
    support: ['tests/__init__.py'],
  },
  kept: ['README.md', 'LICENSE', 'setup.py'],
  home: 'xmltodict.py',
  uses,
  keep: [
    'Documents that come out right today must not change.',
    'Please do not change what the options mean, much of our code uses them.',
    'The order of keys should stay that of the document.',
    'No new options, please; existing calls should simply be right again.',
  ],
});
