/** Where an attempt happens, stated as requirements: what met them stands in the certificate. */
import { z } from 'zod';
import { hashSchema } from './hash.ts';
import { jsonObjectSchema } from './json.ts';
import { limitsSchema, runtimeRequirementSchema } from './sandbox.ts';

/** A tool as MCP lists it. Every tool is an MCP tool, in process or remote. */
export const toolSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,63}$/),
  description: z.string(),
  /** JSON Schema (2020-12) of the arguments, an object. */
  inputSchema: jsonObjectSchema,
});
export type Tool = z.infer<typeof toolSchema>;

export const environmentFileSchema = z.strictObject({
  path: z.string(),
  blob: hashSchema,
  bytes: z.number().int().nonnegative(),
});

/**
 * A database behind its tools. `program` is a Python module (standard library only) that defines
 * `TABLES: dict[str, str]` (name → CREATE TABLE statement) and `TOOLS: dict[str, Callable]` (name → function taking an
 * `sqlite3.Connection` and keyword arguments); `rows` is JSON `{table: [{column: value}]}`.
 */
export const worldSchema = z.strictObject({
  id: z.string(),
  program: hashSchema,
  rows: hashSchema,
});
export type World = z.infer<typeof worldSchema>;

/** Somebody the agent talks to, played by a program or a model. What it knows is in the secret half. */
export const userSchema = z.strictObject({
  persona: z.string(),
  goal: z.string(),
  playedBy: z.enum(['program', 'model']),
});

export const environmentSchema = z.strictObject({
  runtime: runtimeRequirementSchema,
  /** Files the attempt finds in its working directory. */
  files: z.array(environmentFileSchema),
  world: worldSchema.nullable(),
  /** The frozen offline web, by its hash: one of the built webs, or a blob of documents as JSON lines (`web.ts`). */
  web: z.strictObject({ hash: hashSchema }).nullable(),
  tools: z.array(toolSchema),
  network: z.literal('none'),
  limits: limitsSchema,
  user: userSchema.nullable(),
});
export type Environment = z.infer<typeof environmentSchema>;
