/**
 * Values compared where the submission's code never is: a process of the sandbox maps inputs to plain JSON, this process
 * alone holds what is expected. Runs before the hidden files are there, so nothing in that sandbox says what is right.
 */
import {
  Fault,
  canonicalJson,
  jsonSchema,
  type BlobReader,
  type Json,
  type Rng,
} from '@touchstone/contracts';
import { z } from 'zod';
import type { Judgement } from './judge-run.ts';
import { harnessCpuSecondsMax, treeLimits } from './limits.ts';
import { programSources } from './program-sources.ts';
import { randomId, type TestsVerifier } from './run-plan.ts';
import { programFolder, type Share, type Stage } from './sandbox-stage.ts';
import { objectsIn, stopOf } from './suite-run.ts';
import type { Files } from './submitted-tree.ts';

type Differential = NonNullable<TestsVerifier['differential']>;

const casesSchema = z.array(z.strictObject({ input: jsonSchema, expected: jsonSchema })).min(1);

export type DifferentialCase = z.infer<typeof casesSchema>[number];

/** Throws a `Fault` of boundary `verifier` for a blob that holds no cases. */
export async function readCases(differential: Differential, blobs: BlobReader): Promise<DifferentialCase[]> {
  const bytes = await blobs.readBlob(differential.cases);
  try {
    return casesSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw new Fault('The cases of the differential check are not a list of {"input", "expected"}.', {
      code: 'cases-malformed',
      boundary: 'verifier',
      retryable: false,
      hint: 'Mend the family that made this task.',
      cause,
    });
  }
}

export async function runDifferential(
  stage: Stage,
  {
    differential,
    language,
    submitted,
  }: { differential: Differential; language: 'python' | 'node'; submitted: Files },
  cases: readonly DifferentialCase[],
  rng: Rng,
  share: Share = 1,
): Promise<Judgement> {
  const asked = rng.shuffle(cases).map(({ input, expected }) => ({ id: randomId(rng), input, expected }));
  const { argv, tree, programs } = command(differential.harness, language, submitted, rng);
  if (!(await stage.set(tree, programs))) return differs('what ran before could not be cleared away');
  const result = await stage.run(argv, {
    stdin: asked.map(({ id, input }) => `${JSON.stringify({ id, input })}\n`).join(''),
    cpuSecondsMax: harnessCpuSecondsMax,
    share,
  });
  const stop = stopOf(result, treeLimits.wallSecondsMax);
  if (stop?.how === 'failed') return { outcome: 'stopped', failure: stop.failure };
  return compareValues(asked, objectsIn(result.stdout));
}

/** Exactly one value an id, equal as canonical JSON; anything else that was printed is no value. */
export function compareValues(
  asked: readonly { id: string; expected: Json }[],
  printed: readonly Record<string, unknown>[],
): Judgement {
  const values = new Map<string, unknown[]>();
  for (const object of printed) {
    if (typeof object['id'] !== 'string' || !Object.hasOwn(object, 'value')) continue;
    values.set(object['id'], [...(values.get(object['id']) ?? []), object['value']]);
  }
  const known = new Set(asked.map(({ id }) => id));
  const unknown = [...values.keys()].filter((id) => !known.has(id)).length;
  if (unknown > 0) return differs(`${unknown} values for inputs that were never given`);
  const wrong = asked.filter(({ id, expected }) => {
    const given = values.get(id) ?? [];
    return given.length !== 1 || !sameJson(given[0], expected);
  });
  if (wrong.length === 0) return { outcome: 'passed' };
  return differs(`${wrong.length} of ${asked.length} inputs gave another value than expected, or none`);
}

/** False also for what has no canonical form: a lone surrogate, nesting without end. */
function sameJson(given: unknown, expected: Json): boolean {
  try {
    return canonicalJson(given) === canonicalJson(expected);
  } catch {
    return false;
  }
}

function differs(detail: string): Judgement {
  return { outcome: 'found', finding: { reason: 'differential', detail } };
}

interface HarnessCommand {
  argv: readonly [string, ...string[]];
  tree: Files;
  programs: Files;
}

/** A Node harness stands in the root of the tree, under a name that nobody knows, so that `./index.js` is the tree's. */
function command(harness: string, language: 'python' | 'node', submitted: Files, rng: Rng): HarnessCommand {
  const source = Buffer.from(harness);
  if (language === 'python') {
    const programs = new Map([
      ['run_harness.py', Buffer.from(programSources['run_harness.py'])],
      ['harness.py', source],
    ]);
    const argv = [
      'python3',
      '-s',
      '-P',
      '-B',
      `../${programFolder}/run_harness.py`,
      `../${programFolder}/harness.py`,
    ] as const;
    return { argv, tree: submitted, programs };
  }
  const name = `harness-${randomId(rng)}.${/^\s*(import|export)\s/m.test(harness) ? 'mjs' : 'cjs'}`;
  return {
    argv: ['node', '--no-warnings', name],
    tree: new Map([...submitted, [name, source]]),
    programs: new Map(),
  };
}
