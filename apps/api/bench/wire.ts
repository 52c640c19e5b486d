/**
 * Tries a running server with other people's tools: schemathesis on its OpenAPI document, the MCP conformance suite and the MCP
 * inspector on an episode. Makes and changes things while it does: point it at a database that may be thrown away. The MCP suite can
 * send no key, so begin with a server that has none; a key for schemathesis is made afterwards.
 *
 *   node apps/api/bench/wire.ts --url http://127.0.0.1:4400 [--key ts_…] [--examples 50] [--st PATH] [--conformance PATH] [--inspector PATH]
 *
 * Ends with 1 where a tool found something, with 3 where one was not found: what was not run is said, never passed over.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4400' },
    key: { type: 'string', default: '' },
    examples: { type: 'string', default: '50' },
    st: { type: 'string', default: 'st' },
    conformance: { type: 'string', default: 'conformance' },
    inspector: { type: 'string', default: 'mcp-inspector' },
  },
});
const { url } = options;
let key = options.key;
const headers = (): Record<string, string> => (key === '' ? {} : { authorization: `Bearer ${key}` });

type Outcome = 'passed' | 'failed' | 'not run';
const outcomes: { what: string; outcome: Outcome; detail: string }[] = [];

function report(what: string, outcome: Outcome, detail = ''): void {
  outcomes.push({ what, outcome, detail });
  console.log(`── ${what}: ${outcome}${detail && ` (${detail})`}`);
}

function runTool(what: string, command: string, args: readonly string[]): string | null {
  console.log(`── ${what}`);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // They run on the Node that runs this.
    env: { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` },
  });
  if (error !== undefined) {
    report(what, 'not run', `${command}: ${error.message}`);
    return null;
  }
  const text = `${stdout}${stderr}`;
  if (status !== 0) console.log(text.replace(/^(.{400}).*$/gm, '$1 …'));
  report(what, status === 0 ? 'passed' : 'failed', lastLine(text));
  return text;
}

function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return (lines.at(-1) ?? '').replace(/^=+ | =+$/g, '');
}

async function ask<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(url + path, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...headers(), 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** What random ids never reach: the same again over things that exist. */
async function existing(): Promise<{ task: string | null; episode: string | null }> {
  const { tasks } = await ask<{ tasks: { id: string }[] }>('/api/v1/tasks?q=cat:general&limit=1');
  const task = tasks[0]?.id ?? null;
  if (task === null) return { task, episode: null };
  const opened = await ask<{ episodes: { id: string }[] }>('/api/v1/episodes', { task, solver: 'wire' });
  return { task, episode: opened.episodes[0]?.id ?? null };
}

function schemathesisSettings({ task, episode }: { task: string | null; episode: string | null }): string {
  const fixed = (pattern: string, id: string) =>
    `[[operations]]\ninclude-path-regex = '${pattern}'\n[operations.parameters]\n"path.id" = "${id}"\n`;
  return [
    // A valid query or a sampler may well be refused: a schema cannot say everything that the language can.
    '[checks]\npositive_data_acceptance.enabled = false',
    '[checks.negative_data_rejection]',
    'expected-statuses = ["400","401","403","404","405","406","409","413","415","422","428","429","431"]',
    task === null ? '' : fixed('^/api/v1/tasks/\\{id\\}', task),
    episode === null ? '' : fixed('^/api/v1/episodes/\\{id\\}', episode),
  ].join('\n');
}

function schemathesis(what: string, settings: string, further: readonly string[] = []): void {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-wire-'));
  const file = join(folder, 'schemathesis.toml');
  writeFileSync(file, settings);
  runTool(what, options.st, [
    ...['--config-file', file, 'run', `${url}/openapi.json`, '--no-color', '--seed', '1'],
    ...['--max-examples', options.examples, '--exclude-operation-id', 'deleteKeysId'],
    ...['-H', `Authorization: Bearer ${key}`],
    ...further,
  ]);
}

const found = await existing();
if (found.task === null)
  report('episodes over MCP', 'not run', 'the corpus has no general task: touchstone quickstart makes some');
else await tryMcp(found.task);
if (key === '') {
  const wanted = { name: 'wire', role: 'curator', requestsPerMinuteMax: 1_000_000 };
  key = (await ask<{ secret: string }>('/api/v1/keys', wanted)).secret;
}
schemathesis('schemathesis, whatever ids', schemathesisSettings({ task: null, episode: null }));
if (found.task !== null)
  schemathesis('schemathesis, ids that exist', schemathesisSettings(found), [
    '--include-path-regex',
    '\\{id\\}',
  ]);

/** The scenarios that try the protocol; the others call tools that only a test server has. */
async function tryMcp(task: string): Promise<void> {
  const scenarios = [
    'server-initialize',
    'ping',
    'tools-list',
    'tools-call-error',
    'dns-rebinding-protection',
  ];
  for (const scenario of scenarios) {
    const what = `MCP conformance: ${scenario}`;
    if (key !== '') {
      report(what, 'not run', 'the suite can send no key: try a server that has none');
      continue;
    }
    const url = await episodeEndpoint(task);
    runTool(what, options.conformance, ['server', '--url', url, '--scenario', scenario]);
  }
  const listed = runTool('MCP inspector: tools/list', options.inspector, [
    ...['--cli', await episodeEndpoint(task), '--transport', 'http', '--method', 'tools/list'],
    ...Object.entries(headers()).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
  ]);
  if (listed !== null && !listed.includes('"submit"')) report('MCP inspector: lists submit', 'failed');
}

/** Of an episode that the tools before have not ended. */
async function episodeEndpoint(task: string): Promise<string> {
  const { episodes } = await ask<{ episodes: { mcp: string }[] }>('/api/v1/episodes', {
    task,
    solver: 'wire',
  });
  return new URL(episodes[0]?.mcp ?? '', url).href;
}

console.log('\n── summary');
for (const { what, outcome, detail } of outcomes) console.log(`${outcome.padEnd(8)} ${what}: ${detail}`);
const has = (outcome: Outcome) => outcomes.some((each) => each.outcome === outcome);
process.exitCode = has('failed') ? 1 : has('not run') ? 3 : 0;
