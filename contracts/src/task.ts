/**
 * A task in two halves: what an attempt may see and what only verification may. They are separate documents, rows and
 * database grants. A task is immutable; its id is the hash of both halves.
 */
import { z } from 'zod';
import { answerTypeSchema } from './answer.ts';
import { categorySchema } from './category.ts';
import { environmentFileSchema, environmentSchema } from './environment.ts';
import { hashJson, hashSchema, keyedHash, type Hash } from './hash.ts';
import { jsonObjectSchema, jsonSchema } from './json.ts';
import { licenceSchema } from './licence.ts';
import { rubricSchema } from './rubric.ts';
import { submissionSchema } from './submission.ts';

export const taskIdSchema = z
  .string()
  .regex(/^task_[0-9a-f]{64}$/, 'expected task_ and 64 hexadecimal digits');
export type TaskId = z.infer<typeof taskIdSchema>;

/** What is handed in, and in which form. */
export const answerFormatSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('typed'), type: answerTypeSchema }),
  /** JSON by a schema, judged by a verification function. */
  z.strictObject({ kind: z.literal('json'), schema: jsonObjectSchema }),
  /** The state of the world counts; the answer that goes with it has this schema. */
  z.strictObject({ kind: z.literal('state'), schema: jsonObjectSchema }),
  /** The changed files count. `paths`: folders (ending in `/`) and files that a change may touch; any other change is left out. */
  z.strictObject({ kind: z.literal('tree'), paths: z.array(z.string()).min(1) }),
]);
export type AnswerFormat = z.infer<typeof answerFormatSchema>;

export const taskPublicSchema = z.strictObject({
  schemaVersion: z.literal(1),
  category: categorySchema,
  /** BCP 47. */
  language: z.string(),
  instruction: z.string().min(1),
  environment: environmentSchema,
  answerFormat: answerFormatSchema,
  budget: z.strictObject({ toolCallsMax: z.number().int().positive() }),
  licence: licenceSchema,
});
export type TaskPublic = z.infer<typeof taskPublicSchema>;

/**
 * Python source, standard library plus what the environment names, that defines `solve(tools)` and returns the answer
 * as JSON. `tools.call(name, **arguments)` reaches the environment's tools and nothing else does; files are in the
 * working directory. For state tasks the calls are the submission and the returned value its answer.
 */
export const programSchema = z.strictObject({
  name: z.string(),
  /** One sentence: what it does, or which shortcut it takes. */
  how: z.string(),
  source: z.string(),
});
export type Program = z.infer<typeof programSchema>;

/** What shows that the task can be solved: a program that solves it, or, for a tree, the change itself. */
export const referenceSchema = z.union([
  programSchema,
  z.strictObject({ name: z.string(), how: z.string(), submission: submissionSchema }),
]);
export type Reference = z.infer<typeof referenceSchema>;

export function isProgram(reference: Reference): reference is Program {
  return 'source' in reference;
}

export const wrongTrialSchema = z.strictObject({
  /** Which mistake this is, in plain words. */
  how: z.string(),
  /** Id of the criterion it breaks, where there is one. */
  breaks: z.string().optional(),
  submission: submissionSchema,
});

/** What the draft itself offers as evidence. All are submissions that somebody could really hand in. */
export const trialsSchema = z.strictObject({
  right: z.array(submissionSchema),
  wrong: z.array(wrongTrialSchema),
  /** Scripted solvers from weak to strong; they describe structure, never difficulty. */
  solvers: z.array(programSchema.extend({ expect: z.enum(['solves', 'fails', 'unknown']) })),
  /** Probability that a lazy but well-formed answer passes, by counting. */
  chance: z.number().min(0).max(1),
});
export type Trials = z.infer<typeof trialsSchema>;

