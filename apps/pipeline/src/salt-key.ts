/**
 * The key that makes task ids unguessable. It comes from the environment variable that the recipe names; with the
 * embedded database an unset key is created once and kept beside the database, because both live and die together.
 * A shared database has workers on other machines, which could not know such a key: there it must be given.
 */
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault, keyedHash } from '@touchstone/contracts';
import type { Config } from './config.ts';

export interface SaltKey {
  key: string;
  /** Says whether two processes have the same key, and nothing else about it. */
  fingerprint: string;
}

/** Shorter keys could be found by trying. */
const KEY_CHARACTERS_MIN = 16;

/** Throws a configuration `Fault` when the key is missing beside a shared database, or too short. */
export async function saltKey(config: Config, variable: string): Promise<SaltKey> {
  const given = config.secret(variable);
  if (given !== null && given.length < KEY_CHARACTERS_MIN)
    throw new Fault(
      `Expected at least ${KEY_CHARACTERS_MIN} characters in ${variable}, got ${given.length}.`,
      {
        code: 'salt-key-too-short',
        boundary: 'configuration',
        retryable: false,
        hint: `Set ${variable} to a random text, for example the output of "openssl rand -hex 32".`,
      },
    );
  if (given === null && config.databaseUrl !== null)
    throw new Fault(
      `DATABASE_URL names a shared database, but ${variable} is not set: every worker needs the same key.`,
      {
        code: 'salt-key-missing',
        boundary: 'configuration',
        retryable: false,
        hint: `Set ${variable} to one random text on every machine, for example the output of "openssl rand -hex 32".`,
      },
    );
  const key = given ?? (await keptKey(config.home));
  return { key, fingerprint: keyedHash(key, 'fingerprint') };
}

async function keptKey(home: string): Promise<string> {
  const file = join(home, 'salt.key');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept.trim();
  await mkdir(home, { recursive: true });
  // Written whole under another name, then linked: of two first starts at once one wins and both read the winner's key.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  await chmod(draft, 0o600);
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return (await readFile(file, 'utf8')).trim();
}
