/** The web tools of an exported folder, in Python, say word for word what the tools of an episode say. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  canonicalJson,
  createRng,
  hashBytes,
  webTools,
  type BlobReader,
  type Environment,
  type SandboxDriver,
  type ToolCall,
  type ToolResult,
  type WebDocument,
} from '@touchstone/contracts';
import { WebShelf, createToolHost } from '@touchstone/sandboxes';

const python = spawnSync('python3', [
  '-c',
  'import sqlite3; sqlite3.connect(":memory:").execute("CREATE VIRTUAL TABLE x USING fts5(y)")',
]);
const skip = python.status !== 0 && 'NOT RUN: python3 with FTS5 is not on this machine';
const sources = fileURLToPath(new URL('../src/export/dir/python/', import.meta.url));

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'touchstone-web-tools-'))));
after(() => rm(folder, { recursive: true, force: true }));

const words =
  'quay notice depth draught harbour 10.9 7/2013 Straße ŁÓDŹ façade İzmir ΟΔΥΣΣΕΥΣ 東京 𝒜lpha 👩‍🔧 tide—fall re-issue'.split(
    ' ',
  );

/** Uneven texts: short, endless, in several paragraphs, with links, with signs that frame links. */
function madeWeb(count: number): WebDocument[] {
  const rng = createRng('web tools');
  const some = (most: number) =>
    Array.from({ length: 1 + rng.integer(0, most - 1) }, () => rng.pick(words)).join(
      rng.pick([' ', ' ', '  ']),
    );
  const ids = Array.from({ length: count }, (_, index) => `record-${String(index).padStart(4, '0')}`);
  return ids.map((id, index) => {
    const head = `${some(8)} `;
    const named = `Notice ${index}`;
    const text = `${head}${named} ${some(60)}.\n${some(30)}\n\n${'endless'.repeat(rng.integer(0, 40))} ${some(20)} 【sic†】\u202e \u0085`;
    const target = rng.pick(ids);
    return {
      ...{
        id,
        title: `${named} of the ${some(3)} [†]`,
        url: `https://archive.example/${id}`,
        language: 'en',
      },
      ...{ licence: 'CC0-1.0', attribution: 'nobody', text },
      links: [{ start: head.length, end: head.length + named.length, document: target }],
    };
  });
}

function madeCalls(count: number): ToolCall[] {
  const rng = createRng('calls');
  const query = () => Array.from({ length: rng.integer(1, 6) }, () => rng.pick(words)).join(' ');
  return Array.from({ length: count }, (): ToolCall => {
    switch (rng.integer(0, 5)) {
      case 0:
      case 1:
        return { tool: 'search', arguments: { query: query(), topn: rng.integer(1, 20) } };
      case 2:
        return { tool: 'open', arguments: { id: rng.integer(0, 12) } };
      case 3:
        return {
          tool: 'open',
          arguments: {
            id: `record-${String(rng.integer(0, 320)).padStart(4, '0')}`,
            loc: rng.integer(0, 3),
            num_lines: rng.integer(1, 9),
          },
        };
      case 4:
        return { tool: 'open', arguments: { cursor: rng.integer(-1, 6), loc: rng.integer(0, 4) } };
      default:
        return { tool: 'find', arguments: { pattern: rng.pick(words), cursor: rng.integer(-1, 4) } };
    }
  });
}

test('both say the same of 400 calls over 300 documents', { skip }, async () => {
  const lines = madeWeb(300)
    .map((document) => `${canonicalJson(document)}\n`)
    .join('');
  const bytes = Buffer.from(lines);
  const hash = hashBytes(bytes);
  const file = join(folder, `${hash}.jsonl`);
  await writeFile(file, bytes);
  const calls = madeCalls(400);

  const driver = {
    name: 'bwrap',
    weaknesses: [],
    open: () => assert.fail('no sandbox is needed'),
  } as unknown as SandboxDriver;
  const blobs: BlobReader = { readBlob: () => Promise.resolve(bytes) };
  using webs = new WebShelf({ home: join(folder, 'home'), driver: () => Promise.resolve(driver) });
  const environment = {
    web: { hash },
    tools: [...webTools],
    files: [],
    world: null,
  } as unknown as Environment;
  await using session = await createToolHost({ driver, blobs, webs }).open(environment);
  const ours: ToolResult[] = [];
  for (const call of calls) ours.push(await session.call(call));

  const program = `
import json, sys
from web_tools import WebTools
tools = WebTools(sys.argv[1])
print(json.dumps([tools.call(call["tool"], call["arguments"]) for call in json.load(sys.stdin)]))
`;
  const ran = spawnSync('python3', ['-c', program, file], {
    cwd: sources,
    input: JSON.stringify(calls),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  assert.equal(ran.status, 0, ran.stderr);
  const theirs = JSON.parse(ran.stdout) as [string, boolean][];
  calls.forEach((call, index) => {
    const [text, isError] = theirs[index] ?? [];
    assert.equal(text, ours[index]?.text, JSON.stringify(call));
    assert.equal(isError, ours[index]?.isError, JSON.stringify(call));
  });
  const right = ours.filter(({ isError }) => !isError).length;
  assert.ok(right > 250, `${right} calls were more than an error`);
});
