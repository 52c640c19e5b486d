/** Python: pytest in the lab with lines counted per test, scenarios over several variants in one process. */
import { readFileSync } from 'node:fs';
import { isRefusal, type Game, type Refusal, type Tree } from '@touchstone/contracts';
import { z } from 'zod';
import type { Library, Scenario } from '../../library.ts';
import { stepsPerScenarioMax, stepsPerTestMax } from '../../limits.ts';
import { nodesOf } from '../../mutate/nodes.ts';
import { createParser } from '../../mutate/parser.ts';
import {
  labFiles,
  type Observed,
  type Suite,
  type TestResults,
  type Toolchain,
  type Watched,
} from '../../toolchain.ts';
import { partOf } from '../../tree-part.ts';
import { programFile, readObservations, readReport } from '../lab-report.ts';
import { expectedLiterals } from './literals.ts';
import { pythonOperators } from './operators.ts';
import { emptyBody, withoutEach } from './statements.ts';

const program = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const suiteProgram = program('./suite.py');
const observeProgram = program('./observe.py');
const differentialProgram = program('./differential.py');
const runtime = { language: 'python' as const, version: '>=3.11', packages: ['pytest'] };

const parse = createParser('tree-sitter-python');

const reportSchema = z.object({
  tests: z.array(z.string()),
  writtenIn: z.array(z.string()),
  outcomes: z.array(z.enum(['passed', 'failed', 'skipped'])),
  covered: z.record(z.string(), z.record(z.string(), z.string())),
});

export const pythonToolchain: Toolchain = {
  runtime,
  parse,
  operators: pythonOperators,
  functions: (root) =>
    [...nodesOf(root)].flatMap((node) => {
      const body = node.childForFieldName('body');
      const name = node.childForFieldName('name')?.text;
      return node.type === 'function_definition' && body && name !== undefined ? [{ name, body, node }] : [];
    }),
  emptied: emptyBody,
  withoutEach,

  async suite(library, tree, game) {
    const report = await runTests(library, tree, { tests: null, watch: [] }, game);
    if (isRefusal(report)) return report;
    const passing = report.tests
      .map((_, index) => index)
      .filter((index) => report.outcomes[index] === 'passed');
    const place = new Map(passing.map((index, at) => [index, at]));
    const indices = (bits: string) => bitsOf(bits).flatMap((index) => place.get(index) ?? []);
    return {
      tests: passing.map((index) => report.tests[index] as string),
      writtenIn: passing.map((index) => report.writtenIn[index] as string),
      covered: new Map(
        Object.entries(report.covered).map(([path, lines]) => [
          path,
          new Map(Object.entries(lines).map(([line, bits]) => [Number(line), indices(bits)])),
        ]),
      ),
    } satisfies Suite;
  },

  async run(library, tree, tests, game, watch = []) {
    const report = await runTests(library, tree, { tests, watch }, game);
    if (isRefusal(report)) return report;
    const ended = (outcome: string) => report.tests.filter((_, index) => report.outcomes[index] === outcome);
    const ran = new Set(report.tests);
    return {
      passed: ended('passed'),
      failed: ended('failed'),
      missing: tests.filter((test) => !ran.has(test)),
    } satisfies TestResults;
  },

  observe,

  differential: ({ harness, tests: { importFrom } }) =>
    `import os\nimport sys\n\nsys.path.insert(0, os.path.join(os.getcwd(), ${JSON.stringify(importFrom)}))\n\n${harness.program}${differentialProgram}`,

  literals: (_, tree, suite) => expectedLiterals(parse, tree, suite),
};

async function runTests(
  library: Library,
  tree: Tree,
  { tests, watch }: { tests: readonly string[] | null; watch: readonly Watched[] },
  game: Game,
): Promise<z.infer<typeof reportSchema> | Refusal> {
  const { files, importFrom } = library.tests;
  const seen = await game.lab.observe({
    runtime,
    files: [...labFiles(tree), programFile('touchstone_suite.py', suiteProgram)],
    argv: ['python3', 'touchstone_suite.py'],
    stdin: {
      files: [...files],
      importFrom,
      tests: tests === null ? null : [...tests],
      code: [...library.code],
      stepsMax: stepsPerTestMax,
      cover: tests === null,
      watch: watch.map(({ path, name }) => [path, name]),
    },
    repeat: 1,
  });
  return readReport(seen, reportSchema, 'suite');
}

async function observe(
  library: Library,
  variants: readonly Tree[],
  scenarios: readonly Scenario[],
  game: Game,
  repeat = 2,
): Promise<Observed[] | Refusal> {
  const code = (tree: Tree) => partOf(tree, library.code);
  const seen = await game.lab.observe({
    runtime: { ...runtime, packages: [] },
    files: [
      ...variants.flatMap((tree, index) => labFiles(code(tree), `v${index}/`)),
      programFile('harness.py', library.harness.program),
      programFile('observe.py', observeProgram),
    ],
    argv: ['python3', 'observe.py'],
    stdin: {
      variants: variants.length,
      importFrom: library.tests.importFrom,
      scenarios: [...scenarios],
      stepsMax: stepsPerScenarioMax,
    },
    repeat,
  });
  return readObservations(seen);
}

function bitsOf(hexadecimal: string): number[] {
  const found: number[] = [];
  for (let at = 0; at < hexadecimal.length; at++) {
    const digit = Number.parseInt(hexadecimal[hexadecimal.length - 1 - at] ?? '0', 16);
    for (let bit = 0; bit < 4; bit++) if (digit & (1 << bit)) found.push(4 * at + bit);
  }
  return found;
}
