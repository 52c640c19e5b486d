/** Import directions. Each comment is written to the person who broke the rule. */
const room = (name) => `^${name}/`;
const only = (from, allowed, comment) => ({
  name: `${from.replaceAll('/', '-')}-imports`,
  severity: 'error',
  comment,
  from: { path: room(from) },
  to: {
    path: '^(contracts|synth|verifiers|sandboxes|db|engine|apps)/',
    pathNot: [from, ...allowed].map(room),
  },
});

export default {
  forbidden: [
    only(
      'contracts',
      [],
      'contracts/ holds nouns and knows no room: move the code that needs another room into that room.',
    ),
    only(
      'synth',
      ['contracts'],
      'A room knows only contracts/. Ask for a port in Game and let apps/pipeline hand it in.',
    ),
    only(
      'verifiers',
      ['contracts'],
      'A room knows only contracts/. Take what you need as a port in VerifyPorts.',
    ),
    only(
      'sandboxes',
      ['contracts'],
      'A room knows only contracts/: sandboxes/ does not know what a task is.',
    ),
    only('db', ['contracts'], 'A room knows only contracts/: db/ stores and never decides.'),
    only(
      'apps/pipeline',
      ['contracts', 'synth', 'verifiers', 'sandboxes', 'db'],
      'apps/pipeline composes rooms; surfaces (cli, api, web) use it, never the other way.',
    ),
    only(
      'apps/cli',
      ['contracts', 'db', 'apps/pipeline', 'apps/api'],
      'The command line holds no rule of its own: put it into apps/pipeline.',
    ),
    only(
      'apps/api',
      ['contracts', 'db', 'apps/pipeline'],
      'The API holds no rule of a room: put it into apps/pipeline, whose index.ts offers it.',
    ),
    only(
      'apps/web',
      ['contracts'],
      'The page knows the server by its wire only: import schemas from @touchstone/contracts/api.',
    ),
    {
      name: 'contracts-no-io',
      severity: 'error',
      comment:
        'contracts/src does no input or output: it may use zod, canonicalize, pure-rand, @noble/hashes and types.',
      from: { path: '^contracts/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'These files import each other in a circle: name the idea both need and give it its own file.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-inside-of-another-package',
      severity: 'error',
      comment:
        'Import the package by its name (@touchstone/…): its index.ts says what it offers; its inside may change.',
      from: { path: '^(contracts|synth|verifiers|sandboxes|db|apps/[^/]+)/' },
      to: {
        path: '^(contracts|synth|verifiers|sandboxes|db|apps/[^/]+)/',
        pathNot: ['^$1/', '/src/index\\.ts$', '^contracts/(conformance|src/api)/index\\.ts$'],
      },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'This import resolves to nothing: misspelt, or missing in the package.json of this package.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      severity: 'error',
      comment: 'Declare the package in the package.json of the room that imports it.',
      from: { pathNot: '\\.test\\.ts$|^[^/]+/(test|conformance|bench)/|^apps/[^/]+/(test|bench)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(node_modules|migrations|dist[^/]*)/|^virtual:' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
