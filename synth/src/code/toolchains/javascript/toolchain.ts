/** JavaScript: tape in the lab, a process a file, lines counted by V8; scenarios over several variants, a process a variant. */
import { readFileSync } from 'node:fs';
import { isRefusal, type Game, type Refusal, type Tree } from '@touchstone/contracts';
import { z } from 'zod';
import type { Library, Scenario } from '../../library.ts';
import { secondsPerTestFileMax, secondsPerVariantMax } from '../../limits.ts';
import { createParser } from '../../mutate/parser.ts';
import {
  labFiles,
  testFileOf,
  type Observed,
  type Suite,
  type TestResults,
  type Toolchain,
} from '../../toolchain.ts';
import { partOf } from '../../tree-part.ts';
import { programFile, readObservations, readReport } from '../lab-report.ts';
import { expectedLiterals } from './literals.ts';
import { javascriptOperators } from './operators.ts';
import { namedFunctions, withoutEach } from './statements.ts';

const program = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const programs = {
  suite: program('./suite.mjs'),
  record: program('./record.mjs'),
  observe: program('./observe.mjs'),
  differential: program('./differential.mjs'),
};
const runtime = { language: 'node' as const, version: '>=26', packages: ['tape'] };

const parse = createParser('tree-sitter-javascript');

const reportSchema = z.object({
  tests: z.array(z.string()),
  outcomes: z.array(z.enum(['passed', 'failed', 'skipped'])),
  covered: z.record(z.string(), z.record(z.string(), z.array(z.number().int()))),
});
type Report = z.infer<typeof reportSchema>;

export const javascriptToolchain: Toolchain = {
  runtime,
  parse,
  operators: javascriptOperators,
  functions: namedFunctions,
  emptied: () => '{}',
  withoutEach,

  async suite(library, tree, game) {
    const report = await runTests(library, tree, library.tests.files, true, game);
    if (isRefusal(report)) return report;
    // An id that a file gives twice cannot be told apart.
    const once = (test: string) => report.tests.indexOf(test) === report.tests.lastIndexOf(test);
    const passing = [...report.tests.keys()].filter(
      (index) => report.outcomes[index] === 'passed' && once(report.tests[index] as string),
    );
    const place = new Map(passing.map((index, at) => [index, at]));
    return {
      tests: passing.map((index) => report.tests[index] as string),
      writtenIn: passing.map((index) => testFileOf(report.tests[index] as string)),
      covered: new Map(
        Object.entries(report.covered).map(([path, lines]) => [
          path,
          new Map(
            Object.entries(lines).map(([line, indices]) => [
              Number(line),
              indices.flatMap((index) => place.get(index) ?? []).sort((a, b) => a - b),
            ]),
          ),
        ]),
      ),
    } satisfies Suite;
  },

  async run(library, tree, tests, game) {
    const files = library.tests.files.filter((file) => tests.some((test) => testFileOf(test) === file));
    const report = await runTests(library, tree, files, false, game);
    if (isRefusal(report)) return report;
    const wanted = new Set(tests);
    const all = tests.every((test) => library.tests.files.includes(test));
    const ended = (outcome: string) =>
      report.tests.filter((test, index) => report.outcomes[index] === outcome && (all || wanted.has(test)));
    const ran = new Set(report.tests);
    return {
      passed: ended('passed'),
      failed: ended('failed'),
      missing: all ? [] : tests.filter((test) => !ran.has(test)),
    } satisfies TestResults;
  },

  observe,

  differential: ({ harness }) => harness.program + programs.differential,

  literals: (_, tree, suite) => expectedLiterals(parse, tree, suite),
};

async function runTests(
  library: Library,
  tree: Tree,
  files: readonly string[],
  cover: boolean,
  game: Game,
): Promise<Report | Refusal> {
  const seen = await game.lab.observe({
    runtime,
    files: [
      ...labFiles(tree),
      programFile('touchstone_suite.mjs', programs.suite),
      programFile('touchstone_record.mjs', programs.record),
    ],
    argv: ['node', '--no-warnings', 'touchstone_suite.mjs'],
    stdin: { files: [...files], code: [...library.code], cover, secondsMax: secondsPerTestFileMax },
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
  const code = (tree: Tree) => partOf(tree, [...library.code, 'package.json']);
  const seen = await game.lab.observe({
    runtime,
    files: [
      ...variants.flatMap((tree, index) => [
        ...labFiles(code(tree), `v${index}/`),
        programFile(`v${index}/touchstone_harness.mjs`, library.harness.program),
      ]),
      programFile('touchstone_observe.mjs', programs.observe),
    ],
    argv: ['node', '--no-warnings', 'touchstone_observe.mjs'],
    stdin: { variants: variants.length, scenarios: [...scenarios], secondsMax: secondsPerVariantMax },
    repeat,
  });
  return readObservations(seen);
}
