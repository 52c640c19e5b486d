/**
 * The only reader of the environment. Everything else gets a `Config`.
 * Does not know what the values are used for, and never logs a secret.
 */
import { availableParallelism, homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { InputFault } from '@touchstone/contracts';
import { z } from 'zod';

export interface Config {
  /** Caches, the embedded database and the salt key; absolute. */
  home: string;
  /** A shared Postgres, or null for the embedded one under `home`. */
  databaseUrl: string | null;
  dockerHost: string | null;
  /** Items that one process works on at once. */
  concurrency: number;
  /** Value of an environment variable that a recipe names (a key); null when unset or empty. */
  secret(name: string): string | null;
}

const environmentSchema = z.object({
  TOUCHSTONE_HOME: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected an address that begins with postgres:// or postgresql://')
    .optional(),
  DOCKER_HOST: z.string().optional(),
  TOUCHSTONE_CONCURRENCY: z.coerce.number().int().min(1).max(256).optional(),
});

/** Throws an `InputFault` that names the variable, what was expected and what came (never the value of DATABASE_URL). */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    throw new InputFault(`Environment variable ${name}: ${issue?.message ?? 'not usable'}.`, {
      code: 'bad-environment',
      hint: `Correct ${name} or unset it.`,
    });
  }
  const values = parsed.data;
  return {
    home: resolve(values.TOUCHSTONE_HOME ?? join(homedir(), '.cache', 'touchstone')),
    databaseUrl: values.DATABASE_URL ?? null,
    dockerHost: values.DOCKER_HOST ?? null,
    concurrency: values.TOUCHSTONE_CONCURRENCY ?? availableParallelism(),
    secret: (name) => environment[name] || null,
  };
}
