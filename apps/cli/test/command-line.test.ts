import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createProgram } from '../src/program.ts';
import type { Terminal } from '../src/terminal.ts';
import { runCommand } from './run-command.ts';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'touchstone-cli-'))));
after(() => rm(folder, { recursive: true, force: true }));

test('without a command the help is shown, with exit codes and first steps', async () => {
  const { code, stdout } = await runCommand(['--help']);
  assert.equal(code, 0);
  assert.match(stdout, /Exit codes:/);
  assert.match(stdout, /touchstone quickstart/);
});

test('every command has a help with examples', () => {
  const program = createProgram({ signal: new AbortController().signal } as Terminal, () => {});
  const leaves = program.commands.flatMap((command) =>
    command.commands.length ? command.commands : [command],
  );
  assert.ok(leaves.length > 3);
  for (const leaf of leaves) {
    let help = '';
    leaf.configureOutput({ writeOut: (text) => (help += text) });
    leaf.outputHelp();
    assert.match(help, /Examples:\n {2}\$ touchstone /, leaf.name());
  }
});

test('a misspelt command is answered with the right one and exit code 2', async () => {
  const { code, stderr } = await runCommand(['recipe', 'chek']);
  assert.equal(code, 2);
  assert.match(stderr, /Did you mean check/);
});

test('init writes a recipe that check finds usable, and never overwrites one unasked', async () => {
  const file = join(folder, 'My Recipe.yaml');
  assert.equal((await runCommand(['init', file])).code, 0);
  assert.equal((await runCommand(['recipe', 'check', file])).code, 0);
  await writeFile(file, 'mine');
  const again = await runCommand(['init', file]);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /exists already/);
  assert.match(again.stderr, /→ .*--force/);
  assert.equal(await readFile(file, 'utf8'), 'mine');
});

test('a broken recipe is one message with lines, a way out, exit code 2 and no stack', async () => {
  const file = join(folder, 'broken.yaml');
  await writeFile(file, 'name: x\nrandomSeed: 1\ncategories:\n  interpreter:\n    tasks: -3\n');
  for (const command of [
    ['recipe', 'check', file],
    ['synth', file],
  ]) {
    const { code, stderr } = await runCommand(command, { env: { TOUCHSTONE_HOME: join(folder, 'home') } });
    assert.equal(code, 2, command.join(' '));
    assert.match(stderr, /line 5: categories\.interpreter\.tasks: expected at least 1, got -3/);
    assert.match(stderr, /→ /);
    assert.doesNotMatch(stderr, /at .*\.ts:\d+/);
  }
});

test('with --debug the stack is printed too', async () => {
  const { stderr } = await runCommand(['--debug', 'recipe', 'check', join(folder, 'absent.yaml')]);
  assert.match(stderr, /There is no recipe/);
  assert.match(stderr, /at .*\.ts:\d+/);
});

test('listings come as JSON when asked', async () => {
  const { code, stdout } = await runCommand(['family', 'list', '--json']);
  assert.equal(code, 0);
  const families = JSON.parse(stdout) as { id: string; category: string }[];
  assert.ok(families.length > 0);
  for (const family of families) assert.equal(family.id.split('.')[0], family.category);
});
