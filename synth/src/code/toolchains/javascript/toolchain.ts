/** JavaScript: tape in the lab, a process a file, lines counted by V8; scenarios over several variants, a process a variant. */
import { readFileSync } from 'node:fs';
import {
  isRefusal,
  refusal,
  type Game,
  type Refusal,
  type SandboxFile,
  type Tree,
} from '@touchstone/contracts';
import { z } from 'zod';
import type { Library, Scenario, Seen } from '../../library.ts';
import { secondsPerTestFileMax, secondsPerVariantMax } from '../../limits.ts';
import { createParser } from '../../mutate/parser.ts';
import { labFiles, type Observed, type Suite, type TestResults, type Toolchain } from '../../toolchain.ts';
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

const seenSchema: z.ZodType<Seen> = z.union([
  z.null(),
  z.strictObject({ value: z.string() }),
  z.strictObject({ text: z.string() }),
  z.strictObject({ raised: z.string(), message: z.string().optional() }) as z.ZodType<{
    raised: string;
    message?: string;
  }>,
]);
const observedSchema = z.array(seenSchema).nullable();
const observationsSchema = z.object({
  first: z.array(observedSchema),
  differing: z.array(z.record(z.string(), observedSchema)),
});

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
      writtenIn: passing.map((index) => fileOf(report.tests[index] as string)),
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
    const files = library.tests.files.filter((file) => tests.some((test) => fileOf(test) === file));
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

function fileOf(test: string): string {
  return test.split(' > ')[0] as string;
}

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
  return parsed(seen, reportSchema, 'suite');
}

async function observe(
  library: Library,
  variants: readonly Tree[],
  scenarios: readonly Scenario[],
  game: Game,
  repeat = 2,
): Promise<Observed[] | Refusal> {
  const parts = [...library.code, 'package.json'];
  const code = (tree: Tree) =>
    new Map([...tree].filter(([path]) => parts.some((part) => path === part || path.startsWith(part))));
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
  const observations = parsed(seen, observationsSchema, 'observe');
  if (isRefusal(observations)) return observations;
  const { first, differing } = observations;
  return [
    first,
    ...differing.map((changed) =>
      first.map((one, index) => (String(index) in changed ? (changed[index] ?? null) : one)),
    ),
  ];
}

function programFile(path: string, text: string): SandboxFile {
  return { path, bytes: new TextEncoder().encode(text) };
}

function parsed<T>(
  seen: Awaited<ReturnType<Game['lab']['observe']>>,
  schema: z.ZodType<T>,
  what: string,
): T | Refusal {
  if (isRefusal(seen)) return seen;
  const said = `${seen.ending}, exit code ${String(seen.exitCode)}: ${seen.stderr.slice(-300)}`;
  if (seen.ending !== 'exited' || seen.exitCode !== 0) return refusal(`lab-${what}`, said);
  const last = seen.stdout.trimEnd().split('\n').at(-1) ?? '';
  const result = schema.safeParse(safeJson(last));
  return result.success
    ? result.data
    : refusal(`lab-${what}`, `printed no report: ${result.error.message.slice(0, 300)}`);
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