/** What a differential check needs; see `differentialSchema` of the verifier `tests`. */
const differentialSchema = z.strictObject({
  /**
   * Source of a program in the runtime's language that reads JSON lines `{"id", "input"}` and writes JSON lines
   * `{"id", "value"}`: what the tree's code makes of the input, as plain JSON. It holds no expected value.
   */
  harness: z.string(),
  /** Blob of JSON `[{"input", "expected"}, …]`; the verifier compares, in a process that the tree's code never enters. */
  cases: hashSchema,
});

/** One literal of a hidden test, changed in place: with it the test must fail. Offsets in UTF-16 code units of the file's text. */
const controlSchema = z.strictObject({
  test: z.string(),
  path: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  replacement: z.string(),
});

export const testRunners = ['pytest', 'node-test', 'tape'] as const;

export const verifierSchema = z.discriminatedUnion('executor', [
  /** `expected` has the type of the public answer format; `alternatives` are equally right values. */
  z.strictObject({
    executor: z.literal('typed-answer'),
    version: z.number().int().positive(),
    expected: jsonSchema,
    alternatives: z.array(jsonSchema),
  }),
  /**
   * Python source that defines `verify(case)` and returns `[[criterion id, True | False | None, detail], …]`;
   * `case` is `{"answer", "rows", "data"}`.
   */
  z.strictObject({
    executor: z.literal('function'),
    version: z.number().int().positive(),
    program: z.string(),
    data: jsonSchema,
    rubric: rubricSchema,
  }),
  /** As `function`; `case` is `{"answer", "before", "after", "calls", "data"}` with the rows before and after the replay. */
  z.strictObject({
    executor: z.literal('state'),
    version: z.number().int().positive(),
    program: z.string(),
    data: jsonSchema,
    rubric: rubricSchema,
  }),
  /** Hidden tests over the changed tree, and, where the behaviour allows, values compared with those of the reference. */
  z.strictObject({
    executor: z.literal('tests'),
    version: z.number().int().positive(),
    runner: z.enum(testRunners),
    /** Hidden files; each takes the place of whatever stands at its path. */
    files: z.array(environmentFileSchema).min(1),
    /** Ids of tests that fail on the untouched tree and must pass. */
    failToPass: z.array(z.string()).min(1),
    /** Ids of tests that pass on the untouched tree and must go on passing. */
    passToPass: z.array(z.string()),
    controls: z.array(controlSchema).min(3),
    differential: differentialSchema.nullable(),
  }),
]);
export type Verifier = z.infer<typeof verifierSchema>;
export type Executor = Verifier['executor'];

/** Whoever has the lineage and this repository has the answer: it is secret. */
export const lineageSchema = z.strictObject({
  family: z.string(),
  familyVersion: z.number().int().positive(),
  randomSeed: z.number().int(),
  item: z.number().int().nonnegative(),
  sources: z.array(z.string()),
  proposer: z.strictObject({ kind: z.enum(['seeded', 'agent']), model: z.string().nullable() }),
  moves: z.array(z.strictObject({ kind: z.string(), move: jsonSchema })),
  parent: taskIdSchema.nullable(),
});
export type Lineage = z.infer<typeof lineageSchema>;

export const taskSecretSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Keyed hash of (randomSeed, item); makes the id unguessable from the public half. */
  salt: hashSchema,
  reference: referenceSchema,
  verifier: verifierSchema,
  trials: trialsSchema,
  lineage: lineageSchema,
  /** What decides the split, see `splitOf`. */
  splitKey: z.string(),
});
export type TaskSecret = z.infer<typeof taskSecretSchema>;

/** Hash of the public half under its schema version and of the hash of the secret half. Nothing measured enters. */
export function taskId(task: TaskPublic, secret: TaskSecret): TaskId {
  return `task_${hashJson({ task, secret: hashJson(secret) })}`;
}

/** The salt of item *i*: a function of (randomSeed, family, item) under a key that never enters the corpus. */
export function saltOf(key: string, family: string, randomSeed: number, item: number): Hash {
  return keyedHash(key, { family, randomSeed, item });
}
