/**
 * The keys of this server. A secret is `ts_<id>_<32 random bytes>`; only its SHA-256 is kept, and compared in constant time.
 * What other processes do to keys is seen within `keysFreshMs`. Does not know what a role may do.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { z } from '@hono/zod-openapi';
import { InputFault } from '@touchstone/contracts';
import type { Key, makeKeyRequestSchema } from '@touchstone/contracts/api';
import {
  insertApiKey,
  markApiKeyUsed,
  readApiKeys,
  revokeApiKey,
  type Connection,
  type StoredKey,
} from '@touchstone/db';
import { keysFreshMs, keyUseWrittenMs, unknownKeyFreshMs } from '../limits.ts';

export interface KeyringOptions {
  verify: () => Promise<Connection<'verify'>>;
  /** Milliseconds since 1970. */
  clock: () => number;
  randomBytes: (count: number) => Uint8Array;
}

export interface Keyring {
  /** Whether any key was ever made here, revoked ones too: from then on a key is asked for. */
  anyExist(): Promise<boolean>;
  /** Null where it is wrong, unknown or revoked. Marks the key as used. */
  find(secret: string): Promise<Key | null>;
  list(): Promise<Key[]>;
  make(request: z.output<typeof makeKeyRequestSchema>): Promise<{ key: Key; secret: string }>;
  /** An `InputFault` (`key-unknown`) where there is none; revoking twice is revoking once. */
  revoke(id: string): Promise<Key>;
}

const secretPattern = /^ts_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

export function createKeyring({ verify, clock, randomBytes }: KeyringOptions): Keyring {
  let known: { at: number; keys: Promise<Map<string, StoredKey>> } | null = null;
  const usedAt = new Map<string, number>();

  function current(freshMs = keysFreshMs): Promise<Map<string, StoredKey>> {
    if (known !== null && clock() - known.at < freshMs) return known.keys;
    const keys = verify()
      .then(readApiKeys)
      .then((rows) => new Map(rows.map((row) => [row.id, row])));
    known = { at: clock(), keys };
    keys.catch(() => (known = null));
    return keys;
  }

  async function markUsed(id: string): Promise<void> {
    const now = clock();
    if (now - (usedAt.get(id) ?? 0) < keyUseWrittenMs) return;
    usedAt.set(id, now);
    await markApiKeyUsed(await verify(), id, new Date(now));
  }

  return {
    async anyExist() {
      return (await current()).size > 0;
    },
    async find(secret) {
      const [, digits] = secretPattern.exec(secret) ?? [];
      if (digits === undefined) return null;
      const id = `key_${digits}`;
      // One that another process made a moment ago is usable at once.
      const key = (await current()).get(id) ?? (await current(unknownKeyFreshMs)).get(id);
      if (key === undefined || key.revokedAt !== null || !sameHash(key.hash, hashOf(secret))) return null;
      await markUsed(key.id);
      return shown(key);
    },
    async list() {
      known = null;
      return [...(await current()).values()].map(shown);
    },
    async make(request) {
      const digits = Buffer.from(randomBytes(6)).toString('hex');
      const secret = `ts_${digits}_${Buffer.from(randomBytes(32)).toString('base64url')}`;
      const key: Key = {
        ...request,
        id: `key_${digits}`,
        createdAt: new Date(clock()).toISOString(),
        lastUsedAt: null,
        revokedAt: null,
      };
      await insertApiKey(await verify(), { ...key, hash: hashOf(secret) });
      known = null;
      return { key, secret };
    },
    async revoke(id) {
      await revokeApiKey(await verify(), id, new Date(clock()));
      known = null;
      const key = (await current()).get(id);
      if (key === undefined)
        throw new InputFault(`There is no key "${id}".`, {
          code: 'key-unknown',
          hint: 'List them: touchstone keys list.',
        });
      return shown(key);
    },
  };
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function sameHash(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}

function shown({ hash: _, ...key }: StoredKey): Key {
  return key;
}
